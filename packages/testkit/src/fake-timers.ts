import { assert } from '@passbell/core/kernel/assert';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { FakeClock } from './fake-clock.ts';

/** Timers that fire as the fake clock is advanced; equal due times fire in the order they were set. */
export function createFakeTimers(clock: FakeClock): Timers {
  return {
    after: (delayMs, task) => clock.schedule(clock.monotonicMs() + Math.max(0, delayMs), task),
    every(periodMs, task) {
      assert(periodMs > 0, 'a period is longer than nothing');
      let stopped = false;
      let cancel: Cancel = () => undefined;
      const plan = () => {
        cancel = clock.schedule(clock.monotonicMs() + periodMs, () => {
          task();
          if (!stopped) plan();
        });
      };
      plan();
      return () => {
        stopped = true;
        cancel();
      };
    },
    soon: (task) => clock.schedule(clock.monotonicMs(), task),
  };
}
