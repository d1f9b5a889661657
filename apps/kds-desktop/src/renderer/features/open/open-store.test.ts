import { err, ok } from '@passbell/core/kernel/result';
import type { EdgeError } from '@passbell/edge-client/edge-error';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { expect, test } from 'vitest';
import { createBrowserVault, createShellVault, type KnownDevice } from './device-vault.ts';
import { createOpening, type EdgePlace, type Me, type OpenReads } from './open-store.ts';
import { stationInAddress, withStation } from './station-address.ts';

const STATIONS = [
  { id: 'grill', name: 'Grill', targetSeconds: 600 },
  { id: 'bar', name: 'Bar', targetSeconds: 240 },
];
const refusal = (code: EdgeError['code']): EdgeError => ({ code, params: {}, status: 401, correlationId: null });
const away = refusal('edge_unreachable');

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  };
}

interface House {
  readonly demo?: boolean;
  readonly isAway?: boolean;
  readonly place?: EdgePlace;
  /** Devices by token; `null` is the cookie. */
  readonly devices?: ReadonlyMap<string | null, Me>;
}

function bench(house: House, address: string | null = null, kept: KnownDevice | null = null) {
  const clock = createFakeClock();
  const state = { ...house, address, asked: [] as string[] };
  const vault = createBrowserVault(storage(), storage());
  if (kept !== null) vault.keep(kept, true);
  const reads: OpenReads = {
    me: async (token) => {
      if (state.isAway) return err(away);
      const me = state.devices?.get(token);
      return me === undefined ? err(refusal('unauthenticated')) : ok(me);
    },
    isDemo: async () => (state.isAway ? err(away) : ok(state.demo === true)),
    openDemo: async (stationId) => {
      state.asked.push(`demo:${stationId}`);
      if (stationId !== null && !STATIONS.some((each) => each.id === stationId)) return err(refusal('station_unknown'));
      return ok({ token: `t-${stationId}`, deviceId: `d-${stationId}` });
    },
    stations: async () => ok(STATIONS),
  };
  const opening = createOpening({
    reads,
    vault,
    timers: createFakeTimers(clock),
    addressed: () => state.address,
    place: house.place ?? null,
    remember: (stationId) => {
      state.address = stationId;
    },
  });
  const settle = () => clock.advanceAsync(0);
  return { clock, state, vault, opening, settle, now: () => opening.store.getState() };
}

const kds = (stationId: string | null): Me => ({ deviceId: 'd1', role: 'kds', stationId });

test('in the demo one tap on a station opens it, and the address remembers it', async () => {
  const on = bench({ demo: true });
  on.opening.begin();
  await on.settle();
  expect(on.now()).toMatchObject({ kind: 'choose', stations: STATIONS });
  on.opening.choose('bar');
  await on.settle();
  expect(on.now()).toMatchObject({ kind: 'open', stationId: 'bar', device: { token: 't-bar', deviceId: 'd-bar' } });
  expect(on.state.address).toBe('bar');
});

test('in the demo an address that names a station opens it without a tap; one that is unknown asks', async () => {
  const known = bench({ demo: true }, 'grill');
  known.opening.begin();
  await known.settle();
  expect(known.now()).toMatchObject({ kind: 'open', stationId: 'grill' });
  const unknown = bench({ demo: true }, 'sushi');
  unknown.opening.begin();
  await unknown.settle();
  expect(unknown.now().kind).toBe('choose');
});

test('the cookie of a till in the same browser does not make this screen a till', async () => {
  const till = new Map([[null, { deviceId: 'pos1', role: 'pos', stationId: null }]]);
  const on = bench({ demo: true, devices: till }, 'grill');
  on.opening.begin();
  await on.settle();
  expect(on.now()).toMatchObject({ kind: 'open', device: { deviceId: 'd-grill' } });
  const house = bench({ devices: till }, 'grill');
  house.opening.begin();
  await house.settle();
  expect(house.now().kind).toBe('token');
});

test('a paired screen opens on its own station, on the one of the address first', async () => {
  const devices = new Map([['t1', kds('grill')]]);
  const device = { deviceId: 'd1', token: 't1', stationId: null };
  const own = bench({ devices }, null, device);
  own.opening.begin();
  await own.settle();
  expect(own.now()).toMatchObject({ kind: 'open', stationId: 'grill' });
  const other = bench({ devices }, 'bar', device);
  other.opening.begin();
  await other.settle();
  expect(other.now()).toMatchObject({ kind: 'open', stationId: 'bar', device: { token: 't1' } });
});

test('outside the demo a token pairs the screen; a wrong one says why', async () => {
  const devices = new Map([
    ['kds-token', kds(null)],
    ['pos-token', { deviceId: 'p', role: 'pos', stationId: null }],
  ]);
  const on = bench({ devices });
  on.opening.begin();
  await on.settle();
  expect(on.now()).toEqual({ kind: 'token', problem: null, pending: false });
  for (const [token, problem] of [
    ['  ', 'empty'],
    ['nonsense', 'unknown'],
    ['pos-token', 'role'],
  ] as const) {
    on.opening.enterToken(token, '');
    await on.settle();
    expect(on.now()).toEqual({ kind: 'token', problem, pending: false });
  }
  on.opening.enterToken(' kds-token ', '');
  await on.settle();
  expect(on.now().kind).toBe('choose');
  on.opening.choose('grill');
  expect(on.now()).toMatchObject({ kind: 'open', stationId: 'grill', device: { token: 'kds-token' } });
  expect(on.vault.read()).toEqual({ deviceId: 'd1', token: 'kds-token', stationId: 'grill' });
});

test('without the server a known screen opens on its station, an unknown one keeps looking', async () => {
  const known = bench({ isAway: true }, null, { deviceId: 'd1', token: 't1', stationId: 'grill' });
  known.opening.begin();
  await known.settle();
  expect(known.now()).toMatchObject({ kind: 'open', stationId: 'grill' });
  const unknown = bench({ isAway: true, demo: true });
  unknown.opening.begin();
  await unknown.settle();
  expect(unknown.now().kind).toBe('unreachable');
  unknown.state.isAway = false;
  await unknown.clock.advanceAsync(3_000);
  expect(unknown.now().kind).toBe('choose');
});

test('changing the station offers all of them again', async () => {
  const on = bench({ demo: true, devices: new Map([['t-grill', kds('grill')]]) }, 'grill');
  on.opening.begin();
  await on.settle();
  on.opening.changeStation();
  await on.settle();
  expect(on.now().kind).toBe('choose');
  on.opening.choose('bar');
  await on.settle();
  expect(on.now()).toMatchObject({ kind: 'open', stationId: 'bar' });
});

test('a shell asks where the on-site server is, and moves there', async () => {
  const moves: string[] = [];
  const place: EdgePlace = {
    address: 'http://127.0.0.1:8420',
    async move(address, token) {
      moves.push(`${address} ${token}`);
    },
  };
  const on = bench({ isAway: true, place });
  on.opening.begin();
  await on.settle();
  expect(on.now()).toEqual({ kind: 'token', problem: 'away', pending: false });
  on.opening.enterToken('t1', 'not an address at all');
  expect(on.now()).toMatchObject({ problem: 'address' });
  on.opening.enterToken('t1', '127.0.0.1:8420');
  await on.settle();
  expect(on.now()).toMatchObject({ problem: 'away' });
  on.opening.enterToken('t1', 'box.local:8420');
  await on.settle();
  expect(moves).toEqual(['http://box.local:8420 t1']);
});

test('a shell keeps the token apart from what the page knows', () => {
  const page = storage();
  const kept: (string | null)[] = [];
  const vault = createShellVault(page, null, (token) => kept.push(token));
  expect(vault.read()).toBeNull();
  const device = { deviceId: 'd1', token: 't1', stationId: 'grill' };
  vault.keep(device, true);
  vault.keep(device, true);
  expect(vault.read()).toEqual(device);
  expect(kept).toEqual(['t1']);
  expect(JSON.stringify(page.getItem('passbell.kds.device'))).not.toContain('t1');
  expect(createShellVault(page, 't1', () => undefined).read()).toEqual(device);
  const justPaired = createShellVault(storage(), 't2', () => undefined);
  expect(justPaired.read()).toEqual({ deviceId: '', token: 't2', stationId: null });
  vault.forget();
  expect(vault.read()).toBeNull();
  expect(kept).toEqual(['t1', null]);
});

test('the station stands in the address and nowhere else', () => {
  expect(stationInAddress('?station=grill&x=1')).toBe('grill');
  expect(stationInAddress('?station=')).toBeNull();
  expect(withStation('http://box.test/kds/?x=1', 'bar')).toBe('http://box.test/kds/?x=1&station=bar');
});
