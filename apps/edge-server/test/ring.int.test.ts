import { randomUUID } from 'node:crypto';
import { businessDayOf } from '@passbell/core/kernel/business-day';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

let edge: TestEdge;
beforeEach(async () => {
  edge = await openTestEdge();
  await edge.commit('receiveStock', {
    lines: [
      { ingredientId: 'beef', quantity: 2_400 },
      { ingredientId: 'bun', quantity: 20 },
      { ingredientId: 'egg', quantity: 12 },
      { ingredientId: 'lager', quantity: 50_000 },
    ],
  });
});
afterEach(() => edge.dispose());

const burger = {
  itemId: 'burger',
  variationId: 'burger-double',
  quantity: 2,
  modifiers: [{ modifierId: 'rare' }, { modifierId: 'fried-egg' }],
};
const lager = { itemId: 'lager', quantity: 1 };

test('an order goes all the way round: placed, seen, cooked, handed over with the cash', async () => {
  const placed = await edge.commit('placeOrder', { tableLabel: '14', guestName: 'Ana', lines: [burger, lager] });
  expect(placed).toMatchObject({
    status: 'placed',
    number: 1,
    businessDay: businessDayOf(edge.clock.nowMs(), 'America/New_York', 4),
  });
  const order = edge.reads.order(placed.orderId);
  // 2 × (1850 + 250) = 4200 food; 700 lager with 5 % duty inside: net 667.
  expect(order?.checks[0]).toMatchObject({
    subtotalMinor: 4_900,
    inclusiveTaxMinor: 33,
    exclusiveTaxMinor: 362 + 58,
    totalMinor: 5_320,
  });
  expect(order?.guestName).toBe('Ana');
  const grill = edge.reads.stationTickets('grill');
  const bar = edge.reads.stationTickets('bar');
  expect(grill.map((ticket) => ticket.lines.map((line) => line.name))).toEqual([['Smash']]);
  expect(bar.map((ticket) => ticket.lines.map((line) => line.name))).toEqual([['Lager']]);
  expect(grill[0]?.lines[0]?.modifiers.map((modifier) => [modifier.action, modifier.kitchenName])).toEqual([
    ['choice', 'R'],
    ['no', 'Onion'],
    ['add', 'Egg'],
  ]);

  const tickets = [...grill, ...bar].map((ticket) => ticket.id);
  await edge.commit('acknowledgeTickets', { ticketIds: tickets });
  expect(edge.reads.order(placed.orderId)?.status).toBe('confirmed');
  await edge.commit('startTicket', { ticketId: tickets[0] ?? '' });
  expect(edge.reads.order(placed.orderId)?.status).toBe('preparing');
  for (const ticketId of tickets) await edge.commit('bumpTicket', { ticketId });
  expect(edge.reads.order(placed.orderId)?.status).toBe('ready');
  const paid = await edge.commit('payCash', { orderId: placed.orderId, tenderedMinor: 6_000 });
  expect(paid).toMatchObject({ amountMinor: 5_320, changeMinor: 680, orderDueMinor: 0, status: 'completed' });
  expect(edge.reads.openOrders()).toEqual([]);
  expect(edge.reads.stockLevels()).toContainEqual({ ingredientId: 'beef', onHand: 2_400 - 480, reserved: 0 });
});

test('ten retries of one key at once have one effect and one answer; another body under it is refused', async () => {
  const key = randomUUID();
  const args = { lines: [burger] };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => edge.send('placeOrder', args, key)));
  const answers = new Set(outcomes.map((outcome) => JSON.stringify(outcome.status === 'committed' && outcome.answer)));
  expect(answers.size).toBe(1);
  expect(edge.reads.openOrders()).toHaveLength(1);
  const reused = await edge.send('placeOrder', { lines: [lager] }, key);
  expect(reused).toMatchObject({ status: 'refused', error: { code: 'idempotency_key_reused' } });
  expect(edge.reads.openOrders()).toHaveLength(1);
});

test('fifty racing buyers of the last ten portions buy exactly ten, and the rest hear what ran out', async () => {
  await edge.commit('countStock', { lines: [{ ingredientId: 'beef', counted: 1_200 }] });
  const single = { itemId: 'burger', variationId: 'burger-single', quantity: 1 };
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => edge.send('placeOrder', { lines: [single] })));
  const sold = outcomes.filter((outcome) => outcome.status === 'committed');
  expect(sold).toHaveLength(10);
  for (const outcome of outcomes) {
    if (outcome.status === 'committed') continue;
    expect(outcome.error).toMatchObject({
      code: 'sold_out',
      params: { items: [{ itemId: 'burger', variationId: 'burger-single', name: 'Smash burger', left: 0 }] },
    });
  }
  expect(edge.reads.stock()).toContainEqual(
    expect.objectContaining({ subjectId: 'burger-single', left: 0, eightySixed: 'stock' }),
  );
});

test('a cancelled order gives back what was not started and lifts the 86 it caused', async () => {
  await edge.commit('countStock', { lines: [{ ingredientId: 'beef', counted: 120 }] });
  const placed = await edge.commit('placeOrder', {
    lines: [{ itemId: 'burger', variationId: 'burger-single', quantity: 1 }],
  });
  const isOff = () => edge.reads.stock().find((view) => view.subjectId === 'burger-single')?.eightySixed;
  expect(isOff()).toBe('stock');
  await edge.commit('cancelOrder', { orderId: placed.orderId });
  expect(isOff()).toBe(null);
  expect(edge.reads.order(placed.orderId)?.status).toBe('cancelled');
  expect(edge.reads.stationTickets('grill')).toEqual([]);
});

test('where the money comes first, a cart is placed by its payment', async () => {
  await edge.commit('configureLocation', {
    location: {
      name: 'Counter',
      timeZone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      taxMode: 'exclusive',
      businessDayHour: 4,
      openChecks: false,
      handOverOnPayment: false,
      unseenAlarmMs: 5_000,
    },
  });
  expect(await edge.send('placeOrder', { lines: [lager] })).toMatchObject({
    status: 'refused',
    error: { code: 'payment_required_first' },
  });
  const cart = await edge.commit('openOrder', { lines: [lager] });
  expect(cart).toMatchObject({ status: 'cart', number: null });
  expect(edge.reads.stationTickets('bar')).toEqual([]);
  const part = await edge.commit('payCash', { orderId: cart.orderId, amountMinor: 100, tenderedMinor: 100 });
  expect(part).toMatchObject({ status: 'payment_pending', orderDueMinor: cart.totalMinor - 100 });
  const paid = await edge.commit('payCash', { orderId: cart.orderId, tenderedMinor: 1_000 });
  expect(paid).toMatchObject({ status: 'placed', number: 1 });
  expect(edge.reads.stationTickets('bar')).toHaveLength(1);
});

test('a refusal writes no event and no row', async () => {
  const before = edge.journal.head();
  for (const args of [
    { lines: [] },
    { lines: [{ ...burger, quantity: -1 }] },
    { lines: [{ ...burger, quantity: 1.5 }] },
    { lines: [{ itemId: 'nothing', quantity: 1 }] },
    { lines: [{ itemId: 'lager', quantity: 1, modifiers: [{ modifierId: 'rare' }] }] },
    { lines: [{ ...burger, modifiers: [] }] },
    { lines: [{ ...burger, modifiers: [{ modifierId: 'rare' }, { modifierId: 'medium' }] }] },
    { lines: [{ itemId: 'catch', quantity: 1 }] },
    { lines: [{ itemId: 'nightcap', quantity: 1 }] },
    { lines: [burger], surprise: true },
  ]) {
    expect(await edge.send('placeOrder', args)).toMatchObject({ status: 'refused' });
  }
  expect(edge.journal.head()).toEqual(before);
  expect(edge.reads.openOrders()).toEqual([]);
});

test('five wrong PINs lock the name, over a restart too, and a retry of a wrong try is not a second try', async () => {
  const { staffId } = await edge.commit('addStaff', { name: 'Ana', role: 'server', pin: '1234' });
  const key = randomUUID();
  for (let at = 0; at < 3; at += 1) {
    expect(await edge.send('signIn', { staffId, pin: '0000' }, key)).toMatchObject({
      error: { code: 'pin_wrong', params: { triesLeft: 4 } },
    });
  }
  for (let at = 0; at < 3; at += 1) await edge.send('signIn', { staffId, pin: '0000' });
  expect(await edge.send('signIn', { staffId, pin: '0000' })).toMatchObject({ error: { code: 'locked_out' } });
  expect(await edge.send('signIn', { staffId, pin: '1234' })).toMatchObject({ error: { code: 'locked_out' } });
  edge.clock.advance(60_001);
  expect(await edge.commit('signIn', { staffId, pin: '1234' })).toMatchObject({ name: 'Ana', role: 'server' });
});
