import type { OrderView } from '@passbell/core/wire/views';
import { type CheckName, nameOfCheck } from '../checks/check-tabs.ts';

/** A ticket that was fired and that no kitchen screen has painted in time. */
export interface UnseenTicket {
  readonly ticketId: string;
  readonly orderId: string;
  readonly stationName: string;
  readonly items: number;
  readonly check: CheckName;
  readonly waitingMs: number;
}

/** Tickets fired longer than `alarmMs` ago that nobody has seen, oldest first. `nowMs` is the edge's clock. */
export function unseenTickets(orders: Iterable<OrderView>, nowMs: number, alarmMs: number): UnseenTicket[] {
  const unseen: UnseenTicket[] = [];
  for (const order of orders) {
    for (const ticket of order.tickets) {
      const waitingMs = nowMs - ticket.firedMs;
      if (ticket.state !== 'open' || ticket.seenMs !== null || waitingMs <= alarmMs) continue;
      unseen.push({
        ticketId: ticket.id,
        orderId: order.id,
        stationName: ticket.stationName,
        items: ticket.totalLines,
        check: nameOfCheck(order),
        waitingMs,
      });
    }
  }
  return unseen.toSorted((a, b) => b.waitingMs - a.waitingMs);
}

/** When the next ticket would become an alarm if nobody looks; null when none waits. On the edge's clock. */
export function nextAlarmMs(orders: Iterable<OrderView>, nowMs: number, alarmMs: number): number | null {
  let next: number | null = null;
  for (const order of orders) {
    for (const ticket of order.tickets) {
      const atMs = ticket.firedMs + alarmMs + 1;
      if (ticket.state !== 'open' || ticket.seenMs !== null || atMs <= nowMs) continue;
      next = next === null ? atMs : Math.min(next, atMs);
    }
  }
  return next;
}
