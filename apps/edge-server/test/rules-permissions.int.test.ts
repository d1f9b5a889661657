import { randomUUID } from 'node:crypto';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import { DEVICE_ROLES, type DeviceRole, STAFF_ROLES, type StaffRole } from '@passbell/core/staff/permissions';
import { COMMANDS, type CommandName } from '@passbell/core/wire/command-registry';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuthenticatedDevice } from '../src/dispatch/dispatch-port.ts';
import { createSessionTokens } from '../src/modules/staff/session-tokens.ts';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

const ORDERING: readonly CommandName[] = ['placeOrder', 'openOrder', 'addLines'];
const SERVICE: readonly CommandName[] = [...ORDERING, 'handOverOrder'];
const KITCHEN: readonly CommandName[] = [
  'startTicket',
  'bumpTicket',
  'recallTicket',
  'startTicketLine',
  'bumpTicketLine',
  'recallTicketLine',
  'acknowledgeTickets',
];
const SALE: readonly CommandName[] = ['eightySix', 'restoreSale'];
const ALL = Object.keys(COMMANDS) as CommandName[]; // The registry's own keys.

/** What a device may with nobody signed in. Written down again on purpose: this list and the rules must agree. */
const ALONE: Readonly<Record<DeviceRole, readonly CommandName[]>> = {
  pos: ['signIn', 'signOut'],
  kds: KITCHEN,
  kiosk: ORDERING,
  integration: [...SERVICE, 'cancelOrder'],
  server: ALL,
};

/** What a till may beyond that, by who is signed in. */
const AT_THE_TILL: Readonly<Record<StaffRole, readonly CommandName[]>> = {
  manager: [...SERVICE, 'cancelOrder', 'payCash', ...SALE, 'receiveStock', 'countStock'],
  server: [...SERVICE, 'cancelOrder', 'payCash', ...SALE],
  bartender: [...SERVICE, 'cancelOrder', 'payCash', ...SALE],
  cashier: [...SERVICE, 'cancelOrder', 'payCash'],
  host: SERVICE,
  cook: SALE,
};

const SOMEBODY_COULD = new Set(Object.values(AT_THE_TILL).flat());

/** The session a request names: none, somebody's on this very device, or one that is no longer or never was good. */
type Session = 'none' | StaffRole | 'ended' | 'expired' | 'of another device' | 'forged';
const SESSIONS: readonly Session[] = ['none', ...STAFF_ROLES, 'ended', 'expired', 'of another device', 'forged'];

type Answer = 'admitted' | 'session_required' | 'session_expired' | 'permission_denied';

function expected(role: DeviceRole, session: Session, name: CommandName): Answer {
  const isPerson = (STAFF_ROLES as readonly string[]).includes(session);
  if (session !== 'none' && !isPerson) return 'session_expired';
  if (ALONE[role].includes(name)) return 'admitted';
  if (role !== 'pos' || !SOMEBODY_COULD.has(name)) return 'permission_denied';
  if (session === 'none') return 'session_required';
  return AT_THE_TILL[session as StaffRole].includes(name) ? 'admitted' : 'permission_denied'; // Checked just above.
}

const DEVICES = new Map<DeviceRole, AuthenticatedDevice>(
  DEVICE_ROLES.map((role) => [role, { id: `device-${role}`, name: role, role, stationId: null }]),
);
const OTHER_TILL: AuthenticatedDevice = { id: 'other-till', name: 'Other till', role: 'pos', stationId: null };

let edge: TestEdge;
const sessionIds = new Map<Session, string>();
/** Signs as the fixture does, so that a good session can be put on a device nobody can sign in on. */
const tokens = createSessionTokens(new Uint8Array(32).fill(3));

async function signIn(role: StaffRole): Promise<string> {
  const { staffId } = await edge.commit('addStaff', { name: `A ${role}`, role, pin: '1234' });
  const outcome = await edge.dispatch({
    name: 'signIn',
    key: randomUUID(),
    device: OTHER_TILL,
    sessionToken: null,
    args: { staffId, pin: '1234' },
  });
  if (outcome.status === 'refused') throw new Error(`signing in was refused: ${outcome.error.code}`);
  return (outcome.answer as { sessionId: string }).sessionId; // The sign-in's own answer.
}

beforeAll(async () => {
  edge = await openTestEdge();
  sessionIds.set('expired', await signIn('manager'));
  edge.clock.advance(16 * 3_600_000);
  for (const role of STAFF_ROLES) sessionIds.set(role, await signIn(role));
  const ended = await signIn('manager');
  const sessionToken = tokens.tokenFor(ended, OTHER_TILL.id);
  await edge.dispatch({ name: 'signOut', key: randomUUID(), device: OTHER_TILL, sessionToken, args: {} });
  sessionIds.set('ended', ended);
});
afterAll(() => edge.dispose());

async function tokenOf(session: Session, deviceId: string, name: CommandName): Promise<string | null> {
  const manager = sessionIds.get('manager') ?? '';
  if (session === 'none') return null;
  if (session === 'of another device') return tokens.tokenFor(manager, 'somewhere-else');
  if (session === 'forged') return `${manager}.${'A'.repeat(43)}`;
  // Signing out ends a session, so that takes one of its own.
  const own = name === 'signOut' && sessionIds.has(session) && session !== 'ended' && session !== 'expired';
  const sessionId = own ? await signIn(session as StaffRole) : sessionIds.get(session); // What is left are roles.
  return tokens.tokenFor(sessionId ?? '', deviceId);
}

const cells = DEVICE_ROLES.flatMap((role) => SESSIONS.map((session) => [role, session] as const));

test.each(cells)('a %s with session "%s" may do what is granted by name and nothing else', async (role, session) => {
  const device = DEVICES.get(role);
  if (!device) throw new Error('every role has a device');
  for (const name of ALL) {
    const key = randomUUID();
    const sessionToken = await tokenOf(session, device.id, name);
    const before = edge.journal.head();
    const outcome = await edge.dispatch({ name, key, device, sessionToken, args: COMMANDS[name].example.args });
    const denied = ['session_required', 'session_expired', 'permission_denied'];
    const code = outcome.status === 'refused' && denied.includes(outcome.error.code) ? outcome.error.code : 'admitted';
    expect([name, code]).toEqual([name, expected(role, session, name)]);
    if (code === 'admitted') continue;
    expect(edge.journal.head()).toEqual(before);
    expect(edge.journal.read((tx) => tx.row('commands', [key]))).toBeUndefined();
  }
});

test('arguments that do not fit are refused after the permission, so a stranger learns nothing of the schema', async () => {
  const device = DEVICES.get('kds');
  if (!device) throw new Error('every role has a device');
  for (const name of ALL) {
    const code = ALONE.kds.includes(name) ? 'validation_failed' : 'permission_denied';
    const request = { name, key: randomUUID(), device, sessionToken: null, args: { surprise: true } };
    expect([name, await edge.dispatch(request)]).toMatchObject([name, { status: 'refused', error: { code } }]);
  }
});

test('a device that is revoked, or whose token ends, does nothing more, though its connection is still open', async () => {
  const add = async (name: string, expiresMs?: number) => {
    const tokenHash = randomUUID().replaceAll('-', '').repeat(2);
    const { deviceId } = await edge.commit('addDevice', { name, role: 'integration', tokenHash, expiresMs });
    return { id: deviceId, name, role: 'integration' as const, stationId: null };
  };
  const place = (device: AuthenticatedDevice) => {
    const args = { lines: [{ itemId: 'lager', quantity: 1 }] };
    return edge.dispatch({ name: 'placeOrder', key: randomUUID(), device, sessionToken: null, args });
  };
  await edge.commit('activateMenu', { document: exampleMenu });
  const revoked = await add('Revoked');
  const ending = await add('Ending', edge.clock.nowMs() + 1_000);
  for (const device of [revoked, ending]) expect((await place(device)).status).toBe('committed');
  await edge.commit('revokeDevice', { deviceId: revoked.id });
  edge.clock.advance(1_000);
  const before = edge.journal.head();
  for (const device of [revoked, ending])
    expect(await place(device)).toMatchObject({ status: 'refused', error: { code: 'token_expired' } });
  expect(edge.journal.head()).toEqual(before);
});

test('what is no command is refused, whatever it is called', async () => {
  for (const name of ['', 'toString', '__proto__', 'constructor', 'placeorder', 'placeOrder ', 'x'.repeat(10_000)]) {
    const request = { name, key: randomUUID(), device: OTHER_TILL, sessionToken: null, args: {} };
    expect(await edge.dispatch(request)).toMatchObject({ status: 'refused', error: { code: 'route_not_found' } });
  }
});
