import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { WallSelection } from './wall-selection.ts';

function elementOf(wall: HTMLElement, { ticketId, lineId }: WallSelection): HTMLElement | null {
  if (ticketId === null) return null;
  if (lineId !== null) return wall.querySelector(`[data-line-id="${CSS.escape(lineId)}"]`);
  const id = CSS.escape(ticketId);
  return wall.querySelector(`[data-ticket-id="${id}"] [data-bump], [data-cancelled-id="${id}"] button`);
}

/**
 * Keeps the focus where the selection is. Returns what to call after a key moved the selection; a focus that was on the wall and
 * lost its element (its ticket was bumped) goes to the selection by itself, so that a keyboard never falls off the wall.
 */
export function useWallFocus(wallRef: RefObject<HTMLElement | null>, selection: WallSelection): () => void {
  const wasOnWall = useRef(false);
  const shouldFollow = useRef(false);

  useEffect(() => {
    const note = (event: FocusEvent) => {
      wasOnWall.current = event.target instanceof Node && wallRef.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [wallRef]);

  useLayoutEffect(() => {
    const wall = wallRef.current;
    if (wall === null || document.querySelector('dialog:modal') !== null) return;
    const isLost = wasOnWall.current && (document.activeElement === null || document.activeElement === document.body);
    if (!shouldFollow.current && !isLost) return;
    shouldFollow.current = false;
    elementOf(wall, selection)?.focus({ preventScroll: true });
  });

  return useCallback(() => {
    shouldFollow.current = true;
  }, []);
}
