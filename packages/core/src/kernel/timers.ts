/** Cancels what it belongs to. Calling it twice is harmless. */
export type Cancel = () => void;

/** Runs work later. Simulations replace it by a queue of simulated time. */
export interface Timers {
  /** Runs `task` once after at least `delayMs`. */
  after(delayMs: number, task: () => void): Cancel;
  /** Runs `task` every `periodMs` until cancelled. */
  every(periodMs: number, task: () => void): Cancel;
  /** Runs `task` as soon as the work at hand is done (after pending I/O callbacks). */
  soon(task: () => void): Cancel;
}
