import { randomBytes, randomFillSync } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Clock } from '@passbell/core/kernel/clock';
import { createIdSource, type IdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';

/** Everything that comes from the machine instead of from the program. */
export interface SystemPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly ids: IdSource;
}

const POOL_BYTES = 4_096;

/**
 * The system's randomness, fetched in large pieces: asking it for ten bytes at a time was a fifth of an order's cost.
 * Every byte is handed out once.
 */
function createPooledRandom(): RandomSource {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    bytes: (length) => {
      if (length > POOL_BYTES) return randomBytes(length);
      if (used + length > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      used += length;
      return pool.slice(used - length, used);
    },
  };
}

/** The machine's own clock, timers and randomness. Only `main.ts`, tests and other outermost places ask for them. */
export function createSystemPorts(): SystemPorts {
  const clock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
  const random = createPooledRandom();
  const timers: Timers = {
    after(delayMs, task) {
      const handle = setTimeout(task, delayMs);
      return () => clearTimeout(handle);
    },
    every(periodMs, task) {
      const handle = setInterval(task, periodMs);
      return () => clearInterval(handle);
    },
    soon(task) {
      const handle = setImmediate(task);
      return () => clearImmediate(handle);
    },
  };
  return { clock, timers, random, ids: createIdSource(clock, random) };
}
