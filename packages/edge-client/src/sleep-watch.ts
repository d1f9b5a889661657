import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';

const LOOK_MS = 1_000;
/** Timers are late now and then; later than this means that nothing ran at all. */
const GAP_MS = 2_500;

/**
 * Notices that the page or the machine slept: its own timer is far too late, by the monotonic clock or (where that stands
 * still in sleep) by the wall clock. A background tab whose timers are throttled but which still hears the edge is not asleep.
 */
export function watchForSleep(clock: Clock, timers: Timers, isSilent: () => boolean, woke: () => void): Cancel {
  let lastMonoMs = clock.monotonicMs();
  let lastWallMs = clock.nowMs();
  return timers.every(LOOK_MS, () => {
    const monoGapMs = clock.monotonicMs() - lastMonoMs - LOOK_MS;
    const wallGapMs = clock.nowMs() - lastWallMs - LOOK_MS;
    lastMonoMs = clock.monotonicMs();
    lastWallMs = clock.nowMs();
    const overslept = monoGapMs > GAP_MS && isSilent();
    const stoodStill = wallGapMs - monoGapMs > GAP_MS;
    if (overslept || stoodStill) woke();
  });
}
