import { sumMinor } from '../kernel/money.ts';
import { isTaken } from '../payments/payment-state.ts';
import { isActiveLine } from './line-state.ts';
import type { CheckRow, OrderLineRow } from './order-rows.ts';
import type { OrderState } from './order-state.ts';
import { isClosedStatus, orderStatusOf } from './order-status.ts';
import { totalCheck } from './order-totals.ts';

/** Keeps the old object where nothing changed, so that only rows that changed are written. */
function keepIfEqual<Row extends object>(before: Row, after: Row): Row {
  const keys = Object.keys(after) as (keyof Row)[]; // Both are the same row type.
  return keys.every((key) => before[key] === after[key] || JSON.stringify(before[key]) === JSON.stringify(after[key]))
    ? before
    : after;
}

function settleCheck(
  check: CheckRow,
  lines: readonly OrderLineRow[],
  paidMinor: number,
): { check: CheckRow; lineTax: ReadonlyMap<string, number> } {
  const active = lines.filter((line) => line.checkId === check.id && isActiveLine(line));
  const { lineTaxMinor, ...totals } = totalCheck(active);
  const isVoid =
    check.state === 'voided' ||
    (active.length === 0 && paidMinor === 0 && lines.some((line) => line.checkId === check.id));
  const state = isVoid ? 'voided' : paidMinor >= totals.totalMinor ? 'paid' : 'open';
  return { check: keepIfEqual(check, { ...check, ...totals, paidMinor, state }), lineTax: lineTaxMinor };
}

/**
 * Brings the sums and states that follow from others up to date: check totals and states from lines and payments,
 * each line's tax share, the order's totals and its public status with the moments it became ready and closed.
 */
export function settleOrder(state: OrderState, nowMs: number): OrderState {
  const lineTax = new Map<string, number>();
  const checks = state.checks.map((check) => {
    const taken = state.payments.filter((payment) => payment.checkId === check.id && isTaken(payment));
    const settled = settleCheck(check, state.lines, sumMinor(taken.map((payment) => payment.amountMinor)));
    for (const [lineId, taxMinor] of settled.lineTax) lineTax.set(lineId, taxMinor);
    return settled.check;
  });
  const lines = state.lines.map((line) => {
    const taxMinor = lineTax.get(line.id) ?? 0;
    return taxMinor === line.taxMinor ? line : { ...line, taxMinor };
  });
  const liveTickets = state.tickets.filter((ticket) => ticket.state !== 'voided');
  const status = orderStatusOf({
    lines,
    checks,
    payments: state.payments,
    tickets: liveTickets.map((ticket) => ({ seen: ticket.seenMs !== null })),
  });
  const live = checks.filter((check) => check.state !== 'voided');
  const order = {
    ...state.order,
    status,
    totalMinor: sumMinor(live.map((check) => check.totalMinor)),
    paidMinor: sumMinor(checks.map((check) => check.paidMinor)),
    readyMs:
      status === 'ready'
        ? (state.order.readyMs ?? nowMs)
        : status === 'preparing' || status === 'placed' || status === 'confirmed'
          ? null
          : state.order.readyMs,
    closedMs: isClosedStatus(status) ? (state.order.closedMs ?? nowMs) : null,
  };
  return { ...state, checks, lines, order: keepIfEqual(state.order, order) };
}
