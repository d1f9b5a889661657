import type { QueueStore, StoredCommand } from '@passbell/edge-client/queue-store';
import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { SimMachine } from './sim-machine.ts';

const MAX_WRITE_MS = 12;

/** A device's disk: writes take a while, one after the other, and those that have not finished die with the device. */
export class DeviceDisk implements QueueStore {
  readonly isDurable = true;
  readonly kept: Map<string, StoredCommand>;
  readonly #machine: SimMachine;
  readonly #random: SeededRandom;
  readonly #onKept: (command: StoredCommand) => void;
  #freeAtMs = 0;

  /** @param onKept told of every command that reached the disk. */
  constructor(
    machine: SimMachine,
    random: SeededRandom,
    onKept: (command: StoredCommand) => void,
    image: ReadonlyMap<string, StoredCommand> = new Map(),
  ) {
    this.#machine = machine;
    this.#random = random;
    this.#onKept = onKept;
    this.kept = new Map(image);
  }

  load(): Promise<readonly StoredCommand[]> {
    return Promise.resolve([...this.kept.values()].sort((a, b) => a.position - b.position));
  }

  put(command: StoredCommand): Promise<void> {
    return this.#write(() => {
      this.kept.set(command.key, command);
      this.#onKept(command);
    });
  }

  remove(keys: readonly string[]): Promise<void> {
    return this.#write(() => {
      for (const key of keys) this.kept.delete(key);
    });
  }

  #write(work: () => void): Promise<void> {
    const { clock, timers } = this.#machine;
    const nowMs = clock.monotonicMs();
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + this.#random.below(MAX_WRITE_MS);
    return new Promise((resolve) => {
      timers.after(this.#freeAtMs - nowMs, () => {
        work();
        resolve();
      });
    });
  }
}
