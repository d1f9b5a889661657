import { randomBytes } from 'node:crypto';
import type { Clock } from '@passbell/core/kernel/clock';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

/** The machine's own randomness. */
export const systemRandom: RandomSource = { bytes: (length) => randomBytes(length) };

/** The event loop's own timers. They do not keep the process alive: only sockets and work do. */
export const systemTimers: Timers = {
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs).unref();
    return () => clearTimeout(timer);
  },
  every: (periodMs, task) => {
    const timer = setInterval(task, periodMs).unref();
    return () => clearInterval(timer);
  },
  soon: (task) => {
    const handle = setImmediate(task);
    return () => clearImmediate(handle);
  },
};
