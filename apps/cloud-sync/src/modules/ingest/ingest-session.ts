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

/** One edge's connection, seen without its socket. */
export interface IngestSession {
  /** Takes one frame. Frames are answered in order, one at a time. */
  receive(frame: string): void;
  /** The connection is gone; what waits is forgotten. */
  closed(): void;
  /** Resolves when everything received so far is answered. */
  idle(): Promise<void>;
}

type Nack = Pick<SyncNack, 'code' | 'cursor' | 'afterMs'>;

/**
 * The cloud's side of `sync-messages.ts` for one location whose token was checked. A NACK ends the connection: the edge
 * comes back with a HELLO and gets the cursor, which is the only way to resume, so there is only one to get right.
 */
export function createIngestSession(key: LocationKey, ports: IngestSessionPorts): IngestSession {
  const { store, clock, observer } = ports;
  let state: 'greeting' | 'open' | 'ended' = 'greeting';
  let waiting = 0;
  let chain: Promise<void> = Promise.resolve();

  function refuse(nack: Nack, reason: string): void {
    state = 'ended';
    observer.refused(key, nack.code, reason);
    ports.send({ type: 'nack', ...nack });
    ports.end();
  }

  async function setAside(cursor: SyncPosition | null, reason: string, frame: string): Promise<void> {
    await store.setAside(key, reason, frame, clock.nowMs());
    refuse({ code: 'hash_mismatch', cursor, afterMs: PERSON_NEEDED_MS }, reason);
  }

  async function greet(hello: SyncHello, frame: string): Promise<void> {
    if (hello.protocol.max < OLDEST_PROTOCOL_VERSION || hello.protocol.min > PROTOCOL_VERSION) {
      return refuse(
        { code: 'unsupported_protocol', cursor: null, afterMs: PERSON_NEEDED_MS },
        `speaks ${hello.protocol.min} to ${hello.protocol.max}`,
      );
    }
    if (hello.orgId !== key.orgId || hello.locationId !== key.locationId) {
      return refuse(
        { code: 'unauthenticated', cursor: null, afterMs: PERSON_NEEDED_MS },
        'the token belongs to another location',
      );
    }
    const { cursor, setAside: isSetAside } = await store.greet(key, hello, clock.nowMs());
    if (isSetAside) return refuse({ code: 'hash_mismatch', cursor, afterMs: PERSON_NEEDED_MS }, 'set aside before');
    if (hello.head.epoch < cursor.epoch)
      return refuse({ code: 'fenced', cursor, afterMs: PERSON_NEEDED_MS }, `epoch ${hello.head.epoch} is over`);
    if (hello.head.epoch === cursor.epoch && hello.head.seq < cursor.seq) {
      return setAside(cursor, `the journal ends at ${hello.head.seq}, before the ${cursor.seq} it sent earlier`, frame);
    }
    state = 'open';
    ports.send({
      type: 'welcome',
      protocol: Math.min(PROTOCOL_VERSION, hello.protocol.max),
      cursor,
      credit: INGEST_CREDIT_EVENTS,
    });
  }

  async function settle(outcome: AppendOutcome, frame: string): Promise<void> {
    const { cursor } = outcome;
    switch (outcome.kind) {
      case 'stored':
        ports.send({ type: 'ack', cursor, credit: INGEST_CREDIT_EVENTS });
        return;
      case 'gap':
        return refuse({ code: 'gap', cursor, afterMs: 0 }, `the cursor is ${cursor.epoch}/${cursor.seq}`);
      case 'fenced':
        return refuse({ code: 'fenced', cursor, afterMs: PERSON_NEEDED_MS }, `the epoch is ${cursor.epoch}`);
      case 'set_aside':
        return refuse({ code: 'hash_mismatch', cursor, afterMs: PERSON_NEEDED_MS }, 'set aside before');
      case 'hash_mismatch':
        return setAside(cursor, `another history than the cloud has up to ${cursor.epoch}/${cursor.seq}`, frame);
    }
  }

  async function push(message: SyncPush, frame: string): Promise<void> {
    const startedMs = clock.monotonicMs();
    const batch = verifyPush(key, message);
    if (!batch.ok) {
      if (batch.error.kind === 'malformed')
        return refuse({ code: 'invalid', cursor: null, afterMs: PERSON_NEEDED_MS }, batch.error.reason);
      return setAside(null, batch.error.reason, frame);
    }
    const outcome = await store.append(key, batch.value, clock.nowMs());
    if (outcome.kind === 'stored') observer.stored(key, outcome.storedEvents, clock.monotonicMs() - startedMs);
    await settle(outcome, frame);
  }

  async function handle(frame: string): Promise<void> {
    if (state === 'ended') return;
    const message = syncUp.safeParse(parseJson(frame));
    if (!message.success)
      return refuse({ code: 'invalid', cursor: null, afterMs: PERSON_NEEDED_MS }, 'not a message of this protocol');
    if ((message.data.type === 'hello') !== (state === 'greeting')) {
      return refuse(
        { code: 'invalid', cursor: null, afterMs: PERSON_NEEDED_MS },
        `${message.data.type} came out of turn`,
      );
    }
    if (message.data.type === 'hello') return greet(message.data, frame);
    if (message.data.type === 'push') return push(message.data, frame);
    return store.noteHead(key, message.data.head, clock.nowMs());
  }

  async function handleSafely(frame: string): Promise<void> {
    try {
      await handle(frame);
    } catch (error) {
      observer.failed(key, error);
      // The outcome is unknown; asked again, the cursor tells it. Spread out, as everybody is told this at once.
      if (state !== 'ended')
        refuse(
          { code: 'retry_after', cursor: null, afterMs: SECOND_MS + randomBelow(ports.random, 4 * SECOND_MS) },
          'the store failed',
        );
    } finally {
      waiting -= 1;
    }
  }

  return {
    receive: (frame) => {
      if (state === 'ended') return;
      waiting += 1;
      if (waiting > MAX_WAITING_FRAMES)
        return refuse({ code: 'retry_after', cursor: null, afterMs: SECOND_MS }, 'sends more than its credit');
      chain = chain.then(() => handleSafely(frame));
    },
    closed: () => {
      state = 'ended';
    },
    idle: () => chain,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
