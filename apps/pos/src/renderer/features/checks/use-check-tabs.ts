import { useEffect, useMemo, useState } from 'react';
import { useCarts, useHouse, useServerNow } from '../../shared/till-context.ts';
import { sumsOf } from '../orders/check-model.ts';
import { type CheckTab, checkTabs, visibleTabs } from './check-tabs.ts';

/** How many tabs fit beside search and clock, by the width of the page. */
function roomFor(widthPx: number): number {
  if (widthPx >= 1_800) return 7;
  return widthPx >= 1_400 ? 4 : 3;
}

function useTabRoom(): number {
  const [room, setRoom] = useState(() => roomFor(window.innerWidth));
  useEffect(() => {
    const measure = () => setRoom(roomFor(window.innerWidth));
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return room;
}

/** All open checks with their sums, and those that have room as tabs. */
export function useCheckTabs(): { readonly tabs: readonly CheckTab[]; readonly visible: readonly CheckTab[] } {
  const orders = useHouse((state) => state.orders);
  const menu = useHouse((state) => state.menu);
  const location = useHouse((state) => state.location);
  const carts = useCarts((state) => state.carts);
  const activeId = useCarts((state) => state.activeId);
  const nowMs = useServerNow(30_000);
  const room = useTabRoom();
  const tabs = useMemo(() => {
    if (!menu || !location) return [];
    const atHand = { menu, location, nowMs };
    return checkTabs(orders, carts, (orderId) => sumsOf(orders.get(orderId), carts.get(orderId), atHand).dueMinor);
  }, [orders, carts, menu, location, nowMs]);
  return { tabs, visible: visibleTabs(tabs, activeId, room) };
}
