import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { SimScheduler } from './sim-scheduler.ts';

/** What unwinds the work of a machine that lost its power in the middle of it. */
export class PowerLost extends Error {
  override readonly name = 'PowerLost';
}

/** A computer with a process on it: its own wall clock, timers that die with the process, and pauses in which nothing runs. */
export class SimMachine {
  readonly name: string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Counts the processes that ran here; odd and even mean nothing. */
  life = 0;
  isUp = false;
  /** Timers and messages that wait for this process. */
  waiting = 0;
  readonly #scheduler: SimScheduler;
  readonly #onError: (machine: SimMachine, error: unknown) => void;
  #wallAheadMs: number;
  #pausedUntilMs = 0;

  constructor(
    name: string,
    scheduler: SimScheduler,
    startWallMs: number,
    onError: (machine: SimMachine, error: unknown) => void,
  ) {
    this.name = name;
    this.#scheduler = scheduler;
    this.#wallAheadMs = startWallMs - scheduler.nowMs;
    this.#onError = onError;
    this.clock = {
      nowMs: () => scheduler.nowMs + this.#wallAheadMs,
      monotonicMs: () => scheduler.nowMs,
    };
    this.timers = {
      after: (delayMs, task) => this.post(scheduler.nowMs + Math.max(0, delayMs), task),
      every: (periodMs, task) => this.#every(periodMs, task),
      soon: (task) => this.post(scheduler.nowMs, task),
    };
  }

  boot(): void {
    this.life += 1;
    this.waiting = 0;
    this.isUp = true;
    this.#pausedUntilMs = 0;
  }

  /** The process is gone; nothing it planned will run. */
  die(): void {
    this.life += 1;
    this.waiting = 0;
    this.isUp = false;
  }

  /** Stops the process without ending it, as SIGSTOP or a busy machine does. */
  pause(forMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#scheduler.nowMs + forMs);
  }

  get isPaused(): boolean {
    return this.#scheduler.nowMs < this.#pausedUntilMs;
  }

  stepWall(byMs: number): void {
    this.#wallAheadMs += byMs;
  }

  /** Runs `task` in this process at a moment, later when it is paused then, and never when it has died until then. */
  post(atMs: number, task: () => void): Cancel {
    const { life } = this;
    let isDone = false;
    const done = () => {
      if (!isDone && life === this.life) this.waiting -= 1;
      isDone = true;
    };
    const run = () => {
      if (life !== this.life || isDone) return;
      if (this.isPaused) {
        cancel = this.#scheduler.at(this.#pausedUntilMs, run);
        return;
      }
      done();
      this.#guarded(life, task);
    };
    this.waiting += 1;
    let cancel = this.#scheduler.at(atMs, run);
    return () => {
      done();
      cancel();
    };
  }

  #every(periodMs: number, task: () => void): Cancel {
    let isStopped = false;
    let cancel: Cancel = () => undefined;
    const plan = () => {
      cancel = this.post(this.#scheduler.nowMs + periodMs, () => {
        task();
        if (!isStopped) plan();
      });
    };
    plan();
    return () => {
      isStopped = true;
      cancel();
    };
  }

  #guarded(life: number, task: () => void): void {
    try {
      task();
    } catch (error) {
      if (life === this.life && !(error instanceof PowerLost)) this.#onError(this, error);
    }
  }
}
