import { expect, test } from 'vitest';
import { orderView } from '../../../../test/till-fixtures.ts';
import { addToCart, cartOfOrder, newCart } from '../orders/cart.ts';
import { checkTabs, nameOfCheck, visibleTabs } from './check-tabs.ts';

const line = { itemId: 'burger', quantity: 1, course: 1, allergies: [] };

test('orders and drafts stand in the order they were opened, each once', () => {
  const orders = new Map([
    ['b', orderView('b', { openedMs: 2 })],
    ['a', orderView('a', { openedMs: 1, status: 'ready' })],
  ]);
  const carts = new Map([
    ['b', addToCart(cartOfOrder('b', 2), 'l', line).cart],
    ['d', { ...newCart('d', 3), tableLabel: 'Bar 3' }],
    ['e', { ...newCart('e', 4), opened: true }],
  ]);
  const tabs = checkTabs(orders, carts, () => 100);
  expect(tabs.map((tab) => [tab.orderId, tab.standing, tab.unsent])).toEqual([
    ['a', 'ready', false],
    ['b', 'placed', true],
    ['d', 'unsent', false],
    ['e', 'sending', false],
  ]);
});

test('a check is called by its table, then its guest, then its number', () => {
  expect(nameOfCheck({ tableLabel: '14', guestName: 'Dana', number: 3 })).toEqual({ kind: 'table', label: '14' });
  expect(nameOfCheck({ tableLabel: null, guestName: 'Dana', number: 3 })).toEqual({ kind: 'guest', name: 'Dana' });
  expect(nameOfCheck({ tableLabel: null, guestName: null, number: 3, series: 'A' })).toEqual({
    kind: 'number',
    series: 'A',
    number: 3,
  });
  expect(nameOfCheck({ tableLabel: null, guestName: null })).toEqual({ kind: 'new' });
});

test('the newest fit, and the one in front is always among them', () => {
  const orders = new Map(['a', 'b', 'c', 'd'].map((id, at) => [id, orderView(id, { openedMs: at })]));
  const tabs = checkTabs(orders, new Map(), () => 0);
  const ids = (activeId: string | null) => visibleTabs(tabs, activeId, 2).map((tab) => tab.orderId);
  expect(ids(null)).toEqual(['c', 'd']);
  expect(ids('d')).toEqual(['c', 'd']);
  expect(ids('a')).toEqual(['a', 'd']);
});
