import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import { locationRow } from '@passbell/core/location/location-row';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import type { HealthView } from '@passbell/core/wire/views';
import { type JournalReader, openJournalReader } from '@passbell/edge-server/journal/journal-reader';
import { SyncEngine } from '@passbell/edge-server/sync/sync-engine';
import { toHealthView } from '@passbell/edge-server/sync/sync-health';
import type { SyncSocketFactory } from '@passbell/edge-server/sync/sync-ports';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { SimContext } from './sim-context.ts';
import type { SimLink } from './sim-link.ts';

/** What the thread needs of the edge it belongs to. */
interface UplinkHouse {
  readonly machine: { readonly clock: Clock; readonly timers: Timers };
  readonly disk: { readonly file: string };
  /** What the edge's own disk remembers of the cloud's cursor. */
  syncCursor: SyncPosition | null;
}

interface UplinkParts {
  readonly node: UplinkHouse;
  readonly context: SimContext;
  readonly random: SeededRandom;
  readonly link: SimLink;
}

/** A wake-up crosses from the edge's thread to the sync's. */
const WAKE_MS = 1;

/** The sync thread: the real engine over a reader of its own, with a simulated line to the cloud. */
export class EdgeUplink {
  readonly #engine: SyncEngine;
  readonly #reader: JournalReader;
  readonly #parts: UplinkParts;
  #isWaking = false;

  constructor(parts: UplinkParts) {
    this.#parts = parts;
    const { node, random, context } = parts;
    const { clock, timers } = node.machine;
    const reader = openJournalReader(node.disk.file);
    this.#reader = reader;
    const identity = reader.identity();
    this.#engine = new SyncEngine({
      ...{ clock, timers, random, identity },
      journal: {
        eventsAfter: (epoch, seq, limits) => reader.eventsAfter(epoch, seq, limits),
        head: () => reader.head(),
        location: () =>
          locationRow
            .nullable()
            .catch(null)
            .parse(reader.read((tx) => tx.row('locations', [identity.locationId]) ?? null)),
      },
      openSocket: this.#openSocket,
      memory: {
        read: () => node.syncCursor,
        write: (cursor) => {
          node.syncCursor = cursor;
        },
      },
      onHealth: () => undefined,
      onNote: (note, details) => context.trace(`sync ${note} ${JSON.stringify(details)}`),
    });
  }

  start(): void {
    this.#engine.start();
  }

  stop(): void {
    this.#engine.stop();
  }

  /** The process is gone, the thread with it. */
  release(): void {
    this.#reader.close();
  }

  health(): HealthView {
    return toHealthView(this.#engine.health());
  }

  /** Something was committed; at most one wake-up is on its way. */
  wakeSoon(): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    this.#parts.node.machine.timers.after(WAKE_MS, () => {
      this.#isWaking = false;
      this.#engine.wake();
    });
  }

  readonly #openSocket: SyncSocketFactory = (handlers) => {
    const line = this.#parts.link.connect('sync', {
      opened: () => handlers.opened(),
      message: (text) => handlers.message(text),
      alive: () => handlers.alive(),
      closed: (code) => handlers.closed(String(code)),
    });
    return { send: (text) => line.send(text), ping: () => line.ping(), close: () => line.close() };
  };
}
