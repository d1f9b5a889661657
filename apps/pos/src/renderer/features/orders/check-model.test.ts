import { expect, test } from 'vitest';
import { lineView, location, menu, NOON_MS, orderView, ticketView } from '../../../../test/till-fixtures.ts';
import { addToCart, cartOfOrder, markSent, newCart } from './cart.ts';
import { groupsOfOrder, seatAllergies, sendingGroup, sumsOf } from './check-model.ts';

const atHand = { menu, location, nowMs: NOON_MS };
const burger = { itemId: 'burger', variationId: 'burger-single', quantity: 1, course: 1, allergies: [] };

test('lines stand by state, with how many are up, counted in dishes', () => {
  const order = orderView('o', {
    lines: [
      lineView('a', { state: 'served', position: 1 }),
      lineView('b', { state: 'ready', quantity: 2, position: 2 }),
      lineView('c', { state: 'preparing', position: 3 }),
      lineView('d', { state: 'voided', position: 4 }),
    ],
    tickets: [
      ticketView('t', { firedMs: 700 }),
      ticketView('u', { firedMs: 500 }),
      ticketView('v', { firedMs: 100, state: 'voided' }),
    ],
  });
  expect(
    groupsOfOrder(order).map((group) => [
      group.kind,
      group.up,
      group.total,
      group.firedMs,
      group.lines.map((line) => line.lineId),
    ]),
  ).toEqual([
    ['served', 1, 1, 500, ['a']],
    ['kitchen', 2, 3, 500, ['b', 'c']],
  ]);
});

test('courses stand apart only where there are several', () => {
  const two = orderView('o', { lines: [lineView('a', { course: 2 }), lineView('b', { course: 1 })] });
  expect(groupsOfOrder(two).map((group) => [group.course, group.lines[0]?.lineId])).toEqual([
    [1, 'b'],
    [2, 'a'],
  ]);
  expect(groupsOfOrder(orderView('o')).map((group) => group.course)).toEqual([null]);
});

test('sums without anything unsent are the edge’s own', () => {
  expect(sumsOf(orderView('o', { dueMinor: 521 }), undefined, atHand)).toMatchObject({
    totalMinor: 1_521,
    paidMinor: 1_000,
    dueMinor: 521,
  });
});

test('a preview taxes all lines together, once per rate, as the edge will', () => {
  // Two burgers: 8.625 % of 28.00 is 2.415, so 2.42; each alone would be 1.21, so 2.42 as well; three make 3.62, not 3.63.
  const cart = addToCart(cartOfOrder('o', 1), 'n', { ...burger, quantity: 2 }).cart;
  expect(sumsOf(orderView('o'), cart, atHand)).toMatchObject({
    subtotalMinor: 4_200,
    totalMinor: 4_200 + 362,
    dueMinor: 4_562,
  });
  const draft = addToCart(newCart('d', 1), 'n', burger).cart;
  expect(sumsOf(undefined, draft, atHand)).toMatchObject({ subtotalMinor: 1_400, totalMinor: 1_521 });
});

test('lines on their way are a group of their own and still count', () => {
  const cart = markSent(addToCart(newCart('d', 1), 'n', burger).cart, 'key');
  expect(sendingGroup(cart, atHand)).toMatchObject({ kind: 'sending', total: 1 });
  expect(sumsOf(undefined, cart, atHand).totalMinor).toBe(1_521);
});

test('an allergy said once stands for its seat, from sent and unsent lines alike', () => {
  const order = orderView('o', {
    lines: [
      lineView('a', { seat: 2, allergies: ['egg'] }),
      lineView('b', { seat: 3, allergies: ['nuts'], state: 'voided' }),
    ],
  });
  const cart = addToCart(cartOfOrder('o', 1), 'n', { ...burger, seat: 2, allergies: ['sesame'] }).cart;
  expect([...seatAllergies(order, cart)]).toEqual([[2, ['egg', 'sesame']]]);
});
