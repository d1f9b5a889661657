import { type DomainError, domainError } from '../errors/domain-error.ts';
import { businessDayOf } from '../kernel/business-day.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type OrderDecision, orderEvents, sendAndSettle, serveReadyLines } from '../orders/decide-order.ts';
import { isActiveLine } from '../orders/line-state.ts';
import type { OrderContext } from '../orders/order-context.ts';
import type { CheckRow, PaymentRow } from '../orders/order-rows.ts';
import { checkDueMinor, type OrderState } from '../orders/order-state.ts';
import { isClosedStatus } from '../orders/order-status.ts';
import { settleOrder } from '../orders/settle-order.ts';

export interface CashRequest {
  readonly paymentId: string;
  readonly checkId: string | null;
  /** What to pay of the check; null for all that is due. */
  readonly amountMinor: number | null;
  readonly tenderedMinor: number;
}

export interface CashDecision extends OrderDecision {
  readonly payment: PaymentRow;
}

/** The check to pay. A cart that costs nothing can be paid too, with nothing: that is what places it. */
function chooseCheck(state: OrderState, checkId: string | null): Result<CheckRow, DomainError> {
  const isCart = state.order.number === null;
  const live = state.checks.filter((check) => check.state !== 'voided');
  if (checkId === null) {
    const open = live.find((check) => checkDueMinor(check) > 0) ?? (isCart ? live[0] : undefined);
    return open ? ok(open) : err(domainError('check_paid', { orderId: state.order.id }));
  }
  const check = live.find((candidate) => candidate.id === checkId);
  if (!check) return err(domainError('check_not_found', { checkId }));
  return isCart || checkDueMinor(check) > 0 ? ok(check) : err(domainError('check_paid', { checkId }));
}

/** After the money: a paid cart goes to the kitchen, a paid and ready order may be handed over with its receipt. */
function followUp(before: OrderState, paid: OrderState, context: OrderContext): Result<OrderDecision, DomainError> {
  const isPaid = paid.checks.every((check) => checkDueMinor(check) === 0);
  if (isPaid && paid.order.number === null) return sendAndSettle(before, paid, 'payments.cash_taken', context);
  const active = paid.lines.filter(isActiveLine);
  const isReady = active.length > 0 && active.every((line) => line.state === 'ready' || line.state === 'served');
  const after =
    isPaid && isReady && context.location.handOverOnPayment ? settleOrder(serveReadyLines(paid), context.nowMs) : paid;
  return ok({ state: after, events: orderEvents('payments.cash_taken', before, after, 'kitchen.tickets_bumped', []) });
}

/**
 * Takes cash for a check. The amount is at most what is due; more cash than that is given back as change. The change is
 * part of the record, so the drawer can be reckoned from the payments.
 */
export function decidePayCash(
  state: OrderState,
  request: CashRequest,
  context: OrderContext,
): Result<CashDecision, DomainError> {
  if (isClosedStatus(state.order.status)) return err(domainError('order_closed', { status: state.order.status }));
  const check = chooseCheck(state, request.checkId);
  if (!check.ok) return check;
  const dueMinor = checkDueMinor(check.value);
  const amountMinor = request.amountMinor ?? dueMinor;
  if (amountMinor > dueMinor) return err(domainError('amount_exceeds_due', { dueMinor, amountMinor }));
  if (request.tenderedMinor < amountMinor)
    return err(domainError('tendered_too_little', { amountMinor, tenderedMinor: request.tenderedMinor }));
  const payment: PaymentRow = {
    id: request.paymentId,
    orderId: state.order.id,
    checkId: check.value.id,
    tender: 'cash',
    state: 'captured',
    amountMinor,
    tenderedMinor: request.tenderedMinor,
    changeMinor: request.tenderedMinor - amountMinor,
    currency: state.order.currency,
    businessDay: businessDayOf(context.nowMs, context.location.timeZone, context.location.businessDayHour),
    staffId: context.staffId,
    deviceId: context.deviceId,
    createdMs: context.nowMs,
    settledMs: context.nowMs,
  };
  const paid = settleOrder({ ...state, payments: [...state.payments, payment] }, context.nowMs);
  const decision = followUp(state, paid, context);
  return decision.ok ? ok({ ...decision.value, payment }) : decision;
}
