import type { DomainError } from '../errors/domain-error.ts';
import { reserveStock } from '../inventory/reserve-stock.ts';
import { stockEvents } from '../inventory/stock-movements.ts';
import type { DomainEvent } from '../journal/domain-event.ts';
import { businessDayOf } from '../kernel/business-day.ts';
import { ok, type Result } from '../kernel/result.ts';
import { fireTickets } from '../kitchen/fire-tickets.ts';
import type { OrderContext } from './order-context.ts';
import type { OrderLineRow, OrderRow } from './order-rows.ts';
import type { OrderState } from './order-state.ts';

/** An order after its waiting lines went to the kitchen, and the events that belong to others than the order itself. */
export interface PlacedLines {
  readonly state: OrderState;
  readonly events: readonly DomainEvent[];
}

/** The edge's own series. A till that sells alone uses a letter, so numbers cannot clash. */
const EDGE_SERIES = '';

function numberOrder(order: OrderRow, context: OrderContext): { order: OrderRow; events: DomainEvent[] } {
  if (order.number !== null) return { order, events: [] };
  const businessDay = businessDayOf(context.nowMs, context.location.timeZone, context.location.businessDayHour);
  const number = context.lastNumber(businessDay, EDGE_SERIES) + 1;
  const row = { businessDay, series: EDGE_SERIES, lastNumber: number };
  return {
    order: { ...order, businessDay, series: EDGE_SERIES, number, placedMs: context.nowMs },
    events: [
      {
        type: 'orders.number_given',
        ver: 1,
        entity: 'number_series',
        entityId: `${businessDay}/${EDGE_SERIES}`,
        rows: [{ table: 'number_series', key: [businessDay, EDGE_SERIES], row }],
      },
    ],
  };
}

/**
 * Sends every line that still waits: reserves its stock, gives the order its number if it has none, and fires one
 * ticket per station. Refuses, changing nothing, when stock does not allow it.
 */
export function placeLines(
  state: OrderState,
  prepSecondsOf: (line: OrderLineRow) => number,
  context: OrderContext,
): Result<PlacedLines, DomainError> {
  const waiting = state.lines.filter((line) => line.state === 'new');
  const reserved = reserveStock(waiting, context.stock);
  if (!reserved.ok) return reserved;
  const numbered = numberOrder(state.order, context);
  const sent = state.lines.map((line) =>
    line.state === 'new' ? { ...line, state: 'sent' as const, sentMs: context.nowMs } : line,
  );
  const sentIds = new Set(waiting.map((line) => line.id));
  const fired = fireTickets(
    numbered.order,
    sent.filter((line) => sentIds.has(line.id)),
    prepSecondsOf,
    context,
  );
  const movement = { kind: 'reserved' as const, orderId: state.order.id, reason: null };
  return ok({
    state: {
      ...state,
      order: numbered.order,
      lines: sent,
      tickets: [...state.tickets, ...fired.tickets],
      ticketLines: [...state.ticketLines, ...fired.ticketLines],
    },
    events: [...numbered.events, ...stockEvents(reserved.value, movement, context.stock, context.menu, context)],
  });
}
