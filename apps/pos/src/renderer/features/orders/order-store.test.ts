import { expect, test } from 'vitest';
import { lineView, orderView, stockMap } from '../../../../test/till-fixtures.ts';
import { openTillWorld } from '../../../../test/till-world.ts';

test('a plain tile adds in one tap and says so; one that asks opens its sheet', async () => {
  const { screen, activeCart, played, notices } = await openTillWorld();
  screen.tapItem('lager', 2);
  expect(activeCart()?.lines.map((line) => [line.request.itemId, line.request.quantity])).toEqual([['lager', 2]]);
  expect(played).toEqual(['added']);
  expect(notices.store.getState().spoken).toMatchObject({ kind: 'added', name: 'Lager', quantity: 2 });
  screen.tapItem('burger');
  expect(screen.store.getState().sheet).toMatchObject({ itemId: 'burger', quantity: 1 });
  expect(activeCart()?.lines).toHaveLength(1);
});

test('the seat picked first is where the dish goes, with what that seat must not eat', async () => {
  const { screen, carts, showOrders, activeCart } = await openTillWorld();
  showOrders(orderView('o', { lines: [lineView('a', { seat: 2, allergies: ['egg'] })] }));
  carts.activate('o');
  screen.tapSeat(2);
  screen.tapItem('lager');
  expect(activeCart()?.lines[0]?.request).toMatchObject({ seat: 2, allergies: ['egg'] });
});

test('a plain dish that the seat must not eat is not added silently: the sheet opens with the warning', async () => {
  const { screen, carts, showOrders, activeCart } = await openTillWorld();
  showOrders(orderView('o', { lines: [lineView('a', { seat: 2, allergies: ['gluten'] })] }));
  carts.activate('o');
  screen.tapSeat(2);
  screen.tapItem('lager');
  expect(activeCart()).toBeUndefined();
  expect(screen.store.getState().sheet).toMatchObject({ itemId: 'lager', seat: 2, allergies: ['gluten'] });
});

test('what is 86 is not added: the till says so and offers others', async () => {
  const { screen, house, activeCart, played } = await openTillWorld();
  house.setState({ stock: stockMap({ kind: 'item', subjectId: 'lager', eightySixed: 'manual' }) });
  screen.tapItem('lager');
  expect(activeCart()).toBeUndefined();
  expect(screen.store.getState().outItemId).toBe('lager');
  expect(played).toEqual(['refused']);
});

test('86 by picking a tile, and its undo', async () => {
  const { screen, edge, notices, activeCart, settled } = await openTillWorld();
  screen.pick86(true);
  screen.tapItem('lager');
  await settled();
  expect(edge.last('eightySix').args).toEqual({ kind: 'item', subjectId: 'lager' });
  expect(activeCart()).toBeUndefined();
  notices.store.getState().notice?.undo?.();
  edge.commit('eightySix', {});
  await settled();
  expect(edge.last('restoreSale').args).toEqual({ kind: 'item', subjectId: 'lager' });
});

test('a line and then a seat moves the line; the second press on a seat shows only that seat', async () => {
  const { screen, carts, activeCart } = await openTillWorld();
  const lineId = carts.add({ itemId: 'lager', quantity: 1, course: 1, allergies: [] });
  screen.armLine(lineId);
  screen.tapSeat(3);
  expect(activeCart()?.lines[0]?.request.seat).toBe(3);
  expect(screen.store.getState()).toMatchObject({ armedLineId: null, seat: null, seatFilter: 'all' });
  screen.tapSeat(3);
  screen.tapSeat(3);
  expect(screen.store.getState()).toMatchObject({ seat: 3, seatFilter: 3 });
});

test('the sheet changes the line it was opened for instead of adding another', async () => {
  const { screen, activeCart } = await openTillWorld();
  screen.tapItem('burger');
  screen.addChoice();
  const line = activeCart()?.lines[0];
  screen.editLine(line?.lineId ?? '');
  const sheet = screen.store.getState().sheet;
  if (sheet) screen.setChoice({ ...sheet, quantity: 3 });
  screen.addChoice();
  expect(activeCart()?.lines.map((one) => [one.lineId, one.request.quantity])).toEqual([[line?.lineId, 3]]);
});

test('Esc goes back one step at a time, and says when there is none', async () => {
  const { screen, house } = await openTillWorld();
  house.setState({ stock: stockMap({ kind: 'item', subjectId: 'lager', eightySixed: 'manual' }) });
  screen.setSearch('lag');
  screen.tapItem('lager');
  expect([screen.back(), screen.store.getState().outItemId, screen.store.getState().search]).toEqual([
    true,
    null,
    'lag',
  ]);
  expect([screen.back(), screen.store.getState().search]).toEqual([true, '']);
  expect(screen.back()).toBe(false);
});
