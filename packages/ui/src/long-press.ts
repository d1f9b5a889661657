import type { Cancel, Timers } from '@passbell/core/kernel/timers';

/** How long a finger rests before it means "more". */
export const LONG_PRESS_MS = 500;
/** A finger that wanders further than this is scrolling. */
const WANDER_PX = 10;

export interface LongPressParts {
  readonly timers: Timers;
  readonly onPress: () => void;
  readonly onLongPress: () => void;
}

/** What a pointer does, told in the order it happens. */
export interface LongPress {
  down(x: number, y: number): void;
  move(x: number, y: number): void;
  /** The pointer left, was lifted, or was taken away by the browser. */
  end(): void;
  /** The click that ends a press, also the one a keyboard makes. Does nothing after a long press. */
  click(): void;
  /** The context menu of mouse or keyboard: the way to a long press without holding. */
  menu(): void;
}

/** Tells a press from a long one. The long one acts while the finger still rests, and its release does nothing. */
export function createLongPress(current: () => LongPressParts): LongPress {
  let cancel: Cancel = () => {};
  let startX = 0;
  let startY = 0;
  let wasLong = false;

  const end = () => {
    cancel();
    cancel = () => {};
  };

  return {
    down(x, y) {
      end();
      wasLong = false;
      startX = x;
      startY = y;
      cancel = current().timers.after(LONG_PRESS_MS, () => {
        wasLong = true;
        current().onLongPress();
      });
    },
    move(x, y) {
      if (Math.hypot(x - startX, y - startY) > WANDER_PX) end();
    },
    end,
    click() {
      end();
      if (!wasLong) current().onPress();
      wasLong = false;
    },
    menu() {
      end();
      current().onLongPress();
    },
  };
}
