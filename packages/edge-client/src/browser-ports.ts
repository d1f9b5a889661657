import type { Clock } from '@passbell/core/kernel/clock';
import { createIdSource, type IdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';

/** The platform's own time, timers and randomness. */
export interface PlatformPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly ids: IdSource;
}

/** Ports of a browser page (Node has the same functions). Works on plain http pages too: `crypto.randomUUID` does not. */
export function createBrowserPorts(): PlatformPorts {
  const clock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
  const random: RandomSource = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };
  const after: Timers['after'] = (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  };
  const timers: Timers = {
    after,
    every(periodMs, task) {
      const timer = setInterval(task, periodMs);
      return () => clearInterval(timer);
    },
    soon: (task) => after(0, task),
  };
  return { clock, timers, random, ids: createIdSource(clock, random) };
}
