import { expect, test } from 'vitest';
import {
  addToCart,
  type Cart,
  lineArgs,
  markRefused,
  markSent,
  newCart,
  removeLines,
  restoreLine,
  settleWithOrder,
  unsentLines,
} from './cart.ts';

const request = (itemId: string, change = {}) => ({ itemId, quantity: 1, course: 1, allergies: [], ...change });
const add = (cart: Cart, id: string, itemId: string, change = {}) => addToCart(cart, id, request(itemId, change)).cart;
const twoLines = () => add(add(newCart('order', 1), 'a', 'burger'), 'b', 'lager');

test('the same dish in the same way counts up; another seat, note or size is another line', () => {
  const cart = add(add(twoLines(), 'c', 'burger'), 'd', 'burger', { seat: 2 });
  expect(cart.lines.map((line) => [line.lineId, line.request.quantity])).toEqual([
    ['a', 2],
    ['b', 1],
    ['d', 1],
  ]);
});

test('a dish that is on its way is not counted up: it is another line', () => {
  const cart = add(markSent(twoLines(), 'key'), 'c', 'burger');
  expect(unsentLines(cart).map((line) => line.lineId)).toEqual(['c']);
  // A second send carries only what the first did not.
  expect(markSent(cart, 'later').lines.map((line) => line.commandKey)).toEqual(['key', 'key', 'later']);
});

test('no line grows past what the wire takes', () => {
  const cart = add(add(newCart('order', 1), 'a', 'burger', { quantity: 998 }), 'b', 'burger', { quantity: 2 });
  expect(cart.lines.map((line) => line.request.quantity)).toEqual([998, 2]);
});

test('a refused send gives its lines back, and the draft too if it was to open the order', () => {
  const sent = markSent(twoLines(), 'key');
  expect(sent).toMatchObject({ opened: true, openKey: 'key' });
  const back = markRefused(sent, 'key', { code: 'sold_out', params: {} });
  expect(back).toMatchObject({ opened: false, openKey: null, refusal: { code: 'sold_out' } });
  expect(unsentLines(back)).toHaveLength(2);
  expect(markRefused(sent, 'other', { code: 'sold_out', params: {} })).toBe(sent);
});

test('what the edge shows leaves the cart; what it does not show stays', () => {
  const cart = settleWithOrder(add(markSent(twoLines(), 'key'), 'c', 'catch'), new Set(['a', 'b']));
  expect(cart.lines.map((line) => line.lineId)).toEqual(['c']);
  expect(cart).toMatchObject({ opened: true, openKey: null });
});

test('a line can be taken off and put back in its place, but not once it is on its way', () => {
  const cart = twoLines();
  const without = removeLines(cart, ['a']);
  expect(without.lines.map((line) => line.lineId)).toEqual(['b']);
  const [removed] = cart.lines;
  expect(removed && restoreLine(without, removed, 0).lines.map((line) => line.lineId)).toEqual(['a', 'b']);
  expect(removeLines(markSent(cart, 'key'), ['a']).lines).toHaveLength(2);
});

test('a line goes out with its own id and nothing that was not said', () => {
  const [line] = twoLines().lines;
  expect(line && lineArgs(line)).toEqual({ lineId: 'a', itemId: 'burger', quantity: 1, course: 1, allergies: [] });
});
