import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import {
  decideAcknowledgeTickets,
  decideBumpTicket,
  decideMoveTicketLine,
  decideRecallTicket,
  decideStartTicket,
  type KitchenContext,
} from '@passbell/core/kitchen/decide-ticket';
import { ticketProgress } from '@passbell/core/kitchen/ticket-progress';
import type { TicketRow } from '@passbell/core/kitchen/ticket-rows';
import type { OrderDecision } from '@passbell/core/orders/decide-order';
import type { OrderState } from '@passbell/core/orders/order-state';
import type { TicketAnswer } from '@passbell/core/wire/kitchen-commands';
import type { HandlerContext, Handlers } from '../../dispatch/handler.ts';
import { loadOrder } from '../orders/order-repository.ts';

type KitchenHandlers = Pick<
  Handlers,
  | 'startTicket'
  | 'bumpTicket'
  | 'recallTicket'
  | 'startTicketLine'
  | 'bumpTicketLine'
  | 'recallTicketLine'
  | 'acknowledgeTickets'
>;

function kitchenContextOf(context: HandlerContext): Result<KitchenContext, DomainError> {
  const menu = context.menu();
  if (!menu.ok) return menu;
  return ok({
    nowMs: context.nowMs,
    newId: context.newId,
    menu: menu.value,
    stock: context.stock,
    deviceId: context.deviceId,
  });
}

function loadOrderOfTicket(ticketId: string, context: HandlerContext): OrderState | undefined {
  const ticket = context.tx.row<TicketRow>('tickets', [ticketId]);
  return ticket && loadOrder(context.tx, ticket.orderId);
}

function ticketAnswer(state: OrderState, ticketId: string): TicketAnswer {
  const ticket = state.tickets.find((candidate) => candidate.id === ticketId);
  return {
    ticketId,
    orderId: state.order.id,
    state: ticket?.state ?? 'voided',
    ...ticketProgress(state.ticketLines.filter((line) => line.ticketId === ticketId)),
  };
}

function changeTicket(
  ticketId: string,
  context: HandlerContext,
  decide: (state: OrderState, rules: KitchenContext) => Result<OrderDecision, DomainError>,
) {
  const rules = kitchenContextOf(context);
  if (!rules.ok) return rules;
  const state = loadOrderOfTicket(ticketId, context);
  if (!state) return err(domainError('ticket_not_found', { ticketId }));
  const decision = decide(state, rules.value);
  return decision.ok
    ? ok({ events: decision.value.events, answer: ticketAnswer(decision.value.state, ticketId) })
    : decision;
}

export const kitchenHandlers: KitchenHandlers = {
  startTicket: ({ ticketId }, context) =>
    changeTicket(ticketId, context, (state, rules) => decideStartTicket(state, ticketId, rules)),
  bumpTicket: ({ ticketId }, context) =>
    changeTicket(ticketId, context, (state, rules) => decideBumpTicket(state, ticketId, rules)),
  recallTicket: ({ ticketId, restartTimer }, context) =>
    changeTicket(ticketId, context, (state, rules) => decideRecallTicket(state, ticketId, restartTimer, rules)),
  startTicketLine: ({ ticketId, ticketLineId }, context) =>
    changeTicket(ticketId, context, (state, rules) =>
      decideMoveTicketLine(state, ticketId, ticketLineId, 'making', rules),
    ),
  bumpTicketLine: ({ ticketId, ticketLineId }, context) =>
    changeTicket(ticketId, context, (state, rules) =>
      decideMoveTicketLine(state, ticketId, ticketLineId, 'done', rules),
    ),
  recallTicketLine: ({ ticketId, ticketLineId }, context) =>
    changeTicket(ticketId, context, (state, rules) =>
      decideMoveTicketLine(state, ticketId, ticketLineId, 'waiting', rules),
    ),

  acknowledgeTickets: ({ ticketIds }, context) => {
    const rules = kitchenContextOf(context);
    if (!rules.ok) return rules;
    const wanted = new Set(ticketIds);
    const orderIds = new Set<string>();
    for (const ticketId of wanted) {
      const ticket = context.tx.row<TicketRow>('tickets', [ticketId]);
      if (!ticket) return err(domainError('ticket_not_found', { ticketId }));
      if (ticket.seenMs === null) orderIds.add(ticket.orderId);
    }
    const events: DomainEvent[] = [];
    const seen: string[] = [];
    for (const orderId of orderIds) {
      const state = loadOrder(context.tx, orderId);
      if (!state) continue;
      const decision = decideAcknowledgeTickets(state, wanted, rules.value);
      events.push(...decision.events);
      seen.push(...decision.seen);
    }
    return ok({ events, answer: { seen } });
  },
};
