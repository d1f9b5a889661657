import { isPending, isTaken, type PaymentState } from '../payments/payment-state.ts';
import type { CheckState } from './check-state.ts';
import { isActiveLine, type LineState } from './line-state.ts';

/** What everybody calls the state of an order. */
export const ORDER_STATUSES = [
  'cart',
  'payment_pending',
  'authorized',
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'completed',
  'cancelled',
  'refunded',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What the public status is computed from: the three machines of an order, and what the kitchen has seen. */
export interface StatusFacts {
  readonly lines: readonly { readonly state: LineState }[];
  readonly checks: readonly { readonly state: CheckState }[];
  readonly payments: readonly { readonly state: PaymentState }[];
  /** Each ticket of the order that is not void: whether a kitchen screen has painted it. */
  readonly tickets: readonly { readonly seen: boolean }[];
}

/** Whether nothing is left to pay. Voided checks count as settled; an order without checks is not. */
function isSettled(facts: StatusFacts): boolean {
  return facts.checks.length > 0 && facts.checks.every((check) => check.state !== 'open');
}

function kitchenStatus(facts: StatusFacts): OrderStatus {
  const active = facts.lines.filter(isActiveLine);
  const isCooked = (line: { readonly state: LineState }) => line.state === 'ready' || line.state === 'served';
  if (active.every((line) => line.state === 'served') && isSettled(facts)) return 'completed';
  if (active.every(isCooked)) return 'ready';
  if (active.some((line) => line.state === 'preparing' || isCooked(line))) return 'preparing';
  return facts.tickets.length > 0 && facts.tickets.every((ticket) => ticket.seen) ? 'confirmed' : 'placed';
}

/**
 * The public status of an order, one pure function of its line, check and payment states.
 *
 * Before anything is sent it follows the money (cart, payment pending, authorized); once lines are with the kitchen it
 * follows the food (placed, confirmed when every ticket was painted on a kitchen screen, preparing, ready) and ends
 * `completed` when all of it is served and paid. Orders whose lines are all void are cancelled, or refunded when money
 * was given back.
 */
export function orderStatusOf(facts: StatusFacts): OrderStatus {
  const taken = facts.payments.some(isTaken);
  const refunded = facts.payments.some((payment) => payment.state === 'refunded');
  if (facts.lines.length > 0 && !facts.lines.some(isActiveLine)) return refunded && !taken ? 'refunded' : 'cancelled';
  if (refunded && !taken) return 'refunded';
  const sent = facts.lines.some((line) => isActiveLine(line) && line.state !== 'new');
  if (sent) return kitchenStatus(facts);
  if (facts.payments.some(isPending)) return 'payment_pending';
  if (taken) return isSettled(facts) ? 'authorized' : 'payment_pending';
  return 'cart';
}

/** Whether an order takes no more changes. */
export function isClosedStatus(status: OrderStatus): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'refunded';
}
