import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuthenticatedDevice } from '../src/dispatch/dispatch-port.ts';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

const HOUR_MS = 3_600_000;

const TILL: AuthenticatedDevice = { id: 'till-1', name: 'Till 1', role: 'pos', stationId: null };
const OTHER_TILL: AuthenticatedDevice = { ...TILL, id: 'till-2', name: 'Till 2' };

let edge: TestEdge;
let ana: string;
let ben: string;
beforeEach(async () => {
  edge = await openTestEdge();
  ana = (await edge.commit('addStaff', { name: 'Ana', role: 'server', pin: '1234' })).staffId;
  ben = (await edge.commit('addStaff', { name: 'Ben', role: 'host', pin: '5678' })).staffId;
});
afterEach(() => edge.dispose());

function send(name: string, args: object, sessionToken: string | null, device = TILL) {
  return edge.dispatch({ name, key: randomUUID(), device, sessionToken, args });
}

async function signIn(staffId: string, pin: string, device = TILL): Promise<string> {
  const outcome = await send('signIn', { staffId, pin }, null, device);
  if (outcome.status === 'refused') throw new Error(outcome.error.code);
  return (outcome.answer as { session: string }).session; // The sign-in's own answer.
}

const refused = (code: string) => ({ status: 'refused', error: { code } });

test('a PIN is four to eight plain digits, and nothing that only looks like them', async () => {
  const head = edge.journal.head();
  for (const pin of ['', '123', '123456789', '１２３４', '١٢٣٤', '1234\n', ' 1234', '12e4', 1234])
    expect(await send('signIn', { staffId: ana, pin }, null)).toMatchObject(refused('validation_failed'));
  expect(edge.journal.head()).toEqual(head);
});

test("a PIN opens its own name only, and another's tries do not lock it", async () => {
  for (let at = 0; at < 4; at += 1)
    expect(await send('signIn', { staffId: ana, pin: '5678' }, null)).toMatchObject(refused('pin_wrong'));
  expect(await send('signIn', { staffId: ana, pin: '5678' }, null, OTHER_TILL)).toMatchObject(refused('locked_out'));
  expect(await send('signIn', { staffId: ana, pin: '1234' }, null)).toMatchObject(refused('locked_out'));
  await signIn(ben, '5678');
  // Set back by years, the clock must not keep a name locked for years.
  edge.clock.jumpWall(-50 * 365 * 24 * HOUR_MS);
  await signIn(ana, '1234');
});

test('guesses sent all at once are no more than guesses sent one by one', async () => {
  const guesses = Array.from({ length: 40 }, (_, at) =>
    send('signIn', { staffId: ana, pin: String(9_000 + at) }, null),
  );
  const codes = (await Promise.all(guesses)).map((outcome) => outcome.status === 'refused' && outcome.error.code);
  expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(4);
  expect(codes.filter((code) => code === 'locked_out')).toHaveLength(36);
});

test('a session is of one person on one device, until its end', async () => {
  const session = await signIn(ana, '1234');
  const cancel = (token: string, device = TILL) => send('cancelOrder', { orderId: randomUUID() }, token, device);
  expect(await cancel(session)).toMatchObject(refused('order_not_found'));
  expect(await cancel(session, OTHER_TILL)).toMatchObject(refused('session_expired'));
  for (const token of ['', '.', session.split('.')[0] ?? '', `${session}A`, session.toUpperCase(), 'x'.repeat(5_000)])
    expect(await cancel(token)).toMatchObject(refused('session_expired'));
  expect(await cancel(await signIn(ben, '5678'))).toMatchObject(refused('permission_denied'));
  edge.clock.advance(16 * HOUR_MS);
  expect(await cancel(session)).toMatchObject(refused('session_expired'));
});

test('signing out ends this session and no other; a second sign-out is told so', async () => {
  const [first, second] = [await signIn(ana, '1234'), await signIn(ana, '1234', OTHER_TILL)];
  expect(await send('signOut', {}, first)).toMatchObject({ answer: { signedOut: true } });
  expect(await send('signOut', {}, first)).toMatchObject(refused('session_expired'));
  expect(await send('signOut', {}, null)).toMatchObject({ answer: { signedOut: false } });
  expect(await send('signOut', {}, second, OTHER_TILL)).toMatchObject({ answer: { signedOut: true } });
});
