import { createIdSource } from '@passbell/core/kernel/ids';
import type { FeedResult } from '@passbell/core/wire/feed-messages';
import { createEdgeClient, type EdgeClient } from '@passbell/edge-client/edge-client';
import type { HeldTopic } from '@passbell/edge-client/feed-client';
import type { StoredCommand } from '@passbell/edge-client/queue-store';
import type { TopicName } from '@passbell/edge-client/topic-documents';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import { DeviceDisk } from './device-disk.ts';
import { committedAnswer, type Press, type PressBook, refusedAnswer } from './press-book.ts';
import type { SimContext } from './sim-context.ts';
import { simFetch } from './sim-fetch.ts';
import type { SimLink } from './sim-link.ts';
import type { SimMachine } from './sim-machine.ts';
import type { SimDevice } from './sim-people.ts';

type PressArgs = Press['args'];

export interface ClientParts {
  readonly name: string;
  readonly device: SimDevice;
  readonly machine: SimMachine;
  readonly link: SimLink;
  readonly context: SimContext;
  readonly random: SeededRandom;
  readonly book: PressBook;
  /** Topics this device looks at. */
  readonly topics: readonly TopicName[];
  /** The disk of the device this one was copied from. */
  readonly image?: ReadonlyMap<string, StoredCommand>;
  /** Who works at it; asked at each start. */
  readonly worker: (life: ClientLife) => void;
}

/** One run of a device's program. */
export interface ClientLife {
  readonly client: EdgeClient;
  readonly held: ReadonlyMap<TopicName, HeldTopic<unknown>>;
  readonly node: ClientNode;
  readonly random: SeededRandom;
  /** Whether people still press; after the storm only what the device does by itself goes on. */
  readonly isStormy: () => boolean;
}

/** A till, a kitchen screen or a partner's machine: the real client on a simulated device, over all its lives. */
export class ClientNode {
  readonly parts: ClientParts;
  readonly disk: DeviceDisk;
  /** Commands that reached this device's disk, by key, with the program's run that was the last to make them wait. */
  readonly everKept = new Map<string, { readonly lane: string; readonly position: number; readonly run: number }>();
  life: ClientLife | null = null;
  isStormy = true;

  constructor(parts: ClientParts) {
    this.parts = parts;
    for (const [key, { lane, position }] of parts.image ?? []) this.everKept.set(key, { lane, position, run: 0 });
    this.disk = new DeviceDisk(parts.machine, parts.random.fork(), (command) => this.#kept(command), parts.image);
  }

  /** Starts the program. What was on the disk goes on. */
  async start(): Promise<void> {
    const { machine, link, device, random, book, name } = this.parts;
    machine.boot();
    const own = machine.life;
    const { clock, timers } = machine;
    const client = await createEdgeClient({
      baseUrl: 'http://edge.sim',
      app: device.role,
      appVersion: 'sim',
      token: device.token,
      ports: { clock, timers, random: random.fork(), ids: createIdSource(clock, random.fork()) },
      queueStore: this.disk,
      openSocket: (_url, events) => {
        const line = link.connect('feed', events);
        return { send: (text) => line.send(text), close: (code) => line.close(code) };
      },
      fetch: simFetch(link, ({ key, path, body }) => {
        // What people press is in the book when it is on the disk; sign-ins go straight out.
        if (!path.startsWith('/v1/sign-')) return;
        book.add({ key, by: name, lane: key, name: path.slice('/v1/'.length), position: 0, args: body as PressArgs });
      }),
    });
    if (own !== machine.life) return;
    client.feed.onResult((result) => this.#answered(result));
    client.queue.subscribe(() => this.#lookAtQueue(client));
    this.#lookAtQueue(client);
    const held = new Map(this.parts.topics.map((topic) => [topic, client.feed.hold(topic)] as const));
    const life = { client, held, node: this, random: random.fork(), isStormy: () => this.isStormy };
    this.life = life;
    client.start();
    this.parts.worker(life);
  }

  /** The program ends between two instructions; the disk stays. */
  crash(): void {
    this.life = null;
    this.parts.machine.die();
  }

  #kept(command: StoredCommand): void {
    const { book, name } = this.parts;
    const { key, lane, position, args } = command;
    // Positions begin anew when a program starts with an empty queue.
    if (command.state === 'waiting') this.everKept.set(key, { lane, position, run: this.parts.machine.life });
    const press = book.add({ key, by: name, lane, name: command.name, position, args });
    press.isKept = true;
    // One that was blocked before it was written once is seen on the screen before it is on the disk.
    if (command.state !== 'waiting') press.isShownRefused = true;
  }

  #answered({ key, status, result, error, epoch, seq }: FeedResult): void {
    const { book } = this.parts;
    if (status === 'committed') book.answered(key, committedAnswer(result, epoch, seq), null);
    else if (error !== null) book.answered(key, refusedAnswer(error.code, error.params), error.code);
  }

  #lookAtQueue(client: EdgeClient): void {
    const { refused, pending, durable } = client.queue.getSnapshot();
    const { book, context, name } = this.parts;
    if (!durable) context.violate('the queue stays durable', name);
    if (refused.length + pending.length > 2_000) context.violate('queues are bounded', name);
    for (const { key } of refused) {
      const press = book.presses.get(key);
      if (press) press.isShownRefused = true;
    }
  }
}
