import type { OrderView } from '@passbell/core/wire/views';
import { type CheckName, nameOfCheck } from '../checks/check-tabs.ts';

/** Tickets of one order that were fired and that no kitchen screen has painted in time. */
export interface UnseenOrder {
  readonly orderId: string;
  readonly check: CheckName;
  /** The stations that do not look, each once, in the order they were fired. */
  readonly stations: readonly string[];
  readonly items: number;
  /** Of the oldest of them. */
  readonly waitingMs: number;
  readonly ticketIds: readonly string[];
}

/** Orders with tickets fired longer than `alarmMs` ago that nobody has seen, longest first. `nowMs` is the edge's clock. */
export function unseenOrders(orders: Iterable<OrderView>, nowMs: number, alarmMs: number): UnseenOrder[] {
  const found: UnseenOrder[] = [];
  for (const order of orders) {
    const unseen = order.tickets
      .filter((ticket) => ticket.state === 'open' && ticket.seenMs === null && nowMs - ticket.firedMs > alarmMs)
      .toSorted((a, b) => a.firedMs - b.firedMs);
    const [oldest] = unseen;
    if (!oldest) continue;
    found.push({
      orderId: order.id,
      check: nameOfCheck(order),
      stations: [...new Set(unseen.map((ticket) => ticket.stationName))],
      items: unseen.reduce((sum, ticket) => sum + ticket.totalLines, 0),
      waitingMs: nowMs - oldest.firedMs,
      ticketIds: unseen.map((ticket) => ticket.id),
    });
  }
  return found.toSorted((a, b) => b.waitingMs - a.waitingMs);
}
