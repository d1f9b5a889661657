import type { Clock } from '@passbell/core/kernel/clock';

/** Whether a line takes more, by how much of what was handed to it is still unsent. */
export interface SendWindow {
  /** False from the moment too much is unsent until half of that has drained. */
  isOpen(): boolean;
  /** How long it has been shut without draining, in milliseconds; 0 while it is open. */
  shutForMs(): number;
}

export function createSendWindow(bufferedBytes: () => number, slowBytes: number, clock: Clock): SendWindow {
  let shutSinceMs: number | null = null;

  const isOpen = () => {
    const limit = shutSinceMs === null ? slowBytes : slowBytes / 2;
    if (bufferedBytes() <= limit) shutSinceMs = null;
    else shutSinceMs ??= clock.monotonicMs();
    return shutSinceMs === null;
  };
  return {
    isOpen,
    shutForMs: () => (isOpen() || shutSinceMs === null ? 0 : clock.monotonicMs() - shutSinceMs),
  };
}
