import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AvailabilityRow, availableQuantity, type StockLevelRow } from '../inventory/stock-rows.ts';
import type { DomainEvent } from '../journal/domain-event.ts';
import { sumMinor } from '../kernel/money.ts';
import type { Result } from '../kernel/result.ts';
import {
  decideAcknowledgeTickets,
  decideBumpTicket,
  decideMoveTicketLine,
  decideRecallTicket,
  decideStartTicket,
} from '../kitchen/decide-ticket.ts';
import type { LocationRow } from '../location/location-row.ts';
import { exampleMenu } from '../menu/example-menu.ts';
import { indexMenu } from '../menu/menu-index.ts';
import { decidePayCash } from '../payments/decide-cash.ts';
import { isTaken } from '../payments/payment-state.ts';
import {
  decideAddLines,
  decideCancelOrder,
  decideHandOver,
  decideNewOrder,
  type NewLine,
  type OrderDecision,
} from './decide-order.ts';
import { lineTransitions } from './line-state.ts';
import type { OrderContext } from './order-context.ts';
import type { OrderState } from './order-state.ts';
import { settleOrder } from './settle-order.ts';

/** One order and the stock it eats from, in memory: what the edge's journal and rows are in production. */
class Restaurant {
  readonly levels = new Map<string, StockLevelRow>();
  readonly availability = new Map<string, AvailabilityRow>();
  readonly rows = new Map<string, Map<string, unknown>>();
  state: OrderState | null = null;
  #ids = 0;
  #nowMs = Date.parse('2026-11-20T18:00:00Z');
  readonly #location: LocationRow;

  constructor(openChecks: boolean) {
    this.#location = {
      id: 'loc',
      name: 'Model',
      timeZone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      taxMode: 'exclusive',
      businessDayHour: 4,
      openChecks,
      handOverOnPayment: true,
      unseenAlarmMs: 5_000,
    };
    for (const ingredientId of ['beef', 'bun', 'egg', 'lager'])
      this.levels.set(ingredientId, { ingredientId, onHand: 1_500, reserved: 0 });
  }

  context(): OrderContext {
    this.#nowMs += 1_000;
    return {
      nowMs: this.#nowMs,
      newId: () => `id-${++this.#ids}`,
      location: this.#location,
      menu: indexMenu(exampleMenu, 'hash'),
      stock: {
        level: (ingredientId) => this.levels.get(ingredientId) ?? { ingredientId, onHand: 0, reserved: 0 },
        availability: (kind, subjectId) => this.availability.get(`${kind}:${subjectId}`),
      },
      staffId: null,
      deviceId: 'till',
      lastNumber: () => 41,
      lineExists: () => false,
    };
  }

  /** Applies events as any reader of the journal does: rows by key, levels as sums of movements. */
  evolve(events: readonly DomainEvent[]): void {
    for (const { table, key, row } of events.flatMap((event) => event.rows)) {
      const rows = this.rows.get(table) ?? new Map<string, unknown>();
      this.rows.set(table, rows);
      if (row === null) rows.delete(key.join('/'));
      else rows.set(key.join('/'), row);
      if (table === 'availability') {
        const [kind = '', subjectId = ''] = key;
        if (row === null) this.availability.delete(`${kind}:${subjectId}`);
        else this.availability.set(`${kind}:${subjectId}`, row as unknown as AvailabilityRow); // The image of such a row.
      }
      if (table === 'stock_movements' && row) {
        const level = this.levels.get(String(row.ingredientId));
        if (level) {
          this.levels.set(level.ingredientId, {
            ...level,
            onHand: level.onHand + Number(row.onHandDelta),
            reserved: level.reserved + Number(row.reservedDelta),
          });
        }
      }
    }
  }

  take(decision: Result<OrderDecision, unknown> | OrderDecision): void {
    const value = 'ok' in decision ? (decision.ok ? decision.value : null) : decision;
    if (value === null) return;
    this.evolve(value.events);
    this.state = value.state;
  }
}

type Step = (restaurant: Restaurant) => void;

const lines = fc.array(
  fc.record({
    itemId: fc.constantFrom('burger', 'lager', 'catch'),
    quantity: fc.integer({ min: 1, max: 3 }),
    extraEgg: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);
type Choice = { itemId: string; quantity: number; extraEgg: boolean };

function newLines(choices: readonly Choice[], newId: () => string): NewLine[] {
  return choices.map(({ itemId, quantity, extraEgg }) => ({
    lineId: newId(),
    itemId,
    quantity,
    course: 1,
    allergies: [],
    ...(itemId === 'catch' && { unitPriceMinor: 1_999 }),
    ...(itemId === 'burger' &&
      extraEgg && {
        modifiers: [
          { modifierId: 'rare', quantity: 1 },
          { modifierId: 'fried-egg', quantity: 1 },
        ],
      }),
  }));
}

function withState(
  act: (state: OrderState, context: OrderContext) => Result<OrderDecision, unknown> | OrderDecision,
): Step {
  return (restaurant) => {
    if (restaurant.state) restaurant.take(act(restaurant.state, restaurant.context()));
  };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  lines.map((choices) =>
    withState((state, context) => decideAddLines(state, newLines(choices, context.newId), context)),
  ),
  fc.constant(withState((state, context) => decideCancelOrder(state, null, context))),
  fc.constant(withState((state, context) => decideHandOver(state, context))),
  fc
    .record({ amount: fc.option(fc.integer({ min: 1, max: 6_000 })), extra: fc.integer({ min: -5, max: 500 }) })
    .map(({ amount, extra }) =>
      withState((state, context) => {
        const request = {
          paymentId: context.newId(),
          checkId: null,
          amountMinor: amount,
          tenderedMinor: Math.max(1, (amount ?? state.order.totalMinor) + extra),
        };
        return decidePayCash(state, request, context);
      }),
    ),
  fc.record({ at: fc.nat(5), move: fc.constantFrom('start', 'bump', 'recall', 'seen') }).map(({ at, move }) =>
    withState((state, context) => {
      const ticketId = state.tickets[at % Math.max(1, state.tickets.length)]?.id ?? 'none';
      if (move === 'start') return decideStartTicket(state, ticketId, context);
      if (move === 'bump') return decideBumpTicket(state, ticketId, context);
      if (move === 'recall') return decideRecallTicket(state, ticketId, false, context);
      return decideAcknowledgeTickets(state, new Set([ticketId]), context);
    }),
  ),
  fc
    .record({ at: fc.nat(8), to: fc.constantFrom('waiting' as const, 'making' as const, 'done' as const) })
    .map(({ at, to }) =>
      withState((state, context) => {
        const line = state.ticketLines[at % Math.max(1, state.ticketLines.length)];
        return decideMoveTicketLine(state, line?.ticketId ?? 'none', line?.id ?? 'none', to, context);
      }),
    ),
);

function checkMoney(state: OrderState): void {
  for (const check of state.checks) {
    const paid = sumMinor(
      state.payments
        .filter((payment) => payment.checkId === check.id && isTaken(payment))
        .map((payment) => payment.amountMinor),
    );
    expect(check.paidMinor).toBe(paid);
    expect(check.paidMinor).toBeLessThanOrEqual(check.state === 'voided' ? 0 : check.totalMinor);
    const active = state.lines.filter((line) => line.checkId === check.id && line.state !== 'voided');
    expect(check.subtotalMinor).toBe(sumMinor(active.map((line) => line.amountMinor)));
    expect(sumMinor(active.map((line) => line.taxMinor))).toBe(check.exclusiveTaxMinor + check.inclusiveTaxMinor);
  }
  for (const payment of state.payments) expect(payment.tenderedMinor - payment.changeMinor).toBe(payment.amountMinor);
  expect(state.order.paidMinor).toBe(sumMinor(state.checks.map((check) => check.paidMinor)));
}

function checkStock(restaurant: Restaurant, state: OrderState): void {
  const started = new Set(state.ticketLines.filter((line) => line.startedMs !== null).map((line) => line.lineId));
  const promised = new Map<string, number>();
  for (const line of state.lines) {
    if (line.state === 'new' || line.state === 'voided' || started.has(line.id) || line.stockPolicy === 'none')
      continue;
    for (const part of line.recipe)
      promised.set(part.ingredientId, (promised.get(part.ingredientId) ?? 0) + part.quantity * line.quantity);
  }
  for (const level of restaurant.levels.values()) {
    expect(level.reserved).toBe(promised.get(level.ingredientId) ?? 0);
    // Beer is advisory and may go below; what is strict never does.
    if (level.ingredientId !== 'lager') expect(availableQuantity(level)).toBeGreaterThanOrEqual(0);
  }
}

function checkKitchen(state: OrderState): void {
  const owners = new Map<string, number>();
  for (const line of state.ticketLines) owners.set(line.lineId, (owners.get(line.lineId) ?? 0) + 1);
  for (const line of state.lines) {
    const isSent = line.sentMs !== null;
    expect(owners.get(line.id) ?? 0).toBe(isSent ? 1 : 0);
  }
}

test('whatever is done to an order in whatever sequence, money, stock and kitchen agree, and rows alone give the same order', () => {
  fc.assert(
    fc.property(
      lines,
      fc.boolean(),
      fc.boolean(),
      fc.array(step, { maxLength: 25 }),
      (choices, openChecks, place, steps) => {
        const restaurant = new Restaurant(openChecks);
        const context = restaurant.context();
        const request = {
          orderId: 'order',
          channel: 'pos' as const,
          diningOption: 'dine_in' as const,
          tableLabel: null,
          guestName: null,
          guestCount: null,
          note: null,
          lines: newLines(choices, context.newId),
        };
        restaurant.take(decideNewOrder(request, place, context));
        for (const act of steps) {
          const before = restaurant.state;
          act(restaurant);
          const { state } = restaurant;
          if (!state) return;
          for (const line of before?.lines ?? []) {
            const after = state.lines.find((candidate) => candidate.id === line.id);
            if (after && after.state !== line.state)
              expect([line.state, after.state, isStep(line.state, after.state)]).toEqual([
                line.state,
                after.state,
                true,
              ]);
          }
          checkMoney(state);
          checkStock(restaurant, state);
          checkKitchen(state);
          // Settling what is settled changes nothing, not even a reference: nothing is written twice.
          expect(settleOrder(state, 0).order.status).toBe(state.order.status);
          const rebuilt = (table: string) => [...(restaurant.rows.get(table)?.values() ?? [])];
          expect(rebuilt('orders')).toEqual([state.order]);
          expect(rebuilt('order_lines')).toEqual(state.lines);
          expect(rebuilt('checks')).toEqual(state.checks);
          expect(rebuilt('payments')).toEqual(state.payments);
          expect(rebuilt('tickets')).toEqual(state.tickets);
          expect(rebuilt('ticket_lines')).toEqual(state.ticketLines);
        }
      },
    ),
    { numRuns: 600 },
  );
});

/** A step of the machine, or several of them at once: one command may send and settle. */
function isStep(
  from: Parameters<typeof lineTransitions.allows>[0],
  to: Parameters<typeof lineTransitions.allows>[0],
): boolean {
  return lineTransitions.allows(from, to);
}
