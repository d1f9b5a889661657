import { expect, test } from 'vitest';
import { lineView, orderView } from '../../../../test/till-fixtures.ts';
import { newDevice, openTillWorld } from '../../../../test/till-world.ts';
import { unsentLines } from './cart.ts';

const lager = { itemId: 'lager', variationId: 'lager-pint', quantity: 1, course: 1, allergies: [] };

test('the first dish begins a check, and the first send places the order under the id made here', async () => {
  const { carts, edge, activeId, activeCart, settled } = await openTillWorld();
  carts.add(lager);
  carts.describe({ tableLabel: '14', guestCount: 2 });
  carts.send(activeId(), 'place');
  await settled();
  expect(edge.last('placeOrder').args).toMatchObject({
    orderId: activeId(),
    tableLabel: '14',
    guestCount: 2,
    lines: [{ itemId: 'lager' }],
  });
  expect(edge.last('placeOrder').session).toBe('token');
  expect(activeCart()?.lines.every((line) => line.commandKey !== null)).toBe(true);
});

test('sending twice sends once; what is rung in between goes behind it in the same lane', async () => {
  const { carts, edge, activeId, settled } = await openTillWorld();
  carts.add(lager);
  carts.send(activeId(), 'place');
  expect(carts.send(activeId(), 'place')).toBeNull();
  carts.add({ ...lager, seat: 1 });
  carts.send(activeId(), 'place');
  await settled();
  expect(edge.sent.map((command) => command.name)).toEqual(['placeOrder']);
  edge.commit('placeOrder', {});
  await settled();
  expect(edge.sent.map((command) => command.name)).toEqual(['placeOrder', 'addLines']);
});

test('the edge shows the lines: the cart is gone, without a moment in which they stand twice or nowhere', async () => {
  const { carts, activeId, activeCart, showOrders } = await openTillWorld();
  const lineId = carts.add(lager);
  const orderId = activeId();
  carts.send(orderId, 'place');
  showOrders(orderView(orderId, { lines: [lineView(lineId)] }));
  expect(activeCart()).toBeUndefined();
  expect(activeId()).toBe(orderId);
});

test('refused: the lines are back as new with the reason, and the same check can be sent again', async () => {
  const { carts, edge, queue, activeId, activeCart, settled } = await openTillWorld();
  carts.add(lager);
  carts.send(activeId(), 'place');
  await settled();
  edge.refuse('placeOrder', {
    code: 'eighty_sixed',
    params: { items: [{ itemId: 'lager', variationId: 'lager-pint', name: 'Lager', left: 0 }] },
  });
  await settled();
  expect(activeCart()).toMatchObject({ opened: false, refusal: { code: 'eighty_sixed' } });
  expect(queue.getSnapshot().refused).toEqual([]);
  expect(carts.send(activeId(), 'place')).not.toBeNull();
  await settled();
  expect(edge.sent.map((command) => command.name)).toEqual(['placeOrder', 'placeOrder']);
  expect(new Set(edge.sent.map((command) => command.key)).size).toBe(2);
});

test('a refused opening takes what was sent behind it back as well', async () => {
  const { carts, edge, activeId, activeCart, settled } = await openTillWorld();
  carts.add(lager);
  carts.send(activeId(), 'place');
  carts.add({ ...lager, seat: 2 });
  carts.send(activeId(), 'place');
  await settled();
  edge.refuse('placeOrder', { code: 'sold_out', params: {} });
  await settled();
  const cart = activeCart();
  expect(cart && unsentLines(cart)).toHaveLength(2);
  expect(cart?.opened).toBe(false);
});

test('without a server everything is kept, also over a reload, and sent once it is back', async () => {
  const device = newDevice();
  const before = await openTillWorld(device);
  before.edge.setUp(false);
  before.carts.add(lager);
  before.carts.send(before.activeId(), 'place');
  before.carts.add({ ...lager, seat: 4 });
  const orderId = before.activeId();
  await before.settled();

  const after = await openTillWorld(device);
  await after.settled();
  const cart = after.carts.store.getState().carts.get(orderId);
  expect(cart?.opened).toBe(true);
  expect(cart && unsentLines(cart).map((line) => line.request.seat)).toEqual([4]);
  expect(after.edge.last('placeOrder').args).toMatchObject({ orderId });
});

test('an undo puts a line back in its place, even after the check was left', async () => {
  const { carts, activeId, activeCart } = await openTillWorld();
  const first = carts.add(lager);
  carts.add({ ...lager, seat: 1 });
  const removed = carts.remove(first);
  carts.leave();
  if (removed) carts.putBack(removed);
  expect(activeCart()?.lines.map((line) => line.request.seat)).toEqual([undefined, 1]);
  expect(activeId()).toBe(removed?.orderId);
});

test('a cart too large for the wire stays as it is and says so', async () => {
  const { carts, activeId, activeCart, settled } = await openTillWorld();
  for (let at = 0; at < 200; at += 1)
    carts.add({ ...lager, seat: at + 1, note: 'x'.repeat(200), allergies: Array(20).fill('a'.repeat(40)) });
  expect(carts.send(activeId(), 'place')).toBeNull();
  await settled();
  expect(activeCart()).toMatchObject({ opened: false, refusal: { code: 'payload_too_large' } });
});
