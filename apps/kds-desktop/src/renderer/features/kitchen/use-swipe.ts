import { type PointerEvent, useRef } from 'react';

const SWIPE_PX = 90;

/** Handlers to spread on the wall. */
export interface SwipeHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerCancel: () => void;
}

/** Tells a swipe along the line of writing from a tap: towards the start goes on, towards the end goes back. */
export function useSwipe(direction: 'ltr' | 'rtl', onSwipe: (to: 'next' | 'previous') => void): SwipeHandlers {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  return {
    onPointerDown(event) {
      if (event.pointerType === 'touch') start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp(event) {
      const from = start.current;
      start.current = null;
      if (from === null) return;
      const x = event.clientX - from.x;
      if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(event.clientY - from.y)) return;
      onSwipe(x < 0 === (direction === 'ltr') ? 'next' : 'previous');
    },
    onPointerCancel() {
      start.current = null;
    },
  };
}
