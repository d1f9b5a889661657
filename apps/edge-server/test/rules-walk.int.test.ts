import type { StockLevelRow, StockMovementRow } from '@passbell/core/inventory/stock-rows';
import type { TicketLineRow } from '@passbell/core/kitchen/ticket-rows';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { OrderRow } from '@passbell/core/orders/order-rows';
import { orderStatusOf } from '@passbell/core/orders/order-status';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import { afterEach, expect, test } from 'vitest';
import { openReader } from '../src/journal/open-database.ts';
import { replayJournal } from '../src/journal/replay-journal.ts';
import type { ReadTx } from '../src/journal/transactions.ts';
import { verifyJournal } from '../src/journal/verify-journal.ts';
import { loadOrder } from '../src/modules/orders/order-repository.ts';
import { openTestEdge, TEST_LOCATION, type TestEdge } from './edge-fixture.ts';

let edge: TestEdge;
afterEach(() => edge.dispose());

/** The same house without its grill: orders that are cooking when it goes must still be finished. */
const barOnly: MenuDocument = {
  ...exampleMenu,
  name: 'Bar only',
  stations: exampleMenu.stations.filter((station) => station.id === 'bar'),
  items: exampleMenu.items.filter((item) => item.stationId === 'bar'),
};
/** The same dishes from other recipes, and sold under another rule. */
const otherRecipes: MenuDocument = {
  ...exampleMenu,
  name: 'Other recipes',
  items: exampleMenu.items.map((item) => ({
    ...item,
    stockPolicy: item.stockPolicy === 'strict' ? 'advisory' : 'strict',
    variations: item.variations.map((variation) => ({
      ...variation,
      recipe: variation.recipe.map((part) => ({ ...part, quantity: part.quantity * 2 })),
    })),
  })),
};

const INGREDIENTS = ['beef', 'bun', 'egg', 'lager'] as const;
const SUBJECTS = [
  ['item', 'burger'],
  ['variation', 'burger-double'],
  ['modifier', 'fried-egg'],
  ['modifier', 'medium'],
] as const;
const LINES = [
  { itemId: 'burger', quantity: 1 },
  { itemId: 'burger', variationId: 'burger-double', quantity: 2, course: 2 },
  { itemId: 'burger', quantity: 1, modifiers: [{ modifierId: 'rare' }, { modifierId: 'fried-egg', quantity: 2 }] },
  { itemId: 'lager', quantity: 3 },
  { itemId: 'catch', quantity: 1, unitPriceMinor: 1_999 },
  { itemId: 'catch', quantity: 1, unitPriceMinor: 0 },
];
const JUMPS_MS = [0, 0, 0, 1_000, 60_000, 3_600_001, 86_400_000, -7_200_000, -1_795_000_000_000, 1_795_000_000_000];

function one<T>(random: SeededRandom, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : random.pick(items);
}

/** Something somebody might do now, sensible or not. */
function anyCommand(random: SeededRandom, edge: TestEdge): [name: Parameters<TestEdge['send']>[0], args: object] {
  const order = one(
    random,
    edge.reads.orders({ open: random.chance(0.8), businessDay: null, after: null, limit: 50 }).items,
  );
  const orderId = order?.id ?? '0199c0de-0000-7000-8000-000000000001';
  const ticket = one(random, order ? edge.reads.orderTickets(order.id) : []);
  const ticketId = ticket?.id ?? orderId;
  const ticketLineId = one(random, ticket?.lines ?? [])?.id ?? orderId;
  const lines = Array.from({ length: random.between(1, 3) }, () => random.pick(LINES));
  const ingredientId = random.pick(INGREDIENTS);
  const [kind, subjectId] = random.pick(SUBJECTS);
  return random.pick<() => ReturnType<typeof anyCommand>>([
    () => ['placeOrder', { lines, guestName: 'Ana 🌶️ شهرزاد', note: 'two\nlines' }],
    () => ['placeOrder', { lines }],
    () => ['openOrder', { lines }],
    () => ['addLines', { orderId, lines }],
    () => ['cancelOrder', { orderId }],
    () => ['handOverOrder', { orderId }],
    () => ['payCash', { orderId, tenderedMinor: random.pick([0, 50, 5_000, 100_000]) }],
    () => ['payCash', { orderId, amountMinor: random.between(1, 3_000), tenderedMinor: 3_000 }],
    () => ['startTicket', { ticketId }],
    () => ['bumpTicket', { ticketId }],
    () => ['bumpTicket', { ticketId }],
    () => ['recallTicket', { ticketId, restartTimer: random.chance(0.5) }],
    () => ['startTicketLine', { ticketId, ticketLineId }],
    () => ['bumpTicketLine', { ticketId, ticketLineId }],
    () => ['recallTicketLine', { ticketId, ticketLineId }],
    () => ['acknowledgeTickets', { ticketIds: [ticketId] }],
    () => ['receiveStock', { lines: [{ ingredientId, quantity: random.between(1, 9_000) }] }],
    () => ['countStock', { lines: [{ ingredientId, counted: random.between(0, 2_000) }] }],
    () => ['eightySix', { kind, subjectId }],
    () => ['restoreSale', { kind, subjectId }],
    () => ['restoreSale', { kind, subjectId }],
    () => ['restoreSale', { kind, subjectId }],
    () => ['activateMenu', { document: random.pick([exampleMenu, exampleMenu, exampleMenu, otherRecipes, barOnly]) }],
    () => ['configureLocation', { location: { ...TEST_LOCATION, openChecks: random.chance(0.7) } }],
  ])();
}

function checkOrder(tx: ReadTx, orderId: string): void {
  const state = loadOrder(tx, orderId);
  if (!state) throw new Error('an order that is listed is there');
  const { order, lines, checks, payments, tickets } = state;
  const seen = tickets
    .filter((ticket) => ticket.state !== 'voided')
    .map((ticket) => ({ seen: ticket.seenMs !== null }));
  expect(order.status).toBe(orderStatusOf({ lines, checks, payments, tickets: seen }));
  expect(order.paidMinor).toBe(payments.reduce((sum, payment) => sum + payment.amountMinor, 0));
  expect(order.paidMinor).toBeLessThanOrEqual(order.totalMinor);
  expect(order.closedMs !== null).toBe(['completed', 'cancelled'].includes(order.status));
  expect(order.number !== null).toBe(tickets.length > 0);
}

/** Stock promised to lines that wait for their cook, by ingredient. */
function promised(tx: ReadTx, orderIds: readonly string[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const state of orderIds.flatMap((id) => loadOrder(tx, id) ?? [])) {
    const waiting = state.ticketLines.filter(
      (line: TicketLineRow) => line.startedMs === null && line.state !== 'voided',
    );
    const ids = new Set(waiting.map((line) => line.lineId));
    for (const line of state.lines.filter(({ id, stockPolicy }) => ids.has(id) && stockPolicy !== 'none')) {
      for (const part of line.recipe)
        sums.set(part.ingredientId, (sums.get(part.ingredientId) ?? 0) + part.quantity * line.quantity);
    }
  }
  return sums;
}

function checkStock(tx: ReadTx, orderIds: readonly string[]): void {
  const movements = tx.rows<StockMovementRow>('stock_movements', {});
  const reserved = promised(tx, orderIds);
  for (const level of tx.rows<StockLevelRow>('stock_levels', {})) {
    const mine = movements.filter((movement) => movement.ingredientId === level.ingredientId);
    expect(level.onHand).toBe(mine.reduce((sum, movement) => sum + movement.onHandDelta, 0));
    expect([level.ingredientId, level.reserved]).toEqual([level.ingredientId, reserved.get(level.ingredientId) ?? 0]);
  }
}

/** The 86 list says of every counted recipe whether one more can be made. */
function checkAvailability(edge: TestEdge): void {
  for (const view of edge.reads.stock()) {
    if (view.left === null) expect(view.eightySixed).toBe('manual');
    else if (view.eightySixed !== 'manual')
      expect([view.subjectId, view.eightySixed]).toEqual([view.subjectId, view.left === 0 ? 'stock' : null]);
  }
}

test.each([1, 2, 3, 4])(
  'a house where anybody does anything keeps its books (walk %i)',
  { timeout: 30_000 },
  async (seed) => {
    const random = createSeededRandom(seed);
    edge = await openTestEdge();
    for (let step = 0; step < 400; step += 1) {
      edge.clock.jumpWall(Math.max(random.pick(JUMPS_MS), -edge.clock.nowMs()));
      const [name, args] = anyCommand(random, edge);
      await edge.send(name, args);
      if (step % 20 === 0) checkAvailability(edge);
    }
    edge.journal.read((tx) => {
      const orders = tx.rows<OrderRow>('orders', {});
      const ids = orders.map((order) => order.id);
      expect(orders.length).toBeGreaterThan(20);
      for (const id of ids) checkOrder(tx, id);
      checkStock(tx, ids);
      const numbers = orders.flatMap((order) =>
        order.number === null ? [] : [`${order.businessDay}/${order.number}`],
      );
      expect(new Set(numbers).size).toBe(numbers.length);
    });
    const db = openReader(edge.file);
    try {
      expect(replayJournal(db)).toMatchObject({ ok: true, differences: [], stoppedAt: null });
      expect(verifyJournal(db)).toMatchObject({ ok: true, seq: edge.journal.head().seq });
    } finally {
      db.close();
    }
    expect(edge.fatal).toEqual([]);
  },
);
