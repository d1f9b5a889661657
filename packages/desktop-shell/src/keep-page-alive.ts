import type { Clock } from '@passbell/core/kernel/clock';
import { MINUTE_MS, SECOND_MS } from '@passbell/core/kernel/durations';
import type { Timers } from '@passbell/core/kernel/timers';
import type { ContentsPort } from './electron-port.ts';

const WINDOW_MS = 10 * MINUTE_MS;
const QUICK_RELOADS = 5;

/**
 * Loads the page again when its process dies: nobody stands at a kitchen screen to press a key. At first after a second;
 * a page that dies again and again, once a minute.
 */
export function keepPageAlive(contents: ContentsPort, { clock, timers }: { clock: Clock; timers: Timers }): void {
  let deathsMs: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const nowMs = clock.monotonicMs();
    deathsMs = [...deathsMs.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs];
    timers.after(deathsMs.length > QUICK_RELOADS ? MINUTE_MS : SECOND_MS, () => contents.reload());
  });
}
