import { ticketProgress } from '@passbell/core/kitchen/ticket-progress';
import type { OrderRow } from '@passbell/core/orders/order-rows';
import { checkDueMinor, type OrderState, orderDueMinor } from '@passbell/core/orders/order-state';
import { shownModifiers } from '@passbell/core/orders/resolve-modifiers';
import type { CheckView, OrderLineView, OrderView, TicketSummaryView } from '@passbell/core/wire/views';
import { ORDER_IS_OPEN } from '../../journal/open-orders.ts';
import type { ReadTx } from '../../journal/transactions.ts';
import type { OrderFilter, Page } from '../edge-reads.ts';
import type { NameLookup } from '../name-lookup.ts';
import { loadOrder } from './order-repository.ts';

/** Most open orders a screen is given at once. */
const MAX_OPEN_ORDERS = 2_000;

function lineViews(state: OrderState): OrderLineView[] {
  return state.lines.map((line) => ({
    id: line.id,
    checkId: line.checkId,
    position: line.position,
    seat: line.seat,
    course: line.course,
    itemId: line.itemId,
    variationId: line.variationId,
    name: line.name,
    variationName: line.variationName,
    stationId: line.stationId,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    modifiers: shownModifiers(line.modifiers),
    amountMinor: line.amountMinor,
    taxMinor: line.taxMinor,
    allergens: [...line.allergens],
    allergies: [...line.allergies],
    note: line.note,
    state: line.state,
  }));
}

function checkViews(state: OrderState): CheckView[] {
  return state.checks.map(({ orderId: _, ...check }) => ({
    ...check,
    dueMinor: checkDueMinor({ ...check, orderId: state.order.id }),
    taxes: check.taxes.map((tax) => ({ ...tax })),
  }));
}

function ticketSummaries(state: OrderState, names: NameLookup): TicketSummaryView[] {
  return state.tickets.map((ticket) => ({
    id: ticket.id,
    stationId: ticket.stationId,
    stationName: names.station(ticket.stationId),
    state: ticket.state,
    firedMs: ticket.firedMs,
    seenMs: ticket.seenMs,
    ...ticketProgress(state.ticketLines.filter((line) => line.ticketId === ticket.id)),
  }));
}

/** An order as everybody outside reads it. */
export function orderViewOf(state: OrderState, locationId: string, names: NameLookup): OrderView {
  const { deviceId: _, ...order } = state.order;
  return {
    ...order,
    locationId,
    staffName: order.staffId === null ? null : names.staff(order.staffId),
    dueMinor: orderDueMinor(state),
    lines: lineViews(state),
    checks: checkViews(state),
    payments: state.payments.map((payment) => ({
      id: payment.id,
      checkId: payment.checkId,
      tender: payment.tender,
      state: payment.state,
      amountMinor: payment.amountMinor,
      tenderedMinor: payment.tenderedMinor,
      changeMinor: payment.changeMinor,
      createdMs: payment.createdMs,
    })),
    tickets: ticketSummaries(state, names),
  };
}

export function orderView(tx: ReadTx, orderId: string, locationId: string, names: NameLookup): OrderView | undefined {
  const state = loadOrder(tx, orderId);
  return state && orderViewOf(state, locationId, names);
}

export function openOrderViews(tx: ReadTx, locationId: string, names: NameLookup): OrderView[] {
  const ids = tx.all(tx.db.selectFrom('orders').select('id').where(ORDER_IS_OPEN).orderBy('id').limit(MAX_OPEN_ORDERS));
  return ids.flatMap(({ id }) => orderView(tx, id, locationId, names) ?? []);
}

/** One page of orders, newest first. The cursor is the last order's id: ids are time-ordered, so pages never shift. */
export function orderPage(tx: ReadTx, filter: OrderFilter, locationId: string, names: NameLookup): Page<OrderView> {
  let query = tx.db
    .selectFrom('orders')
    .select('id')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1);
  if (filter.open) query = query.where(ORDER_IS_OPEN);
  if (filter.businessDay !== null) query = query.where('businessDay', '=', filter.businessDay);
  if (filter.after !== null) query = query.where('id', '<', filter.after);
  const ids = tx.all(query).map((row: Pick<OrderRow, 'id'>) => row.id);
  const page = ids.slice(0, filter.limit);
  return {
    items: page.flatMap((id) => orderView(tx, id, locationId, names) ?? []),
    next: ids.length > filter.limit ? (page.at(-1) ?? null) : null,
  };
}
