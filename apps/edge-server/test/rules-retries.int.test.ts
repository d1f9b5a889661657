import { randomUUID } from 'node:crypto';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuthenticatedDevice } from '../src/dispatch/dispatch-port.ts';
import { openEdgeServices } from '../src/edge-services.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { openTestEdge, plainPins, TEST_LOCATION, type TestEdge } from './edge-fixture.ts';
import { makeTempDir } from './journal-fixture.ts';

const TILL: AuthenticatedDevice = { id: randomUUID(), name: 'Till', role: 'pos', stationId: null };
const lager = { itemId: 'lager', quantity: 1 };
const burger = { itemId: 'burger', quantity: 1 };

let edge: TestEdge;
beforeEach(async () => {
  edge = await openTestEdge();
});
afterEach(() => edge.dispose());

async function signedIn(): Promise<string> {
  const { staffId } = await edge.commit('addStaff', { name: 'Ana', role: 'server', pin: '1234' });
  const args = { staffId, pin: '1234' };
  const outcome = await edge.dispatch({ name: 'signIn', key: randomUUID(), device: TILL, sessionToken: null, args });
  if (outcome.status === 'refused') throw new Error(outcome.error.code);
  return (outcome.answer as { session: string }).session; // The sign-in's own answer.
}

test('a sign-out that is sent again after it happened is answered as the first time', async () => {
  const sessionToken = await signedIn();
  const request = { name: 'signOut', key: randomUUID(), device: TILL, sessionToken, args: {} };
  expect(await edge.dispatch(request)).toMatchObject({ status: 'committed', answer: { signedOut: true } });
  expect(await edge.dispatch(request)).toMatchObject({
    status: 'committed',
    answer: { signedOut: true },
    duplicate: true,
  });
});

test('a payment whose answer got lost is found again by its key, though its person has signed out since', async () => {
  const sessionToken = await signedIn();
  const { orderId } = await edge.commit('placeOrder', { lines: [lager] });
  const pay = {
    name: 'payCash',
    key: randomUUID(),
    device: TILL,
    sessionToken,
    args: { orderId, tenderedMinor: 1_000 },
  };
  const first = await edge.dispatch(pay);
  expect(first.status).toBe('committed');
  await edge.dispatch({ name: 'signOut', key: randomUUID(), device: TILL, sessionToken, args: {} });
  const head = edge.journal.head();
  expect(await edge.dispatch(pay)).toEqual({ ...first, duplicate: true });
  expect(await edge.dispatch({ ...pay, sessionToken: null })).toEqual({ ...first, duplicate: true });
  expect(edge.journal.head()).toEqual(head);
  // A new intent still needs its person, and the old key is of no use to another device or for another body.
  expect(await edge.dispatch({ ...pay, key: randomUUID() })).toMatchObject({ error: { code: 'session_expired' } });
  const reused = { status: 'refused', error: { code: 'idempotency_key_reused' } };
  expect(await edge.dispatch({ ...pay, device: { ...TILL, id: 'other' } })).toMatchObject(reused);
  expect(await edge.dispatch({ ...pay, args: { orderId, tenderedMinor: 2_000 } })).toMatchObject(reused);
  expect(await edge.dispatch({ ...pay, name: 'cancelOrder', args: { orderId } })).toMatchObject(reused);
});

test('a body says the same however it is written: order of fields, defaults, spaces around text, case of ids', async () => {
  const key = randomUUID();
  const orderId = randomUUID();
  const first = await edge.send('placeOrder', { orderId, guestName: 'Ana', lines: [lager] }, key);
  const same = {
    lines: [{ allergies: [], course: 1, quantity: 1, itemId: 'lager' }],
    diningOption: 'dine_in',
    guestName: '  Ana ',
    orderId: orderId.toUpperCase(),
  };
  expect(await edge.send('placeOrder', same, key)).toEqual({ ...first, duplicate: true });
  expect(await edge.send('placeOrder', { ...same, diningOption: 'take_away' }, key)).toMatchObject({
    error: { code: 'idempotency_key_reused' },
  });
});

test('a refusal is kept: the same key is refused the same way after its cause is gone', async () => {
  const key = 'k'.repeat(200);
  const refused = await edge.send('placeOrder', { lines: [burger] }, key);
  expect(refused).toMatchObject({ status: 'refused', error: { code: 'sold_out' } });
  await edge.commit('receiveStock', {
    lines: [
      { ingredientId: 'beef', quantity: 1_000 },
      { ingredientId: 'bun', quantity: 10 },
    ],
  });
  expect(await edge.send('placeOrder', { lines: [burger] }, key)).toEqual({ ...refused, duplicate: true });
  expect((await edge.send('placeOrder', { lines: [burger] })).status).toBe('committed');
});

test('a key is remembered over a restart of the box', async () => {
  const { dir, remove } = makeTempDir();
  const open = () =>
    openEdgeServices({
      config: { dataDir: dir, orgId: null, locationId: null },
      ports: createSystemPorts(),
      pins: plainPins,
      onFatal: (error) => expect.fail(String(error)),
    });
  let box = open();
  try {
    const send = (name: string, key: string, args: object) =>
      box.dispatch({ name, key, device: box.ownDevice, sessionToken: null, args });
    await send('configureLocation', '1', { location: TEST_LOCATION });
    await send('activateMenu', '2', { document: exampleMenu });
    const placed = await send('placeOrder', '3', { lines: [lager] });
    const refused = await send('placeOrder', '4', { lines: [burger] });
    const head = box.journal.head();
    await box.journal.close();
    box = open();
    expect(await send('placeOrder', '3', { lines: [lager] })).toEqual({ ...placed, duplicate: true });
    expect(await send('placeOrder', '4', { lines: [burger] })).toEqual({ ...refused, duplicate: true });
    expect(await send('placeOrder', '4', { lines: [lager] })).toMatchObject({
      error: { code: 'idempotency_key_reused' },
    });
    expect(box.journal.head()).toEqual(head);
  } finally {
    await box.journal.close();
    remove();
  }
});

test('of many orders with one id, and many lines with one id, sent at once under different keys, one is taken', async () => {
  const orderId = randomUUID();
  const orders = await Promise.all(
    Array.from({ length: 8 }, () => edge.send('placeOrder', { orderId, lines: [lager] })),
  );
  expect(orders.filter((outcome) => outcome.status === 'committed')).toHaveLength(1);
  expect(orders).toContainEqual(expect.objectContaining({ error: { code: 'order_exists', params: { orderId } } }));
  const lineId = randomUUID();
  const add = () => edge.send('addLines', { orderId, lines: [{ ...lager, lineId }] });
  const open = () => edge.send('openOrder', { lines: [{ ...lager, lineId }] });
  const lines = await Promise.all([add(), open(), add(), open()]);
  expect(lines.map((outcome) => outcome.status).sort()).toEqual(['committed', 'refused', 'refused', 'refused']);
  const twice = [lager, lager]
    .map((line) => ({ ...line, lineId: randomUUID() }))
    .map((line, _, [one]) => ({ ...line, lineId: one?.lineId }));
  expect(await edge.send('placeOrder', { lines: twice })).toMatchObject({ error: { code: 'line_exists' } });
  expect(edge.reads.order(orderId)?.lines).toHaveLength(2);
});

test('two tills that pay one check at once take its money once', async () => {
  const { orderId, totalMinor } = await edge.commit('placeOrder', { lines: [lager] });
  const pay = (paymentId?: string) =>
    edge.send('payCash', { orderId, tenderedMinor: 5_000, ...(paymentId && { paymentId }) });
  const paymentId = randomUUID();
  const outcomes = await Promise.all([pay(paymentId), pay(paymentId), pay(), pay()]);
  expect(outcomes.filter((outcome) => outcome.status === 'committed')).toHaveLength(1);
  const codes = outcomes.flatMap((outcome) => (outcome.status === 'refused' ? [outcome.error.code] : []));
  expect(codes).toEqual(['payment_exists', 'check_paid', 'check_paid']);
  expect(edge.reads.order(orderId)).toMatchObject({ paidMinor: totalMinor, dueMinor: 0 });
});
