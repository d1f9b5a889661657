import { assert } from '@passbell/core/kernel/assert';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { SyncHealth } from './sync-health.ts';

/** Health is told at most this often; a busy hour would otherwise tell it with every order. */
const TELL_EVERY_MS = 250;

/** Tells health when it changed: at once after a quiet time, else as soon as it was not told lately. */
export class HealthTeller {
  readonly #timers: Timers;
  readonly #read: () => SyncHealth;
  readonly #tellTo: (health: SyncHealth) => void;
  #cancel: Cancel | null = null;
  #told = '';
  #isStopped = false;

  /** @param read gives health as it is now; may throw when the journal cannot be read at the moment. */
  constructor(timers: Timers, read: () => SyncHealth, tellTo: (health: SyncHealth) => void) {
    this.#timers = timers;
    this.#read = read;
    this.#tellTo = tellTo;
  }

  /** Something may have changed. */
  poke(): void {
    if (this.#cancel !== null || this.#isStopped) return;
    this.#tell();
    this.#holdBack();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = null;
  }

  #holdBack(): void {
    assert(this.#cancel === null, 'one timer at a time');
    this.#cancel = this.#timers.after(TELL_EVERY_MS, () => {
      this.#cancel = null;
      if (this.#tell()) this.#holdBack();
    });
  }

  /** Whether there was something new to tell. */
  #tell(): boolean {
    try {
      const health = this.#read();
      const text = JSON.stringify(health);
      if (text === this.#told) return false;
      this.#told = text;
      this.#tellTo(health);
      return true;
    } catch {
      return false; // A journal that cannot be read now; the connection has its own way to notice.
    }
  }
}
