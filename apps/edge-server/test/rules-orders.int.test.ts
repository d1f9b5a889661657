import { randomUUID } from 'node:crypto';
import { businessDayOf } from '@passbell/core/kernel/business-day';
import { MAX_MINOR } from '@passbell/core/kernel/money';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { CommandInput } from '@passbell/core/wire/command-registry';
import { afterEach, expect, test } from 'vitest';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

const HOUR_MS = 3_600_000;

let edge: TestEdge;
afterEach(() => edge.dispose());

type Line = CommandInput<'placeOrder'>['lines'][number];
const lager: Line = { itemId: 'lager', quantity: 1 };
const fish: Line = { itemId: 'catch', quantity: 1, unitPriceMinor: 2_000 };

const statusOf = (orderId: string) => edge.reads.order(orderId)?.status;
const ticketsOf = (orderId: string) => edge.reads.orderTickets(orderId).map((ticket) => ticket.id);

async function bumpAll(orderId: string): Promise<void> {
  for (const ticketId of ticketsOf(orderId)) await edge.commit('bumpTicket', { ticketId });
}

async function codeOf(name: Parameters<TestEdge['send']>[0], args: object): Promise<string | null> {
  const outcome = await edge.send(name, args);
  return outcome.status === 'refused' ? outcome.error.code : null;
}

test('lines added later take an order back to the food: confirmed, ready and paid orders', async () => {
  edge = await openTestEdge();
  const { orderId } = await edge.commit('placeOrder', { lines: [lager] });
  await edge.commit('acknowledgeTickets', { ticketIds: ticketsOf(orderId) });
  expect(statusOf(orderId)).toBe('confirmed');
  await edge.commit('addLines', { orderId, lines: [lager] });
  expect(statusOf(orderId)).toBe('placed');
  await edge.commit('payCash', { orderId, tenderedMinor: 5_000 });
  expect([statusOf(orderId), edge.reads.order(orderId)?.checks[0]?.state]).toEqual(['placed', 'paid']);
  await bumpAll(orderId);
  expect(statusOf(orderId)).toBe('ready');
  await edge.commit('addLines', { orderId, lines: [fish] });
  expect(statusOf(orderId)).toBe('preparing');
  expect(edge.reads.order(orderId)).toMatchObject({ dueMinor: 2_000, readyMs: null, checks: [{ state: 'open' }] });
  expect(await codeOf('handOverOrder', { orderId })).toBe('order_not_ready');
  await bumpAll(orderId);
  expect(await edge.commit('payCash', { orderId, tenderedMinor: 2_000 })).toMatchObject({ status: 'completed' });
  for (const [name, args] of [
    ['addLines', { orderId, lines: [lager] }],
    ['cancelOrder', { orderId }],
    ['handOverOrder', { orderId }],
    ['payCash', { orderId, tenderedMinor: 1 }],
  ] as const)
    expect([name, await codeOf(name, args)]).toEqual([name, 'order_closed']);
});

test('an order handed over before it is paid is ready until the money comes; what is served is past recall and cancel', async () => {
  edge = await openTestEdge({ location: { handOverOnPayment: false } });
  const { orderId, totalMinor } = await edge.commit('placeOrder', { lines: [lager, fish] });
  await bumpAll(orderId);
  await edge.commit('handOverOrder', { orderId });
  expect(statusOf(orderId)).toBe('ready');
  const [ticketId = ''] = ticketsOf(orderId);
  expect(await codeOf('recallTicket', { ticketId })).toBe('recall_too_late');
  expect(await codeOf('cancelOrder', { orderId })).toBe('order_served');
  await edge.commit('payCash', { orderId, amountMinor: 1, tenderedMinor: 1 });
  const rest = await edge.commit('payCash', { orderId, tenderedMinor: totalMinor });
  expect(rest).toMatchObject({ amountMinor: totalMinor - 1, changeMinor: 1, status: 'completed' });
});

test('recall brings a ticket back for an hour, and its stock is not taken twice', async () => {
  edge = await openTestEdge();
  await edge.commit('receiveStock', { lines: [{ ingredientId: 'lager', quantity: 5_680 }] });
  const { orderId } = await edge.commit('placeOrder', { lines: [lager] });
  const [ticketId = ''] = ticketsOf(orderId);
  await edge.commit('bumpTicket', { ticketId });
  edge.clock.advance(HOUR_MS);
  await edge.commit('recallTicket', { ticketId });
  expect(statusOf(orderId)).toBe('preparing');
  await edge.commit('bumpTicket', { ticketId });
  expect(edge.reads.stockLevels()).toEqual([{ ingredientId: 'lager', onHand: 5_112, reserved: 0 }]);
  edge.clock.jumpWall(-30 * 365 * 24 * HOUR_MS);
  await edge.commit('recallTicket', { ticketId });
  await edge.commit('bumpTicket', { ticketId });
  edge.clock.advance(HOUR_MS + 1);
  expect(await codeOf('recallTicket', { ticketId })).toBe('recall_too_late');
  await edge.commit('cancelOrder', { orderId });
  expect(await codeOf('bumpTicket', { ticketId })).toBe('ticket_state_refused');
  expect(edge.reads.stockLevels()).toEqual([{ ingredientId: 'lager', onHand: 5_112, reserved: 0 }]);
});

test('an order takes 200 lines over its whole life, and a request that would pass them adds none', async () => {
  edge = await openTestEdge();
  const { orderId } = await edge.commit('placeOrder', { lines: Array.from({ length: 150 }, () => fish) });
  expect(await codeOf('addLines', { orderId, lines: Array.from({ length: 51 }, () => fish) })).toBe('too_many_lines');
  expect(edge.reads.order(orderId)?.lines).toHaveLength(150);
  await edge.commit('addLines', { orderId, lines: Array.from({ length: 50 }, () => fish) });
  expect(await codeOf('addLines', { orderId, lines: [fish] })).toBe('too_many_lines');
  const over = Array.from({ length: 201 }, () => fish);
  expect(await codeOf('placeOrder', { lines: over })).toBe('validation_failed');
  const many = Array.from({ length: 101 }, () => randomUUID());
  expect(await codeOf('acknowledgeTickets', { ticketIds: many })).toBe('validation_failed');
});

test('amounts up to the largest stay exact; above it they are refused, not rounded', async () => {
  edge = await openTestEdge();
  const dear = { ...fish, unitPriceMinor: MAX_MINOR };
  expect(await codeOf('placeOrder', { lines: [{ ...dear, quantity: 2 }] })).toBe('validation_failed');
  expect(await codeOf('placeOrder', { lines: [{ ...dear, unitPriceMinor: MAX_MINOR + 1 }] })).toBe('validation_failed');
  const { orderId, totalMinor } = await edge.commit('placeOrder', { lines: Array.from({ length: 200 }, () => dear) });
  expect(totalMinor).toBe(200 * MAX_MINOR);
  expect(await codeOf('payCash', { orderId, tenderedMinor: MAX_MINOR })).toBe('tendered_too_little');
  const part = { orderId, amountMinor: MAX_MINOR, tenderedMinor: MAX_MINOR };
  expect(await edge.commit('payCash', part)).toMatchObject({ orderDueMinor: 199 * MAX_MINOR });
});

/** The example with other money: prices with tax in them, as in most of the world. */
function inclusiveMenu(currency: string, ratePpm: number): MenuDocument {
  const taxes = [{ id: 'vat', name: 'VAT', ratePpm, inclusive: true }];
  return { ...exampleMenu, currency, taxGroups: exampleMenu.taxGroups.map((group) => ({ ...group, taxes })) };
}

test.each([
  ['JPY', 100_000, 3 * 700, 191],
  ['KWD', 50_000, 3 * 700, 100],
  ['EUR', 190_000, 3 * 700, 335],
])('in %s with the tax inside, the guest pays what the menu says', async (currency, ratePpm, totalMinor, taxMinor) => {
  edge = await openTestEdge({ location: { currency, taxMode: 'inclusive' }, menu: inclusiveMenu(currency, ratePpm) });
  const { orderId } = await edge.commit('placeOrder', { lines: [{ ...lager, quantity: 2 }, lager] });
  const [check] = edge.reads.order(orderId)?.checks ?? [];
  expect(check).toMatchObject({
    subtotalMinor: totalMinor,
    totalMinor,
    inclusiveTaxMinor: taxMinor,
    exclusiveTaxMinor: 0,
  });
  const paid = await edge.commit('payCash', { orderId, tenderedMinor: 10_000 });
  expect(paid).toMatchObject({ amountMinor: totalMinor, changeMinor: 10_000 - totalMinor, orderDueMinor: 0 });
});

test('numbers go on within a business day, whatever the clock does, and are never given twice', async () => {
  edge = await openTestEdge();
  const place = async () => {
    const { businessDay, number } = await edge.commit('placeOrder', { lines: [lager] });
    return [businessDay, number];
  };
  const today = businessDayOf(edge.clock.nowMs(), 'America/New_York', 4);
  expect(await place()).toEqual([today, 1]);
  edge.clock.jumpWall(-edge.clock.nowMs());
  expect(await place()).toEqual(['1969-12-31', 1]);
  expect(await place()).toEqual(['1969-12-31', 2]);
  edge.clock.jumpWall(Date.parse('2026-11-22T10:00:00Z'));
  expect(await place()).toEqual([today, 2]);
  // The night New York sets its clocks back: 01:30 comes twice, the day still rolls once, at four.
  edge.clock.jumpWall(Date.parse('2026-11-01T05:30:00Z') - edge.clock.nowMs());
  expect(await place()).toEqual(['2026-10-31', 1]);
  edge.clock.advance(3 * HOUR_MS);
  expect(await place()).toEqual(['2026-10-31', 2]);
  edge.clock.advance(HOUR_MS);
  expect(await place()).toEqual(['2026-11-01', 1]);
});
