import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { afterEach, expect, test } from 'vitest';
import type { AuthenticatedDevice } from '../src/dispatch/dispatch-port.ts';
import { openTestEdge, TEST_LOCATION, type TestEdge } from './edge-fixture.ts';

const TILL: AuthenticatedDevice = { id: randomUUID(), name: 'Till', role: 'pos', stationId: null };
const lager = { itemId: 'lager', quantity: 1 };

let edge: TestEdge;
afterEach(() => edge.dispose());

test('names of staff and guests, and PINs, stand nowhere in the files, not even in the answers kept for retries', async () => {
  edge = await openTestEdge();
  const { staffId } = await edge.commit('addStaff', { name: 'Zebulonia', role: 'server', pin: '90417263' });
  const signIn = { name: 'signIn', key: randomUUID(), device: TILL, sessionToken: null };
  const answer = { status: 'committed', answer: { name: 'Zebulonia', role: 'server', staffId } };
  expect(await edge.dispatch({ ...signIn, args: { staffId, pin: '90417263' } })).toMatchObject(answer);
  expect(await edge.dispatch({ ...signIn, args: { staffId, pin: '90417263' } })).toMatchObject(answer);
  await edge.dispatch({ ...signIn, key: randomUUID(), args: { staffId, pin: '18273645' } });
  await edge.commit('placeOrder', { guestName: 'Quintessa', lines: [lager] });
  await edge.send('placeOrder', { guestName: 'Quintessa', lines: [{ itemId: 'burger', quantity: 1 }] });
  const files = readdirSync(edge.dir).map((name) => join(edge.dir, name));
  expect(files.some((file) => file.endsWith('-wal'))).toBe(true);
  for (const word of ['Zebulonia', 'Quintessa', '18273645']) {
    for (const file of files.filter((path) => existsSync(path)))
      expect([word, file, readFileSync(file).includes(word)]).toEqual([word, file, false]);
  }
});

test('an id means the same in either case of its letters', async () => {
  edge = await openTestEdge();
  const orderId = randomUUID();
  const { lineIds } = await edge.commit('placeOrder', { orderId: orderId.toUpperCase(), lines: [lager] });
  expect(edge.reads.order(orderId)?.id).toBe(orderId);
  expect(await edge.send('placeOrder', { orderId, lines: [lager] })).toMatchObject({ error: { code: 'order_exists' } });
  const lineId = lineIds[0]?.toUpperCase();
  const added = await edge.send('addLines', { orderId, lines: [{ ...lager, lineId }] });
  expect(added).toMatchObject({ error: { code: 'line_exists' } });
});

test('the currency stays that of the active menu, so no price is ever read in another one', async () => {
  edge = await openTestEdge();
  const location = { ...TEST_LOCATION, currency: 'KWD' };
  const head = edge.journal.head();
  expect(await edge.send('configureLocation', { location })).toMatchObject({ error: { code: 'currency_mismatch' } });
  const euros = { ...exampleMenu, currency: 'EUR' };
  expect(await edge.send('activateMenu', { document: euros })).toMatchObject({ error: { code: 'currency_mismatch' } });
  expect(edge.journal.head()).toEqual(head);
});

test('a language that no screen could format is refused', async () => {
  edge = await openTestEdge();
  for (const locale of ['xx_!!', 'english language', 'e']) {
    const outcome = await edge.send('configureLocation', { location: { ...TEST_LOCATION, locale } });
    expect(outcome).toMatchObject({ error: { code: 'validation_failed' } });
  }
  for (const locale of ['ar-EG', 'de', 'zh-Hant-TW'])
    await edge.commit('configureLocation', { location: { ...TEST_LOCATION, locale } });
});

test('two devices never share a token', async () => {
  edge = await openTestEdge();
  await edge.commit('addDevice', { name: 'One', role: 'pos', tokenHash: '1'.repeat(64) });
  const second = await edge.send('addDevice', { name: 'Two', role: 'kds', tokenHash: '1'.repeat(64) });
  expect(second).toMatchObject({ status: 'refused', error: { code: 'device_exists' } });
});

test('sessions that ended long ago do not stay for ever', async () => {
  edge = await openTestEdge();
  const { staffId } = await edge.commit('addStaff', { name: 'Ana', role: 'server', pin: '1234' });
  for (let day = 0; day < 5; day += 1) {
    await edge.commit('signIn', { staffId, pin: '1234' });
    edge.clock.advance(24 * 3_600_000);
  }
  expect(edge.journal.read((tx) => tx.rows('sessions', {})).length).toBeLessThanOrEqual(3);
});

test('a cart that costs nothing is placed by paying nothing, once', async () => {
  edge = await openTestEdge({ location: { openChecks: false } });
  const { orderId } = await edge.commit('openOrder', { lines: [{ itemId: 'catch', quantity: 1, unitPriceMinor: 0 }] });
  expect(await edge.send('payCash', { orderId, amountMinor: 1, tenderedMinor: 1 })).toMatchObject({
    error: { code: 'amount_exceeds_due' },
  });
  expect(await edge.commit('payCash', { orderId, tenderedMinor: 0 })).toMatchObject({
    amountMinor: 0,
    changeMinor: 0,
    status: 'placed',
    number: 1,
  });
  expect(await edge.send('payCash', { orderId, tenderedMinor: 0 })).toMatchObject({ error: { code: 'check_paid' } });
  const { orderId: dear } = await edge.commit('openOrder', { lines: [lager] });
  expect(await edge.send('payCash', { orderId: dear, tenderedMinor: 0 })).toMatchObject({
    error: { code: 'tendered_too_little' },
  });
});

test('a station that leaves the menu still finishes what it was sent', async () => {
  edge = await openTestEdge();
  const { orderId } = await edge.commit('placeOrder', { lines: [lager] });
  edge.clock.advance(1_000);
  const { orderId: cart } = await edge.commit('openOrder', { lines: [lager] });
  const dry: MenuDocument = {
    ...exampleMenu,
    stations: exampleMenu.stations.filter((station) => station.id !== 'bar'),
    items: exampleMenu.items.filter((item) => item.stationId !== 'bar'),
  };
  await edge.commit('activateMenu', { document: dry });
  await edge.commit('payCash', { orderId: cart, tenderedMinor: 1_000 });
  const tickets = edge.reads.stationTickets('bar');
  expect(tickets.map((ticket) => ticket.orderId)).toEqual([orderId, cart]);
  for (const ticket of tickets) await edge.commit('bumpTicket', { ticketId: ticket.id });
  expect(edge.reads.order(orderId)?.status).toBe('ready');
});

test('text of any script and sign comes back as it was written; what breaks a line or a file does not', async () => {
  edge = await openTestEdge();
  const texts = ['👩‍👩‍👧‍👦🌶️', 'شهرزاد', 'e\u0301\u0302\u0303', 'two\nlines', '‏מנה‏ 1', '𠮷野家', 'a'.repeat(80)];
  for (const text of texts) {
    const { orderId } = await edge.commit('placeOrder', {
      guestName: text,
      note: text,
      lines: [{ ...lager, note: text }],
    });
    expect(edge.reads.order(orderId)).toMatchObject({ guestName: text, note: text, lines: [{ note: text }] });
    expect(edge.reads.orderTickets(orderId)[0]).toMatchObject({ guestName: text, note: text });
  }
  for (const text of ['', '   ', 'a\u0000b', 'a\u001b[2J', '\ud800', 'a'.repeat(81), '\u0085'])
    expect(await edge.send('placeOrder', { guestName: text, lines: [lager] })).toMatchObject({
      error: { code: 'validation_failed' },
    });
});
