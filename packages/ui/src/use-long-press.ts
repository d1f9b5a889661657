import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { createLongPress, type LongPressParts } from './long-press.ts';

/** Handlers to spread on a button. */
export interface LongPressHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerLeave: () => void;
  readonly onPointerCancel: () => void;
  readonly onClick: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/**
 * Press and long press on one button. Holding is never the only way: right click and the menu key (Shift+F10) do the
 * same, and the screen offers it as a button elsewhere.
 */
export function useLongPress(parts: LongPressParts): LongPressHandlers {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  const [press] = useState(() => createLongPress(() => latest.current));
  useEffect(() => press.end, [press]);

  return {
    onPointerDown: (event) => {
      if (event.button === 0) press.down(event.clientX, event.clientY);
    },
    onPointerMove: (event) => press.move(event.clientX, event.clientY),
    onPointerUp: press.end,
    onPointerLeave: press.end,
    onPointerCancel: press.end,
    onClick: press.click,
    onContextMenu: (event) => {
      event.preventDefault();
      // A finger that holds brings a menu event too; the timer has that one already.
      const byTouch = event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'touch';
      if (!byTouch) press.menu();
    },
  };
}
