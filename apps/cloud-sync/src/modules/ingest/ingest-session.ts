import type { Clock } from '@passbell/core/kernel/clock';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import {
  type SyncDown,
  type SyncHello,
  type SyncNack,
  type SyncPosition,
  type SyncPush,
  syncUp,
} from '@passbell/core/wire/sync-messages';
import type { AppendOutcome, CloudStore, LocationKey } from './cloud-store.ts';
import { verifyPush } from './verify-push.ts';

/** Events that may be under way without an ACK: two full batches, so one travels while one is written. */
export const INGEST_CREDIT_EVENTS = 1_000;
/** Frames that may wait here. Credit keeps an honest edge far below. */
const MAX_WAITING_FRAMES = 32;
/** When to ask again about something only a person can mend. */
const PERSON_NEEDED_MS = 300 * SECOND_MS;

/** What a session tells its surroundings, for logs and figures. */
export interface IngestObserver {
  /** Events were stored; projectors may want to know. */
  stored(key: LocationKey, events: number, tookMs: number): void;
  refused(key: LocationKey, code: SyncNack['code'], reason: string): void;
  /** The store failed; the edge was told to come back. */
  failed(key: LocationKey, error: unknown): void;
}

export interface IngestSessionPorts {
  readonly store: CloudStore;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly observer: IngestObserver;
  send(message: SyncDown): void;
  /** Ends the connection; nothing more is sent. */
  end(): void;
}

type Nack = Pick<SyncNack, 'code' | 'cursor' | 'afterMs'>;

/** A refusal that only a person can lift. */
function untilLooked(code: SyncNack['code'], cursor: SyncPosition | null): Nack {
  return { code, cursor, afterMs: PERSON_NEEDED_MS };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One edge's connection, seen without its socket: the cloud's side of `sync-messages.ts` for one location whose token
 * was checked. A NACK ends the connection: the edge comes back with a HELLO and gets the cursor, which is the only way
 * to resume, so there is only one to get right.
 */
export class IngestSession {
  readonly #key: LocationKey;
  readonly #ports: IngestSessionPorts;
  #state: 'greeting' | 'open' | 'ended' = 'greeting';
  #waiting = 0;
  #chain: Promise<void> = Promise.resolve();

  constructor(key: LocationKey, ports: IngestSessionPorts) {
    this.#key = key;
    this.#ports = ports;
  }

  /** Takes one frame. Frames are answered in order, one at a time. */
  receive(frame: string): void {
    if (this.#state === 'ended') return;
    this.#waiting += 1;
    if (this.#waiting > MAX_WAITING_FRAMES) {
      this.#refuse({ code: 'retry_after', cursor: null, afterMs: SECOND_MS }, 'sends more than its credit');
      return;
    }
    this.#chain = this.#chain.then(() => this.#handleSafely(frame));
  }

  /** The connection is gone; what waits is forgotten. */
  closed(): void {
    this.#state = 'ended';
  }

  /** Resolves when everything received so far is answered. */
  idle(): Promise<void> {
    return this.#chain;
  }

  async #handleSafely(frame: string): Promise<void> {
    try {
      if (this.#state !== 'ended') await this.#handle(frame);
    } catch (error) {
      this.#ports.observer.failed(this.#key, error);
      // The outcome is unknown; asked again, the cursor tells it. Spread out, as everybody is told this at once.
      const afterMs = SECOND_MS + randomBelow(this.#ports.random, 4 * SECOND_MS);
      this.#refuse({ code: 'retry_after', cursor: null, afterMs }, 'the store failed');
    } finally {
      this.#waiting -= 1;
    }
  }

  async #handle(frame: string): Promise<void> {
    const { success, data } = syncUp.safeParse(parseJson(frame));
    if (!success) this.#refuse(untilLooked('invalid', null), 'not a message of this protocol');
    else if ((data.type === 'hello') !== (this.#state === 'greeting'))
      this.#refuse(untilLooked('invalid', null), `${data.type} came out of turn`);
    else if (data.type === 'hello') await this.#greet(data, frame);
    else if (data.type === 'push') await this.#push(data, frame);
    else await this.#ports.store.noteHead(this.#key, data.head, this.#ports.clock.nowMs());
  }

  async #greet(hello: SyncHello, frame: string): Promise<void> {
    const stranger = this.#strangerFault(hello);
    if (stranger !== null) {
      this.#refuse(untilLooked(stranger.code, null), stranger.reason);
      return;
    }
    const { cursor, setAside } = await this.#ports.store.greet(this.#key, hello, this.#ports.clock.nowMs());
    const { head } = hello;
    if (setAside) this.#refuse(untilLooked('hash_mismatch', cursor), 'set aside before');
    else if (head.epoch < cursor.epoch) this.#refuse(untilLooked('fenced', cursor), `epoch ${head.epoch} is over`);
    else if (head.epoch === cursor.epoch && head.seq < cursor.seq) {
      await this.#setAside(cursor, `the journal ends at ${head.seq}, before the ${cursor.seq} it sent earlier`, frame);
    } else this.#welcome(hello, cursor);
  }

  /** Why an edge is none that we talk to, or null. */
  #strangerFault({ protocol, orgId, locationId }: SyncHello): { code: SyncNack['code']; reason: string } | null {
    if (protocol.max < OLDEST_PROTOCOL_VERSION || protocol.min > PROTOCOL_VERSION) {
      return { code: 'unsupported_protocol', reason: `speaks ${protocol.min} to ${protocol.max}` };
    }
    if (orgId === this.#key.orgId && locationId === this.#key.locationId) return null;
    return { code: 'unauthenticated', reason: 'the token belongs to another location' };
  }

  #welcome(hello: SyncHello, cursor: SyncPosition): void {
    this.#state = 'open';
    const protocol = Math.min(PROTOCOL_VERSION, hello.protocol.max);
    this.#ports.send({ type: 'welcome', protocol, cursor, credit: INGEST_CREDIT_EVENTS });
  }

  async #push(message: SyncPush, frame: string): Promise<void> {
    const { store, clock, observer } = this.#ports;
    const startedMs = clock.monotonicMs();
    const batch = verifyPush(this.#key, message);
    if (batch.ok) {
      const outcome = await store.append(this.#key, batch.value, clock.nowMs());
      if (outcome.kind === 'stored') observer.stored(this.#key, outcome.storedEvents, clock.monotonicMs() - startedMs);
      await this.#settle(outcome, frame);
    } else if (batch.error.kind === 'malformed') this.#refuse(untilLooked('invalid', null), batch.error.reason);
    else await this.#setAside(null, batch.error.reason, frame);
  }

  async #settle({ kind, cursor }: AppendOutcome, frame: string): Promise<void> {
    const place = `${cursor.epoch}/${cursor.seq}`;
    if (kind === 'stored') this.#ports.send({ type: 'ack', cursor, credit: INGEST_CREDIT_EVENTS });
    else if (kind === 'gap') this.#refuse({ code: 'gap', cursor, afterMs: 0 }, `the cursor is ${place}`);
    else if (kind === 'fenced') this.#refuse(untilLooked('fenced', cursor), `the epoch is ${cursor.epoch}`);
    else if (kind === 'set_aside') this.#refuse(untilLooked('hash_mismatch', cursor), 'set aside before');
    else await this.#setAside(cursor, `another history than the cloud has up to ${place}`, frame);
  }

  async #setAside(cursor: SyncPosition | null, reason: string, frame: string): Promise<void> {
    await this.#ports.store.setAside(this.#key, reason, frame, this.#ports.clock.nowMs());
    this.#refuse(untilLooked('hash_mismatch', cursor), reason);
  }

  /** Says no and ends the connection. After the end there is nobody to say it to. */
  #refuse(nack: Nack, reason: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#ports.observer.refused(this.#key, nack.code, reason);
    this.#ports.send({ type: 'nack', ...nack });
    this.#ports.end();
  }
}
