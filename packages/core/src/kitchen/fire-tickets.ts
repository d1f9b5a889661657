import { assert } from '../kernel/assert.ts';
import type { OrderLineRow, OrderRow } from '../orders/order-rows.ts';
import { shownModifiers } from '../orders/resolve-modifiers.ts';
import type { TicketLineRow, TicketRow } from './ticket-rows.ts';

interface FireContext {
  readonly nowMs: number;
  newId(): string;
}

function ticketFor(order: OrderRow, stationId: string, course: number, context: FireContext): TicketRow {
  assert(
    order.number !== null && order.series !== null && order.businessDay !== null,
    'an order is numbered before it is fired',
  );
  return {
    id: context.newId(),
    orderId: order.id,
    stationId,
    channel: order.channel,
    diningOption: order.diningOption,
    tableLabel: order.tableLabel,
    orderNumber: order.number,
    series: order.series,
    businessDay: order.businessDay,
    guestCount: order.guestCount,
    staffId: order.staffId,
    course,
    note: order.note,
    state: 'open',
    firedMs: context.nowMs,
    seenMs: null,
    seenBy: null,
    startedMs: null,
    bumpedMs: null,
    recalls: 0,
  };
}

function ticketLineFor(
  ticketId: string,
  line: OrderLineRow,
  prepSeconds: number,
  position: number,
  context: FireContext,
): TicketLineRow {
  return {
    id: context.newId(),
    ticketId,
    orderId: line.orderId,
    lineId: line.id,
    position,
    name: line.kitchenName,
    variationName: line.variationName,
    quantity: line.quantity,
    modifiers: shownModifiers(line.modifiers),
    allergens: line.allergens,
    allergies: line.allergies,
    note: line.note,
    seat: line.seat,
    course: line.course,
    prepSeconds,
    state: 'waiting',
    startedMs: null,
    doneMs: null,
  };
}

/** One ticket per station for the lines of one sending, lines by course and then as they were ordered. */
export function fireTickets(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  prepSecondsOf: (line: OrderLineRow) => number,
  context: FireContext,
): { tickets: TicketRow[]; ticketLines: TicketLineRow[] } {
  const byStation = new Map<string, OrderLineRow[]>();
  for (const line of [...lines].sort((a, b) => a.course - b.course || a.position - b.position)) {
    const known = byStation.get(line.stationId);
    if (known) known.push(line);
    else byStation.set(line.stationId, [line]);
  }
  const tickets: TicketRow[] = [];
  const ticketLines: TicketLineRow[] = [];
  for (const [stationId, members] of byStation) {
    const ticket = ticketFor(order, stationId, members[0]?.course ?? 1, context);
    tickets.push(ticket);
    members.forEach((line, at) => {
      ticketLines.push(ticketLineFor(ticket.id, line, prepSecondsOf(line), at + 1, context));
    });
  }
  return { tickets, ticketLines };
}
