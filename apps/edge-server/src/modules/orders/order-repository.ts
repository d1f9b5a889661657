import type { TicketLineRow, TicketRow } from '@passbell/core/kitchen/ticket-rows';
import type { CheckRow, OrderLineRow, OrderRow, PaymentRow } from '@passbell/core/orders/order-rows';
import type { OrderState } from '@passbell/core/orders/order-state';
import type { ReadTx } from '../../journal/transactions.ts';

/** Loads an order with everything that moves with it; undefined when there is none. */
export function loadOrder(tx: ReadTx, orderId: string): OrderState | undefined {
  const order = tx.row<OrderRow>('orders', [orderId]);
  if (!order) return undefined;
  return {
    order,
    lines: tx.rows<OrderLineRow>('order_lines', { orderId }, ['position']),
    checks: tx.rows<CheckRow>('checks', { orderId }, ['position']),
    payments: tx.rows<PaymentRow>('payments', { orderId }, ['createdMs', 'id']),
    tickets: tx.rows<TicketRow>('tickets', { orderId }, ['firedMs', 'id']),
    ticketLines: tx.rows<TicketLineRow>('ticket_lines', { orderId }, ['ticketId', 'position']),
  };
}

/** The last number given out in a series of a business day. */
export function lastNumber(tx: ReadTx, businessDay: string, series: string): number {
  return tx.row<{ lastNumber: number }>('number_series', [businessDay, series])?.lastNumber ?? 0;
}

export function lineExists(tx: ReadTx, lineId: string): boolean {
  return tx.row('order_lines', [lineId]) !== undefined;
}

export function paymentExists(tx: ReadTx, paymentId: string): boolean {
  return tx.row('payments', [paymentId]) !== undefined;
}
