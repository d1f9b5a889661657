import { type RefObject, useLayoutEffect, useRef } from 'react';

interface Place {
  readonly left: number;
  readonly top: number;
}

const CARDS = '[data-ticket-id], [data-cancelled-id]';

function keyOf({ dataset }: HTMLElement): string {
  return `${dataset.ticketId ?? dataset.cancelledId}/${dataset.part}`;
}

/** Where a card stands, whatever glide it is on. */
function placeOf(card: HTMLElement): Place {
  return { left: card.offsetLeft, top: card.offsetTop };
}

/** `220ms` → 220. */
function durationMs(wall: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(wall).getPropertyValue('--motion-reflow')) || 0;
}

/**
 * Lets tickets glide to their new place when the wall closes up, so that the eye can follow. A new page or frame
 * (`frameKey`) is no glide.
 */
export function useReflowMotion(wallRef: RefObject<HTMLElement | null>, frameKey: string): void {
  const before = useRef<{ readonly frameKey: string; readonly places: ReadonlyMap<string, Place> } | null>(null);
  useLayoutEffect(() => {
    const wall = wallRef.current;
    if (wall === null) return;
    const cards = [...wall.querySelectorAll<HTMLElement>(CARDS)];
    const last = before.current;
    before.current = { frameKey, places: new Map(cards.map((card) => [keyOf(card), placeOf(card)])) };
    if (last?.frameKey !== frameKey) return;
    const duration = durationMs(wall);
    for (const card of duration === 0 ? [] : cards) {
      const [from, to] = [last.places.get(keyOf(card)), placeOf(card)];
      if (from === undefined || (from.left === to.left && from.top === to.top)) continue;
      const start = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
      card.animate([{ transform: start }, { transform: 'none' }], { duration, easing: 'ease-out' });
    }
  });
}
