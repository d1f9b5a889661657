import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { Request } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLocalCaller, isLoopbackAddress } from '../src/http/request-origin.ts';
import { type HttpEdge, openHttpEdge } from './http-fixture.ts';

let http: HttpEdge;
beforeAll(async () => {
  http = await openHttpEdge({ demo: true });
});
afterAll(() => http.dispose());

const own = (name = 'localhost') => ({ host: `${name}:${http.port}`, origin: `http://${name}:${http.port}` });
const open = (headers: Record<string, string>, body: unknown = { role: 'pos' }) =>
  http.call('POST', '/v1/demo/open', { body, headers });
const deviceCount = () => http.edge.services.reads.devices().length;

test.each(['localhost', '127.0.0.1', '[::1]'])(
  'a page at %s on the machine itself opens a till with one tap',
  async (name) => {
    const answer = await open({ ...own(name), 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^passbell_device=pbd_[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/u),
    ]);
    const { token } = answer.json as { token: string };
    const me = await http.call('GET', '/v1/me', { token });
    expect(me.json).toMatchObject({ device: { role: 'pos', name: 'Demo POS' } });
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await http.call('GET', '/v1/me', { headers: { cookie } })).json).toEqual(me.json);
  },
);

test('the same screen is the same device again, each station has its own', async () => {
  const [till, again] = [await open(own()), await open(own())];
  expect(again.json).toEqual(till.json);
  const before = deviceCount();
  const grill = await open(own(), { role: 'kds', stationId: 'grill' });
  const bar = await open(own(), { role: 'kds', stationId: 'bar' });
  expect(deviceCount()).toBe(before + 2);
  expect((await open(own(), { role: 'kds', stationId: 'grill' })).json).toEqual(grill.json);
  const { token } = bar.json as { token: string };
  expect((await http.call('GET', '/v1/me', { token })).json).toMatchObject({
    device: { role: 'kds', stationId: 'bar' },
  });
  expect((await open(own(), { role: 'kds', stationId: 'sauna' })).json).toMatchObject({ code: 'station_unknown' });
  expect((await open(own(), { role: 'manager' })).json).toMatchObject({ code: 'validation_failed' });
});

test('a demo device that somebody revoked stays revoked', async () => {
  const opened = await open(own(), { role: 'kds' });
  await http.commit('revokeDevice', { deviceId: (opened.json as { deviceId: string }).deviceId });
  expect((await open(own(), { role: 'kds' })).json).toMatchObject({ code: 'token_expired' });
});

/** What a request looks like that must not pass. Each is the good one with a single thing changed. */
const strangers: [string, (port: number) => Record<string, string>][] = [
  [
    "a stranger's name that points here (DNS rebinding)",
    (port) => ({ host: `evil.test:${port}`, origin: `http://evil.test:${port}` }),
  ],
  [
    'a name that only begins like ours',
    (port) => ({ host: `localhost.evil.test:${port}`, origin: `http://localhost.evil.test:${port}` }),
  ],
  ['another port in Host', () => ({ host: 'localhost:1', origin: 'http://localhost:1' })],
  ['no port in Host', () => ({ host: 'localhost', origin: 'http://localhost' })],
  ['a page on another port', (port) => ({ host: `localhost:${port}`, origin: 'http://localhost:3000' })],
  ['a page of another site', (port) => ({ host: `localhost:${port}`, origin: 'https://evil.test' })],
  ['a page with no origin to name', (port) => ({ host: `localhost:${port}`, origin: 'null' })],
  ['a sender that names no origin', (port) => ({ host: `localhost:${port}` })],
  ['another of our own names', (port) => ({ host: `localhost:${port}`, origin: `http://127.0.0.1:${port}` })],
  [
    'a cross-site fetch',
    (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}`, 'sec-fetch-site': 'cross-site' }),
  ],
  [
    'a same-site fetch',
    (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-site' }),
  ],
  ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-anything', 'x-real-ip'].map(
    (name): [string, (port: number) => Record<string, string>] => [
      `a proxy (${name})`,
      (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}`, [name]: '127.0.0.1' }),
    ],
  ),
];

test.each(strangers)('the door stays shut for %s', async (_who, headersFor) => {
  const before = deviceCount();
  const answer = await open(headersFor(http.port));
  expect(answer.json).toMatchObject({ code: 'origin_refused', status: 403 });
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(deviceCount()).toBe(before);
  if ('origin' in headersFor(http.port)) {
    expect((await http.call('GET', '/v1/demo', { headers: headersFor(http.port) })).json).toMatchObject({
      code: 'origin_refused',
    });
  }
});

test('an address that is not loopback is not local, whatever it calls itself', () => {
  for (const local of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    expect(isLoopbackAddress(local), local).toBe(true);
  const others = [
    '10.0.0.1',
    '192.168.1.127',
    '::ffff:10.0.0.1',
    'fe80::1',
    '128.0.0.1',
    '127.0.0.1.evil',
    '0.0.0.0',
    '',
    undefined,
  ];
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal);
  for (const other of [...others, ...addresses.map((entry) => entry.address)])
    expect(isLoopbackAddress(other), other).toBe(false);
  const fromLan = { socket: { remoteAddress: '10.0.0.7', localPort: 8420 }, headers: { host: 'localhost:8420' } };
  // As much of a request as the check looks at.
  expect(isLocalCaller(fromLan as unknown as Request)).toBe(false);
  expect(
    isLocalCaller({ ...fromLan, socket: { remoteAddress: '127.0.0.1', localPort: 8420 } } as unknown as Request),
  ).toBe(true);
});

test('the sign-in screen of the demo learns who is here and their PINs', async () => {
  const answer = await http.call('GET', '/v1/demo', {
    headers: { host: `localhost:${http.port}`, 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.json).toEqual({
    demo: true,
    staff: [{ id: http.manager.staffId, name: 'Ana', role: 'manager', pin: '1234' }],
  });
});

test('a restaurant that is not a demo has no such door', async () => {
  const real = await openHttpEdge();
  try {
    const headers = { host: `localhost:${real.port}`, origin: `http://localhost:${real.port}` };
    const answer = await real.call('POST', '/v1/demo/open', { body: { role: 'pos' }, headers, key: randomUUID() });
    expect(answer.json).toMatchObject({ code: 'route_not_found' });
    expect((await real.call('GET', '/v1/demo', { headers })).status).toBe(404);
  } finally {
    await real.dispose();
  }
});
