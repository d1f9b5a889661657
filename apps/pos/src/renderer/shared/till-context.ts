import { must } from '@passbell/core/kernel/assert';
import type { QueueView } from '@passbell/edge-client/command-queue';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { CartState } from '../features/orders/cart-store.ts';
import type { OrderScreenState } from '../features/orders/order-store.ts';
import type { PayState } from '../features/payments/pay-store.ts';
import type { SignInState } from '../features/sign-in/sign-in-store.ts';
import type { HouseState } from './house-state.ts';
import type { Till } from './till.ts';

export const TillContext = createContext<Till | null>(null);

export function useTill(): Till {
  return must(use(TillContext), 'useTill needs a TillContext above');
}

export function useHouse<T>(select: (state: HouseState) => T): T {
  return useStore(useTill().house.store, select);
}

export function useCarts<T>(select: (state: CartState) => T): T {
  return useStore(useTill().carts.store, select);
}

export function useOrderScreen<T>(select: (state: OrderScreenState) => T): T {
  return useStore(useTill().screen.store, select);
}

export function usePay<T>(select: (state: PayState) => T): T {
  return useStore(useTill().pay.store, select);
}

export function useSignIn<T>(select: (state: SignInState) => T): T {
  return useStore(useTill().signIn.store, select);
}

export function useQueue(): QueueView {
  const { queue } = useTill();
  return useSyncExternalStore(queue.subscribe, queue.getSnapshot);
}

/** The edge's wall time, moving on every `periodMs`. Ages and countdowns change in place, once a second at most. */
export function useServerNow(periodMs = 1_000): number {
  const { feed, timers } = useTill();
  const [nowMs, setNowMs] = useState(() => feed.serverNowMs());
  useEffect(() => {
    setNowMs(feed.serverNowMs());
    return timers.every(periodMs, () => setNowMs(feed.serverNowMs()));
  }, [feed, timers, periodMs]);
  return nowMs;
}
