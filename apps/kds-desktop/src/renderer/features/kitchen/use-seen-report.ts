import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useStation } from '../../shared/kitchen-context.ts';
import { ticketsInSight } from './painted-tickets.ts';

/**
 * Tells the on-site server which tickets were painted. Two animation frames after the tickets are in the document, because
 * the first only comes before the paint; and only on a visible page with a live line. Looks again at every render, when the
 * page comes to the front, and once a second while something is untold (a dialog may have stood before it).
 */
export function useSeenReport(areaRef: RefObject<HTMLElement | null>, isLive: boolean): void {
  const { station } = useStation();

  const report = useEffectEvent(() => {
    const area = areaRef.current;
    if (area === null || !isLive) return;
    const { tickets, source } = station.kitchen.store.getState();
    if (source !== 'edge') return;
    const isUnseen = (ticketId: string) => tickets.get(ticketId)?.seenMs === null && station.seen.isUntold(ticketId);
    if (![...tickets.keys()].some(isUnseen)) return;
    station.seen.painted(ticketsInSight(area).filter(isUnseen));
  });

  useEffect(() => {
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => report());
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  });

  useEffect(() => {
    const look = () => {
      requestAnimationFrame(() => requestAnimationFrame(() => report()));
    };
    document.addEventListener('visibilitychange', look);
    const endTicks = station.ticker.subscribe(look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      endTicks();
    };
  }, [station]);
}
