import type { CloudStore } from '@passbell/cloud-sync/modules/ingest/cloud-store';
import { IngestSession } from '@passbell/cloud-sync/modules/ingest/ingest-session';
import { createMemoryCloudStore, type MemoryLocation } from '@passbell/cloud-sync/modules/ingest/memory-cloud-store';
import type { JournalEvent } from '@passbell/core/journal/domain-event';
import { SECOND_MS } from '@passbell/core/kernel/durations';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { SimContext } from './sim-context.ts';
import type { Accept, LineEnd } from './sim-link.ts';
import type { SimMachine } from './sim-machine.ts';
import { SIM_TENANT } from './sim-people.ts';

const HELLO_TIMEOUT_MS = 10 * SECOND_MS;
const PING_EVERY_MS = 10 * SECOND_MS;
const SILENT_AFTER_MS = 25 * SECOND_MS;

/** How a call of the store fails: it never ran, it stopped half-way, or it ran and nobody heard. */
export const STORE_FAULTS = ['before', 'middle', 'after'] as const;
export type StoreFault = (typeof STORE_FAULTS)[number];

interface Backup {
  readonly cursor: SyncPosition;
  readonly events: ReadonlyMap<string, JournalEvent>;
  readonly setAside: MemoryLocation['setAside'];
}

/** Head office: the real ingest session on the real rules of appending, over a store that survives the process. */
export class CloudNode {
  readonly machine: SimMachine;
  readonly #context: SimContext;
  readonly #random: SeededRandom;
  readonly #store = createMemoryCloudStore();
  readonly location = this.#store.location(SIM_TENANT);
  #backup: Backup | null = null;
  #fault: StoreFault | null = null;
  #current: LineEnd | null = null;
  readonly #credit: number;

  constructor(machine: SimMachine, context: SimContext, random: SeededRandom) {
    this.machine = machine;
    this.#context = context;
    this.#random = random;
    this.#credit = random.chance(0.5) ? 1_000 : random.between(1, 60);
    const put = this.location.events.set.bind(this.location.events);
    let puts = 0;
    this.location.events.set = (name, event) => {
      puts += 1;
      if (this.#fault === 'middle' && puts % 3 === 0) {
        this.#strike();
        throw new Error('the store stopped half-way');
      }
      return put(name, event);
    };
  }

  boot(): void {
    this.machine.boot();
    this.#current = null;
  }

  crash(): void {
    this.machine.die();
  }

  arm(fault: StoreFault): void {
    this.#fault = fault;
  }

  disarm(): void {
    this.#fault = null;
  }

  backUp(): void {
    const { cursor, events, setAside } = this.location;
    this.#backup = { cursor, events: new Map(events), setAside };
  }

  /** Puts the last backup back, if there is one. */
  restore(): boolean {
    if (this.#backup === null) return false;
    const { cursor, events, setAside } = this.#backup;
    Object.assign(this.location, { cursor, setAside });
    this.location.events.clear();
    for (const [name, event] of events) Map.prototype.set.call(this.location.events, name, event);
    return true;
  }

  readonly accept: Accept = (_path, line) => {
    // The box came back before its old connection was known to be dead.
    this.#current?.close(4409);
    this.#current = line;
    const { clock, timers } = this.machine;
    let heardMs = clock.monotonicMs();
    let greeted = false;
    const session = new IngestSession(SIM_TENANT, {
      ...{ clock, random: this.#random, store: this.#failing() },
      observer: {
        stored: () => undefined,
        refused: (_key, code, reason) => this.#context.trace(`cloud refused ${code}: ${reason}`),
        failed: (_key, error) => this.#context.trace(`cloud failed: ${String(error)}`),
      },
      // A cloud under load gives less credit.
      send: (message) =>
        line.send(JSON.stringify('credit' in message ? { ...message, credit: this.#credit } : message)),
      end: () => line.close(4000),
    });
    const cancels = [
      timers.after(HELLO_TIMEOUT_MS, () => {
        if (!greeted) line.close(4408);
      }),
      timers.every(PING_EVERY_MS, () => {
        if (clock.monotonicMs() - heardMs > SILENT_AFTER_MS) line.close(1006);
        else line.ping();
      }),
    ];
    return {
      message: (text) => {
        heardMs = clock.monotonicMs();
        greeted = true;
        session.receive(text);
      },
      alive: () => {
        heardMs = clock.monotonicMs();
      },
      closed: () => {
        for (const cancel of cancels) cancel();
        session.closed();
      },
    };
  };

  #strike(): void {
    this.#context.fault('cloud-store', this.#fault ?? '');
    this.#fault = null;
  }

  /** The store over a database that takes its time, and sometimes fails. */
  #failing(): CloudStore {
    const store = this.#store;
    const { timers } = this.machine;
    const pause = () => new Promise<void>((resolve) => void timers.after(this.#random.below(8), resolve));
    const call = async <T>(work: () => Promise<T>): Promise<T> => {
      await pause();
      if (this.#fault === 'before') {
        this.#strike();
        throw new Error('the store is away');
      }
      const value = await work();
      if (this.#fault === 'after') {
        this.#strike();
        throw new Error('the answer of the store was lost');
      }
      await pause();
      return value;
    };
    return {
      greet: (...args) => call(() => store.greet(...args)),
      append: (...args) => call(() => store.append(...args)),
      noteHead: (...args) => call(() => store.noteHead(...args)),
      setAside: (...args) => call(() => store.setAside(...args)),
    };
  }
}
