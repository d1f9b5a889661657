import type { RowImage } from '../journal/domain-event.ts';
import type { TableName } from '../journal/table-declarations.ts';
import type { TicketLineRow, TicketRow } from '../kitchen/ticket-rows.ts';
import type { CheckRow, OrderLineRow, OrderRow, PaymentRow } from './order-rows.ts';

/** One order with everything that moves with it: the aggregate that commands load, decide on and write back. */
export interface OrderState {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly checks: readonly CheckRow[];
  readonly payments: readonly PaymentRow[];
  readonly tickets: readonly TicketRow[];
  readonly ticketLines: readonly TicketLineRow[];
}

interface RowWithId {
  readonly id: string;
}

function changedRows<Row extends RowWithId>(
  table: TableName,
  before: readonly Row[],
  after: readonly Row[],
): RowImage[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.filter((row) => known.get(row.id) !== row).map((row) => ({ table, key: [row.id], row: asImage(row) }));
}

function asImage(row: object): NonNullable<RowImage['row']> {
  return { ...row } as NonNullable<RowImage['row']>; // Row types are plain JSON by construction; the type system cannot see it through interfaces.
}

/** Post-images of the order's own rows that differ (by reference) between two states. */
export function orderRowImages(before: OrderState | null, after: OrderState): RowImage[] {
  return [
    ...changedRows('orders', before ? [before.order] : [], [after.order]),
    ...changedRows('checks', before?.checks ?? [], after.checks),
    ...changedRows('order_lines', before?.lines ?? [], after.lines),
    ...changedRows('payments', before?.payments ?? [], after.payments),
  ];
}

/** Post-images of the order's kitchen rows that differ. */
export function ticketRowImages(before: OrderState | null, after: OrderState): RowImage[] {
  return [
    ...changedRows('tickets', before?.tickets ?? [], after.tickets),
    ...changedRows('ticket_lines', before?.ticketLines ?? [], after.ticketLines),
  ];
}

/** What is left to pay of a check; never negative. */
export function checkDueMinor(check: CheckRow): number {
  return check.state === 'voided' ? 0 : Math.max(0, check.totalMinor - check.paidMinor);
}

/** What is left to pay of an order. */
export function orderDueMinor(state: Pick<OrderState, 'checks'>): number {
  return state.checks.reduce((sum, check) => sum + checkDueMinor(check), 0);
}
