import { type DomainError, domainError } from '../errors/domain-error.ts';
import { ingredientNeeds, type MovementContext, stockEvents } from '../inventory/stock-movements.ts';
import type { StockState } from '../inventory/stock-state.ts';
import type { DomainEvent } from '../journal/domain-event.ts';
import { HOUR_MS } from '../kernel/durations.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { MenuIndex } from '../menu/menu-index.ts';
import { type OrderDecision, orderEvents } from '../orders/decide-order.ts';
import type { LineState } from '../orders/line-state.ts';
import type { OrderState } from '../orders/order-state.ts';
import { isClosedStatus } from '../orders/order-status.ts';
import { settleOrder } from '../orders/settle-order.ts';
import type { TicketLineRow, TicketRow } from './ticket-rows.ts';
import { type TicketLineState, ticketLineTransitions } from './ticket-state.ts';

/** How long after its bump a ticket can come back. */
export const RECALL_WINDOW_MS = HOUR_MS;

export interface KitchenContext extends MovementContext {
  readonly menu: MenuIndex;
  readonly stock: StockState;
  readonly deviceId: string;
}

/** What an order line is when its ticket line is in a state. */
const LINE_STATE_OF: Readonly<Record<TicketLineState, LineState>> = {
  waiting: 'sent',
  making: 'preparing',
  done: 'ready',
  voided: 'voided',
};

function findTicket(state: OrderState, ticketId: string): Result<TicketRow, DomainError> {
  const ticket = state.tickets.find((candidate) => candidate.id === ticketId);
  return ticket ? ok(ticket) : err(domainError('ticket_not_found', { ticketId }));
}

function refusedState(ticket: TicketRow, step: string): DomainError {
  return domainError('ticket_state_refused', { ticketId: ticket.id, state: ticket.state, step });
}

/** Moves ticket lines and the order lines behind them; a line that is served or void stays. */
function moveLines(state: OrderState, ids: ReadonlySet<string>, to: TicketLineState, nowMs: number): OrderState {
  const moved = new Map<string, TicketLineRow>();
  const ticketLines = state.ticketLines.map((line) => {
    if (!ids.has(line.id) || !ticketLineTransitions.allows(line.state, to)) return line;
    const next = {
      ...line,
      state: to,
      // Kept over a recall: it is what says that the stock was taken.
      startedMs: line.startedMs ?? (to === 'waiting' ? null : nowMs),
      doneMs: to === 'done' ? nowMs : null,
    };
    moved.set(line.lineId, next);
    return next;
  });
  const lines = state.lines.map((line) => {
    const ticketLine = moved.get(line.id);
    if (!ticketLine || line.state === 'served' || line.state === 'voided') return line;
    return { ...line, state: LINE_STATE_OF[ticketLine.state] };
  });
  return { ...state, ticketLines, lines };
}

/** Stock taken by lines that start now for the first time: what was promised is used up. */
function consumption(before: OrderState, after: OrderState, context: KitchenContext): DomainEvent[] {
  const idle = new Set(before.ticketLines.filter((line) => line.startedMs === null).map((line) => line.id));
  const started = new Set(
    after.ticketLines.filter((line) => line.startedMs !== null && idle.has(line.id)).map((line) => line.lineId),
  );
  const lines = after.lines.filter((line) => started.has(line.id) && line.stockPolicy !== 'none');
  const changes = [...ingredientNeeds(lines)].map(([ingredientId, need]) => ({
    ingredientId,
    onHandDelta: -need,
    reservedDelta: -need,
  }));
  return stockEvents(
    changes,
    { kind: 'consumed', orderId: after.order.id, reason: null },
    context.stock,
    context.menu,
    context,
  );
}

function withTicket(state: OrderState, ticket: TicketRow): OrderState {
  return { ...state, tickets: state.tickets.map((candidate) => (candidate.id === ticket.id ? ticket : candidate)) };
}

function conclude(type: string, before: OrderState, moved: OrderState, context: KitchenContext): OrderDecision {
  const after = settleOrder(moved, context.nowMs);
  return {
    state: after,
    events: orderEvents('orders.progressed', before, after, type, consumption(before, after, context)),
  };
}

function activeLines(state: OrderState, ticketId: string): TicketLineRow[] {
  return state.ticketLines.filter((line) => line.ticketId === ticketId && line.state !== 'voided');
}

function idsOf(lines: readonly TicketLineRow[]): Set<string> {
  return new Set(lines.map((line) => line.id));
}

/** Starts everything on a ticket that waits. Starting what is started changes nothing. */
export function decideStartTicket(
  state: OrderState,
  ticketId: string,
  context: KitchenContext,
): Result<OrderDecision, DomainError> {
  const ticket = findTicket(state, ticketId);
  if (!ticket.ok) return ticket;
  if (ticket.value.state !== 'open') return err(refusedState(ticket.value, 'start'));
  const waiting = activeLines(state, ticketId).filter((line) => line.state === 'waiting');
  if (waiting.length === 0) return ok({ state, events: [] });
  const moved = moveLines(state, idsOf(waiting), 'making', context.nowMs);
  return ok(
    conclude(
      'kitchen.ticket_started',
      state,
      withTicket(moved, { ...ticket.value, startedMs: ticket.value.startedMs ?? context.nowMs }),
      context,
    ),
  );
}

/** Bumps a ticket: every line is done and it leaves the wall. Bumping a bumped ticket changes nothing. */
export function decideBumpTicket(
  state: OrderState,
  ticketId: string,
  context: KitchenContext,
): Result<OrderDecision, DomainError> {
  const ticket = findTicket(state, ticketId);
  if (!ticket.ok) return ticket;
  if (ticket.value.state === 'bumped') return ok({ state, events: [] });
  if (ticket.value.state !== 'open') return err(refusedState(ticket.value, 'bump'));
  const moved = moveLines(state, idsOf(activeLines(state, ticketId)), 'done', context.nowMs);
  const bumped = {
    ...ticket.value,
    state: 'bumped' as const,
    startedMs: ticket.value.startedMs ?? context.nowMs,
    bumpedMs: context.nowMs,
  };
  return ok(conclude('kitchen.ticket_bumped', state, withTicket(moved, bumped), context));
}

/** Brings a bumped ticket back with its lines in the making, keeping its age unless the cook restarts it. */
export function decideRecallTicket(
  state: OrderState,
  ticketId: string,
  restartTimer: boolean,
  context: KitchenContext,
): Result<OrderDecision, DomainError> {
  const ticket = findTicket(state, ticketId);
  if (!ticket.ok) return ticket;
  if (ticket.value.state === 'open') return ok({ state, events: [] });
  if (ticket.value.state !== 'bumped') return err(refusedState(ticket.value, 'recall'));
  const isLate = context.nowMs - (ticket.value.bumpedMs ?? 0) > RECALL_WINDOW_MS;
  const isServed = state.lines.some(
    (line) => line.state === 'served' && activeLines(state, ticketId).some((member) => member.lineId === line.id),
  );
  if (isLate || isServed || isClosedStatus(state.order.status))
    return err(domainError('recall_too_late', { ticketId }));
  const moved = moveLines(state, idsOf(activeLines(state, ticketId)), 'making', context.nowMs);
  const recalled = {
    ...ticket.value,
    state: 'open' as const,
    bumpedMs: null,
    recalls: ticket.value.recalls + 1,
    firedMs: restartTimer ? context.nowMs : ticket.value.firedMs,
  };
  return ok(conclude('kitchen.ticket_recalled', state, withTicket(moved, recalled), context));
}

/** Moves one line of an open ticket: start, done, or back to waiting. Where it already is, nothing changes. */
export function decideMoveTicketLine(
  state: OrderState,
  ticketId: string,
  ticketLineId: string,
  to: 'waiting' | 'making' | 'done',
  context: KitchenContext,
): Result<OrderDecision, DomainError> {
  const ticket = findTicket(state, ticketId);
  if (!ticket.ok) return ticket;
  const line = state.ticketLines.find((candidate) => candidate.id === ticketLineId && candidate.ticketId === ticketId);
  if (!line) return err(domainError('ticket_line_not_found', { ticketId, ticketLineId }));
  if (ticket.value.state !== 'open') return err(refusedState(ticket.value, to));
  const orderLine = state.lines.find((candidate) => candidate.id === line.lineId);
  if (line.state === to) return ok({ state, events: [] });
  if (!ticketLineTransitions.allows(line.state, to) || orderLine?.state === 'served')
    return err(refusedState(ticket.value, to));
  const moved = moveLines(state, new Set([line.id]), to, context.nowMs);
  const started =
    to === 'waiting' ? ticket.value : { ...ticket.value, startedMs: ticket.value.startedMs ?? context.nowMs };
  return ok(conclude('kitchen.line_moved', state, withTicket(moved, started), context));
}

/** A screen says that it has painted tickets of this order. The first screen that says so is kept. */
export function decideAcknowledgeTickets(
  state: OrderState,
  ticketIds: ReadonlySet<string>,
  context: KitchenContext,
): OrderDecision & { readonly seen: readonly string[] } {
  const fresh = state.tickets.filter(
    (ticket) => ticketIds.has(ticket.id) && ticket.seenMs === null && ticket.state !== 'voided',
  );
  if (fresh.length === 0) return { state, events: [], seen: [] };
  const seen = new Set(fresh.map((ticket) => ticket.id));
  const tickets = state.tickets.map((ticket) =>
    seen.has(ticket.id) ? { ...ticket, seenMs: context.nowMs, seenBy: context.deviceId } : ticket,
  );
  return { ...conclude('kitchen.tickets_seen', state, { ...state, tickets }, context), seen: [...seen] };
}
