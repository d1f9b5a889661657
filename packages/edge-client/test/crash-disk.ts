import type { Timers } from '@passbell/core/kernel/timers';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { QueueStore, StoredCommand } from '../src/queue-store.ts';

/** A device's disk: writes take a while, in order, and a power cut loses those that have not finished. */
export class CrashDisk implements QueueStore {
  readonly isDurable = true;
  readonly durable = new Map<string, StoredCommand>();
  /** Every key that was ever on the disk. */
  readonly everDurable = new Set<string>();
  #power = 0;
  #freeAtMs = 0;
  readonly #nowMs: () => number;
  readonly #timers: Timers;
  readonly #random: SeededRandom;

  constructor(nowMs: () => number, timers: Timers, random: SeededRandom) {
    this.#nowMs = nowMs;
    this.#timers = timers;
    this.#random = random;
  }

  load(): Promise<readonly StoredCommand[]> {
    return Promise.resolve([...this.durable.values()].sort((a, b) => a.position - b.position));
  }

  put(command: StoredCommand): Promise<void> {
    return this.#write(() => {
      this.durable.set(command.key, command);
      this.everDurable.add(command.key);
    });
  }

  remove(keys: readonly string[]): Promise<void> {
    return this.#write(() => {
      for (const key of keys) this.durable.delete(key);
    });
  }

  cutPower(): void {
    this.#power += 1;
    this.#freeAtMs = 0;
  }

  #write(work: () => void): Promise<void> {
    const power = this.#power;
    this.#freeAtMs = Math.max(this.#freeAtMs, this.#nowMs()) + this.#random.below(15);
    return new Promise((resolve) => {
      this.#timers.after(this.#freeAtMs - this.#nowMs(), () => {
        if (power !== this.#power) return;
        work();
        resolve();
      });
    });
  }
}
