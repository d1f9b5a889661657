import { must } from '@passbell/core/kernel/assert';
import { type TicketUrgency, ticketAgeMs, ticketUrgency } from '@passbell/core/kitchen/ticket-age';
import type { TicketView } from '@passbell/core/wire/views';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Station } from './station.ts';

/** What hangs together on one station's screen. */
export interface StationContextValue {
  readonly station: Station;
  /** IANA zone of the restaurant. */
  readonly zone: string;
  readonly targetSeconds: number;
}

export const StationContext = createContext<StationContextValue | null>(null);

export function useStation(): StationContextValue {
  return must(use(StationContext), 'a part of the wall stands within a station');
}

/** Something made of the on-site server's time, once a second; renders again only when it changes (give a plain value). */
export function useSecond<T extends string | number | boolean>(select: (nowMs: number) => T): T {
  const { ticker } = useStation().station;
  return useSyncExternalStore(ticker.subscribe, () => select(ticker.getSnapshot()));
}

/** How a ticket stands against its station's target. */
export function useUrgency(ticket: TicketView): TicketUrgency {
  const { targetSeconds } = useStation();
  return useSecond((nowMs) => ticketUrgency(ticketAgeMs(ticket, nowMs), targetSeconds));
}
