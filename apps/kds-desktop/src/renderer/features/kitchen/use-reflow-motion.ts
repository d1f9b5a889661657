import { type RefObject, useLayoutEffect, useRef } from 'react';

type Places = ReadonlyMap<string, DOMRect>;

function placesOf(wall: HTMLElement): Places {
  const cards = [...wall.querySelectorAll<HTMLElement>('[data-ticket-id], [data-cancelled-id]')];
  return new Map(
    cards.map((card) => [
      `${card.dataset.ticketId ?? card.dataset.cancelledId}/${card.dataset.part}`,
      card.getBoundingClientRect(),
    ]),
  );
}

/** `220ms` → 220. */
function durationMs(wall: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(wall).getPropertyValue('--motion-reflow')) || 0;
}

/**
 * Lets tickets glide to their new place when the wall closes up, so that the eye can follow. `layout` changes when places
 * do; the first paint, a new page and a new frame are no glide (`frameKey`).
 */
export function useReflowMotion(wallRef: RefObject<HTMLElement | null>, layout: unknown, frameKey: string): void {
  const before = useRef<{ readonly frameKey: string; readonly places: Places } | null>(null);
  useLayoutEffect(() => {
    const wall = wallRef.current;
    if (wall === null) return;
    const places = placesOf(wall);
    const last = before.current;
    before.current = { frameKey, places };
    const duration = durationMs(wall);
    if (last === null || last.frameKey !== frameKey || duration === 0) return;
    for (const card of wall.querySelectorAll<HTMLElement>('[data-ticket-id], [data-cancelled-id]')) {
      const key = `${card.dataset.ticketId ?? card.dataset.cancelledId}/${card.dataset.part}`;
      const [from, to] = [last.places.get(key), places.get(key)];
      if (from === undefined || to === undefined) continue;
      const [x, y] = [from.left - to.left, from.top - to.top];
      if (Math.abs(x) + Math.abs(y) < 2) continue;
      card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
        duration,
        easing: 'ease-out',
      });
    }
  }, [wallRef, layout, frameKey]);
}
