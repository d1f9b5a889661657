import { expect, test } from 'vitest';
import { lineView, location, orderView } from '../../../../test/till-fixtures.ts';
import { newDevice, openTillWorld } from '../../../../test/till-world.ts';
import { payModel } from './pay-model.ts';

const lager = { itemId: 'lager', quantity: 1, course: 1, allergies: [] };
const answer = (change = {}) => ({
  paymentId: 'p',
  orderId: 'o',
  checkId: 'check-1',
  amountMinor: 1_521,
  tenderedMinor: 2_000,
  changeMinor: 479,
  checkDueMinor: 0,
  orderDueMinor: 0,
  status: 'placed',
  number: 42,
  ...change,
});

test('one press takes once: the second goes nowhere while the first is under way', async () => {
  const { pay, edge, showOrders, settled } = await openTillWorld();
  showOrders(orderView('o'));
  pay.open('o');
  pay.take(2_000);
  pay.take(2_000);
  pay.close();
  await settled();
  expect(edge.sent).toHaveLength(1);
  expect(edge.last('payCash').args).toMatchObject({
    orderId: 'o',
    checkId: 'check-1',
    amountMinor: 1_521,
    tenderedMinor: 2_000,
  });
  expect(pay.store.getState()).toMatchObject({ orderId: 'o', phase: { kind: 'taking' } });
});

test('change is what the edge says, after it has booked, and Done frees the till', async () => {
  const { pay, carts, edge, showOrders, settled } = await openTillWorld();
  showOrders(orderView('o'));
  carts.activate('o');
  pay.open('o');
  pay.take(2_000);
  await settled();
  edge.commit('payCash', answer());
  await settled();
  expect(pay.store.getState().phase).toMatchObject({ kind: 'taken', answer: { changeMinor: 479 }, order: { id: 'o' } });
  pay.done();
  expect(pay.store.getState().orderId).toBeNull();
  expect(carts.store.getState().activeId).toBeNull();
});

test('a part payment books what was handed over and leads on to the rest', async () => {
  const { pay, edge, showOrders, settled } = await openTillWorld();
  showOrders(orderView('o'));
  pay.open('o');
  pay.take(1_000);
  await settled();
  expect(edge.last('payCash').args).toMatchObject({ amountMinor: 1_000, tenderedMinor: 1_000 });
  edge.commit('payCash', answer({ amountMinor: 1_000, tenderedMinor: 1_000, changeMinor: 0, orderDueMinor: 521 }));
  await settled();
  pay.done();
  expect(pay.store.getState()).toMatchObject({ orderId: 'o', phase: { kind: 'choosing' } });
});

test('refused: nothing was taken, the reason stands here and not on a card as well', async () => {
  const { pay, edge, queue, showOrders, settled } = await openTillWorld();
  showOrders(orderView('o'));
  pay.open('o');
  pay.take(2_000);
  await settled();
  edge.refuse('payCash', { code: 'check_paid', params: { orderId: 'o' } });
  await settled();
  expect(pay.store.getState()).toMatchObject({ phase: { kind: 'choosing' }, refusal: { code: 'check_paid' } });
  expect(queue.getSnapshot().refused).toEqual([]);
});

test('Pay sends what is unsent first, in the same lane, and takes nothing before the edge has totalled it', async () => {
  const { pay, carts, edge, house, showOrders, activeId, activeCart, settled } = await openTillWorld();
  const lineId = carts.add(lager);
  const orderId = activeId();
  pay.open(orderId);
  pay.take(5_000);
  await settled();
  expect(edge.sent.map((command) => command.name)).toEqual(['placeOrder']);
  const facts = () => ({
    order: house.getState().orders.get(orderId),
    cart: activeCart(),
    level: 'live' as const,
    phase: pay.store.getState().phase,
  });
  expect(payModel(facts()).block).toBe('sending');
  showOrders(orderView(orderId, { lines: [lineView(lineId)] }));
  expect(payModel(facts())).toMatchObject({ block: null, dueMinor: 1_521 });
});

test('where the money comes first, the order is opened instead of placed', async () => {
  const { pay, carts, edge, house, activeId, settled } = await openTillWorld();
  house.setState({ location: { ...location, openChecks: false } });
  carts.add(lager);
  pay.open(activeId());
  await settled();
  expect(edge.sent.map((command) => command.name)).toEqual(['openOrder']);
});

test('no cash while the server is lost, and none for a check that is paid', () => {
  const phase = { kind: 'choosing' } as const;
  expect(payModel({ order: orderView('o'), cart: undefined, level: 'server_lost', phase }).block).toBe('server_lost');
  expect(payModel({ order: orderView('o', { dueMinor: 0 }), cart: undefined, level: 'live', phase }).block).toBe(
    'nothing_due',
  );
  expect(payModel({ order: undefined, cart: undefined, level: 'live', phase }).block).toBe('nothing_due');
});

test('after a reload a payment under way is still under way, and is not taken again', async () => {
  const device = newDevice();
  const before = await openTillWorld(device);
  before.showOrders(orderView('o'));
  before.pay.open('o');
  before.edge.setUp(false);
  before.pay.take(2_000);
  await before.settled();

  const after = await openTillWorld(device);
  after.showOrders(orderView('o'));
  await after.settled();
  after.pay.open('o');
  expect(after.pay.store.getState().phase).toMatchObject({ kind: 'taking', tenderedMinor: 2_000, resumed: true });
  after.pay.take(2_000);
  await after.settled();
  expect(after.edge.sent).toHaveLength(1);
  after.edge.commit('payCash', answer());
  await after.settled();
  expect(after.pay.store.getState().phase.kind).toBe('choosing');
});
