import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';

/** One timer for the earliest of several moments. */
export interface Alarm {
  /** Rings at this monotonic moment or before. It may ring for nothing: whoever hears it looks again and sets it anew. */
  ringBy(atMs: number): void;
  cancel(): void;
}

export function createAlarm(clock: Clock, timers: Timers, ring: () => void): Alarm {
  let setForMs = Number.POSITIVE_INFINITY;
  let cancelTimer: Cancel = () => undefined;
  const cancel = () => {
    cancelTimer();
    setForMs = Number.POSITIVE_INFINITY;
  };
  return {
    cancel,
    ringBy(atMs) {
      if (atMs >= setForMs) return;
      cancel();
      setForMs = atMs;
      // Whole milliseconds, upwards: an alarm a hair early finds nothing to do and is set again, and again.
      cancelTimer = timers.after(Math.max(0, Math.ceil(atMs - clock.monotonicMs())), () => {
        setForMs = Number.POSITIVE_INFINITY;
        ring();
      });
    },
  };
}
