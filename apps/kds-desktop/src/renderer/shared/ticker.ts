import type { Cancel, Timers } from '@passbell/core/kernel/timers';

/** The on-site server's time, told once a second. Reading it between two ticks gives the last one, so a wall ages as one. */
export interface Ticker {
  /** Milliseconds since 1970 by the on-site server's clock, as of the last tick. */
  readonly getSnapshot: () => number;
  readonly subscribe: (listener: () => void) => Cancel;
  stop(): void;
}

export function createTicker(timers: Timers, serverNowMs: () => number): Ticker {
  const listeners = new Set<() => void>();
  let nowMs = serverNowMs();
  const stop = timers.every(1_000, () => {
    nowMs = serverNowMs();
    for (const listener of [...listeners]) listener();
  });
  return {
    getSnapshot: () => nowMs,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };
}
