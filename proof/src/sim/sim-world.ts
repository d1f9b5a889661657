import type { Json } from '@passbell/core/kernel/canonical-json';
import type { StoredCommand } from '@passbell/edge-client/queue-store';
import type { TopicName } from '@passbell/edge-client/topic-documents';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import { type ClientLife, ClientNode } from './client-node.ts';
import { CloudNode } from './cloud-node.ts';
import { EdgeNode } from './edge-node.ts';
import { SIM_LOCATION, SIM_START_MS } from './edge-template.ts';
import { workAtStation } from './kitchen-cook.ts';
import { workAsPartner } from './partner-machine.ts';
import { PressBook } from './press-book.ts';
import { SimContext } from './sim-context.ts';
import { SimLink } from './sim-link.ts';
import { SimMachine } from './sim-machine.ts';
import { SIM_STATIONS, STRICT_PORTIONS } from './sim-menu.ts';
import type { SimOptions } from './sim-options.ts';
import { type SimDevice, simDevice } from './sim-people.ts';
import { workAtTill } from './till-person.ts';

/** One restaurant with everything in it, drawn from one seed. */
export class SimWorld {
  readonly context = new SimContext();
  readonly book = new PressBook(this.context);
  readonly options: SimOptions;
  readonly random: SeededRandom;
  readonly edge: EdgeNode;
  readonly cloud: CloudNode;
  readonly clients: ClientNode[] = [];
  readonly links: SimLink[] = [];
  readonly cloudLink: SimLink;
  /** Something a model of the house cannot know happened to a wall clock of the edge. */
  edgeClockStepped = false;
  #presses = 0;

  constructor(seed: number, options: SimOptions, file: string) {
    this.options = options;
    this.random = createSeededRandom(seed);
    const edgeMachine = this.machine('edge');
    const cloudMachine = this.machine('cloud');
    this.cloud = new CloudNode(cloudMachine, this.context, this.random.fork());
    this.edge = new EdgeNode({
      machine: edgeMachine,
      file,
      context: this.context,
      random: this.random.fork(),
      maxFlushMs: options.maxFlushMs,
      uplink: () => this.cloudLink,
      onDeath: (isPowerLoss) => this.#edgeDied(isPowerLoss),
    });
    this.cloudLink = new SimLink(
      'cloud',
      { client: edgeMachine, server: cloudMachine },
      this.cloud.accept,
      this.context,
      this.random.fork(),
    );
    this.links.push(this.cloudLink);
  }

  machine(name: string): SimMachine {
    return new SimMachine(name, this.context.scheduler, SIM_START_MS, (machine, error) =>
      this.context.violate(
        'nothing throws',
        `${machine.name}: ${error instanceof Error ? error.stack : String(error)}`,
      ),
    );
  }

  /** Opens the house and everybody's screens. */
  async open(): Promise<void> {
    const { tills, screens, integrations, darkStation } = this.options;
    this.cloud.boot();
    this.edge.boot();
    await this.#furnish();
    const lit = darkStation ? SIM_STATIONS.slice(1) : SIM_STATIONS;
    for (let at = 0; at < tills; at += 1)
      this.#addClient(simDevice('pos', at), ['orders.open', 'stock', 'staff', 'menu']);
    for (let at = 0; at < screens; at += 1)
      this.#addClient(simDevice('kds', at), [`kitchen:${lit[at % lit.length] ?? 'grill'}`, 'stock']);
    for (let at = 0; at < integrations; at += 1) this.#addClient(simDevice('integration', at), ['orders.open']);
    for (const client of this.clients) void client.start();
  }

  /** Another device with the same identity and the same disk: an image that was copied. */
  clone(original: ClientNode): void {
    const { device, topics } = original.parts;
    const copy = this.#addClient(device, topics, new Map(original.disk.kept));
    copy.parts.link.weather = original.parts.link.weather;
    void copy.start();
  }

  /** Does something as the box itself. */
  async asHouse(name: string, args: Readonly<Record<string, Json>>): Promise<void> {
    const { life } = this.edge;
    if (life === null) return;
    const key = `house-${this.#presses}`;
    this.#presses += 1;
    this.book.add({ key, by: 'house', lane: key, name, position: this.#presses, args });
    await life.dispatch({ name, key, args, device: life.ownDevice, sessionToken: null });
  }

  async #furnish(): Promise<void> {
    const { payFirst, handOverOnPayment, portions } = this.options;
    const location = { ...SIM_LOCATION, openChecks: !payFirst, handOverOnPayment };
    void this.asHouse('configureLocation', { location });
    const lines = Object.entries(STRICT_PORTIONS).map(([ingredientId, portion]) => ({
      ingredientId,
      counted: portion * portions,
    }));
    void this.asHouse('countStock', { lines });
    await this.context.scheduler.runUntil(this.options.maxFlushMs + 1, () => false);
  }

  #addClient(device: SimDevice, topics: readonly TopicName[], image?: ReadonlyMap<string, StoredCommand>): ClientNode {
    const name = `${device.name}${image ? `-copy${this.clients.length}` : ''}`;
    const machine = this.machine(name);
    const ends = { client: machine, server: this.edge.machine };
    const link = new SimLink(name, ends, this.edge.accept, this.context, this.random.fork());
    this.links.push(link);
    const client = new ClientNode({
      ...{ name, device, machine, link, topics, context: this.context, book: this.book },
      random: this.random.fork(),
      ...(image && { image }),
      worker: (life) => this.#work(device, topics, life),
    });
    this.clients.push(client);
    return client;
  }

  #work({ role }: SimDevice, topics: readonly TopicName[], life: ClientLife): void {
    const { pressEveryMs, payFirst, maxPresses } = this.options;
    const mayPress = () => this.context.stats.presses < maxPresses;
    const { watch } = this.edge;
    const isGone = (orderId: string, lineId: string) => watch.isClosed(orderId) || watch.wasInOtherHistory(lineId);
    if (role === 'pos') workAtTill(life, { pressEveryMs, payFirst, mayPress, isGone });
    else if (role === 'integration') workAsPartner(life, pressEveryMs, mayPress);
    else {
      const station = topics.find((topic) => topic.startsWith('kitchen:'))?.slice('kitchen:'.length) ?? '';
      workAtStation(life, station, pressEveryMs);
    }
  }

  /** An older copy of the edge's journal is put back. */
  restoreEdge(): boolean {
    if (!this.edge.restore()) return false;
    const stored = this.edge.disk.check('SELECT 1 FROM commands WHERE key = ?');
    this.book.forget((key) => stored.get(key) !== undefined);
    return true;
  }

  #edgeDied(isPowerLoss: boolean): void {
    const { machine } = this.edge;
    for (const link of this.links) link.died(machine, isPowerLoss);
    const { scheduler } = this.context;
    scheduler.at(scheduler.nowMs + this.random.between(100, 4_000), () => {
      if (this.edge.life === null) this.edge.boot();
    });
  }
}
