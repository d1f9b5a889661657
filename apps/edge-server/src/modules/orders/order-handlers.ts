import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import {
  decideAddLines,
  decideCancelOrder,
  decideHandOver,
  decideNewOrder,
  type NewLine,
  type OrderDecision,
} from '@passbell/core/orders/decide-order';
import type { OrderContext } from '@passbell/core/orders/order-context';
import type { Channel } from '@passbell/core/orders/order-rows';
import { type OrderState, orderDueMinor } from '@passbell/core/orders/order-state';
import type { DeviceRole } from '@passbell/core/staff/permissions';
import type { LineArgs, NewOrderArgs, OrderAnswer } from '@passbell/core/wire/order-commands';
import type { HandlerContext, Handlers } from '../../dispatch/handler.ts';
import { orderContextOf } from './order-context.ts';
import { loadOrder } from './order-repository.ts';

type OrderHandlers = Pick<Handlers, 'placeOrder' | 'openOrder' | 'addLines' | 'cancelOrder' | 'handOverOrder'>;

const CHANNEL_OF: Readonly<Record<DeviceRole, Channel>> = {
  pos: 'pos',
  kds: 'pos',
  kiosk: 'kiosk',
  integration: 'integration',
  server: 'integration',
};

function newLines(lines: readonly LineArgs[], context: HandlerContext): NewLine[] {
  return lines.map(({ lineId, ...line }) => ({ ...line, lineId: lineId ?? context.newId() }));
}

/** The short answer to every change of an order: what it is now, and the ids that were made. */
export function orderAnswer(state: OrderState): OrderAnswer {
  const { order } = state;
  return {
    orderId: order.id,
    status: order.status,
    businessDay: order.businessDay,
    series: order.series,
    number: order.number,
    totalMinor: order.totalMinor,
    dueMinor: orderDueMinor(state),
    lineIds: state.lines.map((line) => line.id),
    checkIds: state.checks.map((check) => check.id),
  };
}

function answered(decision: Result<OrderDecision, DomainError>) {
  return decision.ok ? ok({ events: decision.value.events, answer: orderAnswer(decision.value.state) }) : decision;
}

function handleNewOrder(args: NewOrderArgs, place: boolean, context: HandlerContext) {
  const rules = orderContextOf(context);
  if (!rules.ok) return rules;
  if (args.orderId !== undefined && context.tx.row('orders', [args.orderId]) !== undefined) {
    return err(domainError('order_exists', { orderId: args.orderId }));
  }
  const request = {
    orderId: args.orderId ?? context.newId(),
    channel: args.channel ?? CHANNEL_OF[context.deviceRole],
    diningOption: args.diningOption,
    tableLabel: args.tableLabel ?? null,
    guestName: args.guestName ?? null,
    guestCount: args.guestCount ?? null,
    note: args.note ?? null,
    lines: newLines(args.lines, context),
  };
  return answered(decideNewOrder(request, place, rules.value));
}

function changeOrder(
  orderId: string,
  context: HandlerContext,
  decide: (state: OrderState, rules: OrderContext) => Result<OrderDecision, DomainError>,
) {
  const rules = orderContextOf(context);
  if (!rules.ok) return rules;
  const state = loadOrder(context.tx, orderId);
  if (!state) return err(domainError('order_not_found', { orderId }));
  return answered(decide(state, rules.value));
}

export const orderHandlers: OrderHandlers = {
  placeOrder: (args, context) => handleNewOrder(args, true, context),
  openOrder: (args, context) => handleNewOrder(args, false, context),
  addLines: ({ orderId, lines }, context) =>
    changeOrder(orderId, context, (state, rules) => decideAddLines(state, newLines(lines, context), rules)),
  cancelOrder: ({ orderId, reason }, context) =>
    changeOrder(orderId, context, (state, rules) => decideCancelOrder(state, reason ?? null, rules)),
  handOverOrder: ({ orderId }, context) => changeOrder(orderId, context, decideHandOver),
};
