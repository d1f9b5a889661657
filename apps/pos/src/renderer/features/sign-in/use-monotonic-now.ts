import { useEffect, useState } from 'react';
import { useTill } from '../../shared/till-context.ts';

/** This machine's monotonic clock, once a second: for waits that no change of the wall clock may shorten. */
export function useMonotonicNow(): number {
  const { clock, timers } = useTill();
  const [nowMs, setNowMs] = useState(() => clock.monotonicMs());
  useEffect(() => timers.every(1_000, () => setNowMs(clock.monotonicMs())), [clock, timers]);
  return nowMs;
}

/** Whole seconds until a lock ends; 0 when there is none. */
export function secondsLocked(untilMs: number | undefined, nowMs: number): number {
  return untilMs === undefined ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1_000));
}
