import type { PendingCommand, RefusedCommand } from '@passbell/edge-client/queued-command';
import { expect, test } from 'vitest';
import { lineView, orderView } from '../../../../test/till-fixtures.ts';
import { addToCart, type Cart, markSent, newCart, unsentLines } from './cart.ts';
import { type CartWorld, claimSentLines, reconcileCart } from './reconcile-cart.ts';

const draft = addToCart(newCart('order', 1), 'a', { itemId: 'burger', quantity: 1, course: 1, allergies: [] }).cart;
const sent = markSent(draft, 'key');
const pending = (change: Partial<PendingCommand> = {}): PendingCommand => ({
  key: 'key',
  lane: 'order',
  name: 'placeOrder',
  args: { lines: [{ lineId: 'a' }] },
  staffId: 'ana',
  createdMs: 1,
  attempts: 1,
  optimistic: true,
  phase: 'sent',
  needsSession: false,
  ...change,
});
const refused = (): RefusedCommand => ({
  key: 'key',
  lane: 'order',
  name: 'placeOrder',
  args: {},
  createdMs: 1,
  state: 'rejected',
  error: { code: 'sold_out', params: {} },
  blockedBy: null,
});
const world = (change: Partial<CartWorld> = {}): CartWorld => ({
  orders: new Map(),
  ordersReady: true,
  queue: { pending: [], refused: [] },
  ...change,
});
const withLine = new Map([['order', orderView('order', { lines: [lineView('a')] })]]);

test('on its way it stays, shown by the edge it goes', () => {
  expect(reconcileCart(sent, world({ queue: { pending: [pending()], refused: [] } })).cart).toBe(sent);
  expect(reconcileCart(sent, world({ orders: withLine })).cart).toBeNull();
});

test('a draft that was never sent is left alone', () => {
  expect(reconcileCart(draft, world()).cart).toBe(draft);
});

test('refused: the lines are unsent again and the queue’s card is handled here', () => {
  const { cart, handled } = reconcileCart(sent, world({ queue: { pending: [], refused: [refused()] } }));
  expect(handled).toEqual(['key']);
  expect(cart && unsentLines(cart).map((line) => line.lineId)).toEqual(['a']);
  expect(cart?.refusal?.code).toBe('sold_out');
});

test('done and gone: an order that was paid and closed meanwhile leaves nothing behind', () => {
  expect(reconcileCart(sent, world()).cart).toBeNull();
  // Not before the edge has said which orders are open.
  expect(reconcileCart(sent, world({ ordersReady: false })).cart).toEqual(sent);
});

test('the edge has the order but not the line, and nothing carries it: it is unsent, never silently lost', () => {
  const { cart } = reconcileCart(sent, world({ orders: new Map([['order', orderView('order')]]) }));
  expect(cart && unsentLines(cart).map((line) => line.lineId)).toEqual(['a']);
});

test('after a restart the kept commands say which lines are on their way', () => {
  const kept: Cart = claimSentLines(draft, { pending: [pending({ phase: 'waiting' })], refused: [] });
  expect(kept).toMatchObject({ opened: true, openKey: 'key' });
  expect(unsentLines(kept)).toEqual([]);
  expect(claimSentLines(draft, { pending: [pending({ lane: 'other' })], refused: [] })).toEqual(draft);
});
