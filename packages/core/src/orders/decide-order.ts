import { type DomainError, domainError } from '../errors/domain-error.ts';
import { ingredientNeeds, type StockChange, stockEvents } from '../inventory/stock-movements.ts';
import type { DomainEvent } from '../journal/domain-event.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { isPending, isTaken } from '../payments/payment-state.ts';
import { isActiveLine } from './line-state.ts';
import type { OrderContext } from './order-context.ts';
import {
  type Channel,
  type CheckRow,
  type DiningOption,
  MAX_LINES_PER_ORDER,
  type OrderLineRow,
  type OrderRow,
} from './order-rows.ts';
import { type OrderState, orderRowImages, ticketRowImages } from './order-state.ts';
import { isClosedStatus } from './order-status.ts';
import { placeLines } from './place-lines.ts';
import { type LineRequest, resolveLine } from './resolve-lines.ts';
import { settleOrder } from './settle-order.ts';

export type NewLine = LineRequest & { readonly lineId: string };

export interface NewOrder {
  readonly orderId: string;
  readonly channel: Channel;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly guestName: string | null;
  readonly guestCount: number | null;
  readonly note: string | null;
  readonly lines: readonly NewLine[];
}

export interface OrderDecision {
  readonly state: OrderState;
  readonly events: readonly DomainEvent[];
}

/** The events of an order going from one state to another: what changed of the order, then of its tickets, then the rest. */
export function orderEvents(
  type: string,
  before: OrderState | null,
  after: OrderState,
  ticketType: string,
  rest: readonly DomainEvent[],
): DomainEvent[] {
  const entity = { entity: 'order', entityId: after.order.id, ver: 1 };
  const orderRows = orderRowImages(before, after);
  const ticketRows = ticketRowImages(before, after);
  return [
    ...(orderRows.length > 0 ? [{ ...entity, type, rows: orderRows }] : []),
    ...(ticketRows.length > 0 ? [{ ...entity, type: ticketType, rows: ticketRows }] : []),
    ...rest,
  ];
}

function emptyOrder(request: NewOrder, context: OrderContext): OrderRow {
  return {
    id: request.orderId,
    channel: request.channel,
    diningOption: request.diningOption,
    tableLabel: request.tableLabel,
    guestName: request.guestName,
    guestCount: request.guestCount,
    note: request.note,
    staffId: context.staffId,
    deviceId: context.deviceId,
    currency: context.location.currency,
    businessDay: null,
    series: null,
    number: null,
    openedMs: context.nowMs,
    placedMs: null,
    readyMs: null,
    closedMs: null,
    status: 'cart',
    totalMinor: 0,
    paidMinor: 0,
  };
}

function emptyCheck(orderId: string, context: OrderContext): CheckRow {
  return {
    id: context.newId(),
    orderId,
    position: 1,
    state: 'open',
    subtotalMinor: 0,
    exclusiveTaxMinor: 0,
    inclusiveTaxMinor: 0,
    totalMinor: 0,
    paidMinor: 0,
    taxes: [],
  };
}

/** Adds lines to an order without sending them. They go on its first check that is not void. */
function withLines(
  state: OrderState,
  lines: readonly NewLine[],
  context: OrderContext,
): Result<OrderState, DomainError> {
  if (state.lines.length + lines.length > MAX_LINES_PER_ORDER)
    return err(domainError('too_many_lines', { max: MAX_LINES_PER_ORDER }));
  const check = state.checks.find((candidate) => candidate.state !== 'voided') ?? emptyCheck(state.order.id, context);
  const taken = new Set(state.lines.map((line) => line.id));
  const added: OrderLineRow[] = [];
  for (const request of lines) {
    if (taken.has(request.lineId) || context.lineExists(request.lineId))
      return err(domainError('line_exists', { lineId: request.lineId }));
    taken.add(request.lineId);
    const resolved = resolveLine(context.menu, request, context.nowMs, context.location.timeZone);
    if (!resolved.ok) return err({ ...resolved.error, params: { ...resolved.error.params, lineId: request.lineId } });
    const { prepSeconds: _, ...line } = resolved.value;
    added.push({
      ...line,
      id: request.lineId,
      orderId: state.order.id,
      checkId: check.id,
      position: state.lines.length + added.length + 1,
      taxMinor: 0,
      state: 'new',
      sentMs: null,
    });
  }
  const checks = state.checks.includes(check) ? state.checks : [...state.checks, check];
  return ok({ ...state, checks, lines: [...state.lines, ...added] });
}

/** How long the menu says a line takes, for the ticket. */
export function prepSecondsOf(context: OrderContext): (line: OrderLineRow) => number {
  return (line) => context.menu.items.get(line.itemId)?.prepSeconds ?? 0;
}

/** Sends what waits and settles; the end of every way of placing. */
export function sendAndSettle(
  before: OrderState | null,
  state: OrderState,
  type: string,
  context: OrderContext,
): Result<OrderDecision, DomainError> {
  const placed = placeLines(state, prepSecondsOf(context), context);
  if (!placed.ok) return placed;
  const after = settleOrder(placed.value.state, context.nowMs);
  return ok({ state: after, events: orderEvents(type, before, after, 'kitchen.tickets_fired', placed.value.events) });
}

/** Opens an order; with `place` it goes to the kitchen at once, which a pay-first restaurant only allows for what costs nothing. */
export function decideNewOrder(
  request: NewOrder,
  place: boolean,
  context: OrderContext,
): Result<OrderDecision, DomainError> {
  if (request.lines.length === 0) return err(domainError('order_empty'));
  const order = emptyOrder(request, context);
  const opened = withLines(
    { order, lines: [], checks: [], payments: [], tickets: [], ticketLines: [] },
    request.lines,
    context,
  );
  if (!opened.ok) return opened;
  const cart = settleOrder(opened.value, context.nowMs);
  if (!place) return ok({ state: cart, events: orderEvents('orders.opened', null, cart, 'kitchen.tickets_fired', []) });
  if (!context.location.openChecks && cart.order.totalMinor > 0) return err(domainError('payment_required_first'));
  return sendAndSettle(null, cart, 'orders.placed', context);
}

/** Adds lines: to a cart they join what waits, on a placed order they go to the kitchen at once. */
export function decideAddLines(
  state: OrderState,
  lines: readonly NewLine[],
  context: OrderContext,
): Result<OrderDecision, DomainError> {
  if (isClosedStatus(state.order.status)) return err(domainError('order_closed', { status: state.order.status }));
  const isPlaced = state.order.number !== null;
  if (isPlaced && !context.location.openChecks) return err(domainError('open_checks_not_allowed'));
  const extended = withLines(state, lines, context);
  if (!extended.ok) return extended;
  if (isPlaced) return sendAndSettle(state, extended.value, 'orders.lines_added', context);
  const cart = settleOrder(extended.value, context.nowMs);
  return ok({ state: cart, events: orderEvents('orders.lines_added', state, cart, 'kitchen.tickets_fired', []) });
}

/** What of the reserved stock was not started yet and goes back. A line keeps its reservation until the kitchen starts it. */
function releasedStock(state: OrderState): StockChange[] {
  const started = new Set(state.ticketLines.filter((line) => line.startedMs !== null).map((line) => line.lineId));
  const promised = state.lines.filter(
    (line) => line.state !== 'new' && isActiveLine(line) && !started.has(line.id) && line.stockPolicy !== 'none',
  );
  return [...ingredientNeeds(promised)].map(([ingredientId, need]) => ({
    ingredientId,
    onHandDelta: 0,
    reservedDelta: -need,
  }));
}

/** Cancels an order nobody paid for: voids lines and tickets and gives back the stock of what was not started. */
export function decideCancelOrder(
  state: OrderState,
  reason: string | null,
  context: OrderContext,
): Result<OrderDecision, DomainError> {
  if (isClosedStatus(state.order.status)) return err(domainError('order_closed', { status: state.order.status }));
  if (state.payments.some((payment) => isTaken(payment) || isPending(payment)))
    return err(domainError('order_has_payments'));
  if (state.lines.some((line) => line.state === 'served')) return err(domainError('order_served'));
  const voided: OrderState = {
    ...state,
    lines: state.lines.map((line) => (isActiveLine(line) ? { ...line, state: 'voided' as const } : line)),
    tickets: state.tickets.map((ticket) =>
      ticket.state === 'voided' ? ticket : { ...ticket, state: 'voided' as const },
    ),
    ticketLines: state.ticketLines.map((line) =>
      line.state === 'voided' ? line : { ...line, state: 'voided' as const },
    ),
  };
  const after = settleOrder(voided, context.nowMs);
  const released = stockEvents(
    releasedStock(state),
    { kind: 'released', orderId: state.order.id, reason },
    context.stock,
    context.menu,
    context,
  );
  return ok({
    state: after,
    events: orderEvents('orders.cancelled', state, after, 'kitchen.tickets_voided', released),
  });
}

/** The order as it leaves the pass: every active line that is ready is served. */
export function serveReadyLines(state: OrderState): OrderState {
  return {
    ...state,
    lines: state.lines.map((line) => (line.state === 'ready' ? { ...line, state: 'served' as const } : line)),
  };
}

/** Hands an order over. All of it must be ready; what was served before stays served. */
export function decideHandOver(state: OrderState, context: OrderContext): Result<OrderDecision, DomainError> {
  if (isClosedStatus(state.order.status)) return err(domainError('order_closed', { status: state.order.status }));
  const waiting = state.lines.filter((line) => isActiveLine(line) && line.state !== 'ready' && line.state !== 'served');
  if (waiting.length > 0) return err(domainError('order_not_ready', { waiting: waiting.length }));
  const after = settleOrder(serveReadyLines(state), context.nowMs);
  return ok({ state: after, events: orderEvents('orders.handed_over', state, after, 'kitchen.tickets_bumped', []) });
}
