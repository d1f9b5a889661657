import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import { orderView, ticketView } from '@passbell/core/wire/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEdge, openHttpEdge } from './http-fixture.ts';
import { makeTempDir } from './journal-fixture.ts';

const screens = makeTempDir();
let http: HttpEdge;
let session: string;
const orderIds: string[] = [];
beforeAll(async () => {
  mkdirSync(join(screens.dir, 'assets'));
  writeFileSync(join(screens.dir, 'index.html'), '<!doctype html><title>till</title>');
  writeFileSync(join(screens.dir, '.env'), 'SECRET=1');
  writeFileSync(join(screens.dir, 'assets', 'main-abc123.js'), 'export const till = 1;');
  http = await openHttpEdge({ screens: { pos: screens.dir, kds: null } });
  session = await http.session();
  for (let at = 0; at < 5; at += 1) {
    const placed = await http.commit('placeOrder', { lines: [{ itemId: 'burger', quantity: 1 }] });
    orderIds.push(placed.orderId);
  }
});
afterAll(async () => {
  await http.dispose();
  screens.remove();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  http.call('GET', path, { token: http.tokens.pos, session, headers });

test('the menu is read by its hash, and not again while it is the same', async () => {
  const first = await get('/v1/menu');
  expect(first.status).toBe(200);
  expect(first.json).toEqual(exampleMenu);
  const hash = http.edge.services.reads.menuHead()?.hash;
  expect(first.headers.etag).toBe(`"${hash}"`);
  expect(first.headers['cache-control']).toBe('private, no-cache');
  expect(first.headers['passbell-menu-version']).toBe('1');
  const again = await get('/v1/menu', { 'if-none-match': `"other", W/"${hash}"` });
  expect([again.status, again.text]).toEqual([304, '']);
  expect(again.headers.etag).toBe(first.headers.etag);
  expect((await get('/v1/menu', { 'if-none-match': '"other"' })).status).toBe(200);

  const byHash = await get(`/v1/menus/${hash}`);
  expect(byHash.text).toBe(first.text);
  expect(byHash.headers['cache-control']).toContain('immutable');
  expect((await get(`/v1/menus/${'0'.repeat(64)}`)).json).toMatchObject({ code: 'menu_not_found' });
  expect((await get('/v1/menus/short')).json).toMatchObject({ code: 'validation_failed' });
});

test('orders come newest first in pages that miss nothing and repeat nothing', async () => {
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 10; page += 1) {
    const answer = await get(`/v1/orders?open&limit=2${after}`);
    const { orders, next } = answer.json as { orders: { id: string }[]; next: string | null };
    for (const order of orders) seen.push(orderView.parse(order).id);
    if (next === null) break;
    after = `&after=${next}`;
  }
  expect(seen).toEqual([...orderIds].sort().reverse());
});

test.each([
  'limit=0',
  'limit=201',
  'limit=-1',
  'limit=1&limit=2',
  'limit=ten',
  'businessDay=today',
  'after=x',
  'surprise=1',
  '__proto__=1',
])('a list refuses %s', async (query) => {
  expect((await get(`/v1/orders?${query}`)).json).toMatchObject({ code: 'validation_failed', status: 422 });
});

test('a station shows its tickets, an idle one none, an unknown one is refused', async () => {
  const grill = await get('/v1/stations/grill/tickets');
  const { tickets } = grill.json as { tickets: unknown[] };
  expect(tickets.map((ticket) => ticketView.parse(ticket).stationId)).toEqual(Array(5).fill('grill'));
  expect((await get('/v1/stations/bar/tickets')).json).toEqual({ tickets: [] });
  expect((await get('/v1/stations/sauna/tickets')).json).toMatchObject({ code: 'station_unknown', status: 404 });
});

test('location, staff, stock, levels and who is asking are read', async () => {
  expect((await get('/v1/location')).json).toMatchObject({ name: 'Example', currency: 'USD' });
  expect((await get('/v1/staff')).json).toEqual({
    staff: [{ id: http.manager.staffId, name: 'Ana', role: 'manager', active: true }],
  });
  expect((await get('/v1/stock')).json).toHaveProperty('stock');
  const levels = (await get('/v1/stock/levels')).json as { levels: { ingredientId: string }[] };
  expect(levels.levels.map((level) => level.ingredientId).sort()).toEqual(['beef', 'bun', 'egg', 'lager']);
  expect((await get('/v1/me')).json).toMatchObject({ device: { role: 'pos' }, session: { role: 'manager' } });
  const unknown = await get(`/v1/orders/${randomUUID()}`);
  expect(unknown.json).toMatchObject({ code: 'order_not_found', status: 404 });
});

test('a read asks for its permission, and for a person where the device may not alone', async () => {
  const open = (token: string) => http.call('GET', '/v1/orders', { token });
  expect((await open(http.tokens.pos)).json).toMatchObject({ code: 'session_required' });
  expect((await open(http.tokens.kiosk)).json).toMatchObject({ code: 'permission_denied' });
  expect((await open(http.tokens.integration)).status).toBe(200);
  expect((await http.call('GET', '/v1/menu')).json).toMatchObject({ code: 'unauthenticated' });
});

test('what a till may read alone, it reads also with the session of somebody who left', async () => {
  const ended = await http.session();
  await http.call('POST', '/v1/sign-out', { token: http.tokens.pos, session: ended });
  const read = (path: string) => http.call('GET', path, { token: http.tokens.pos, session: ended });
  expect((await read('/v1/staff')).status).toBe(200);
  expect((await read('/v1/orders')).json).toMatchObject({ code: 'session_expired' });
  expect((await read('/v1/me')).json).toMatchObject({ code: 'session_expired' });
});

test('health is told to anybody, and readiness tells what is missing', async () => {
  expect((await http.call('GET', '/healthz')).json).toEqual({ status: 'ok' });
  const ready = await http.call('GET', '/readyz');
  expect([ready.status, ready.json]).toEqual([
    200,
    { ready: true, checks: { journal: true, location: true, menu: true, storage: true } },
  ]);
});

test('metrics are read on the machine itself or by an integration, and count commands and requests', async () => {
  const local = await http.call('GET', '/metrics');
  expect(local.status).toBe(200);
  expect(local.headers['content-type']).toContain('text/plain');
  expect(local.text).toContain('passbell_commands_total{name="placeOrder",outcome="committed"} 5');
  expect(local.text).toMatch(
    /passbell_http_request_seconds_count\{operation="getMenu",method="GET",status="200"\} \d/u,
  );
  expect(local.text).toContain('passbell_feed_sessions 0');
  expect(local.text).toContain('nodejs_eventloop_lag_seconds');
  // Through a proxy, or under another name, nobody knows who is really asking.
  const proxied = { 'x-forwarded-for': '10.0.0.7' };
  expect((await http.call('GET', '/metrics', { headers: proxied })).json).toMatchObject({ code: 'permission_denied' });
  expect((await http.call('GET', '/metrics', { headers: { host: `evil.test:${http.port}` } })).status).toBe(403);
  expect((await http.call('GET', '/metrics', { headers: proxied, token: http.tokens.pos })).status).toBe(403);
  expect((await http.call('GET', '/metrics', { headers: proxied, token: http.tokens.integration })).status).toBe(200);
});

test('the screens are served with their own scripts only, and find their way from any address inside them', async () => {
  const page = await http.call('GET', '/pos/');
  expect([page.status, page.text]).toEqual([200, '<!doctype html><title>till</title>']);
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(page.headers['content-security-policy']).toMatch(/default-src 'self'; script-src 'self';/u);
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect(page.headers['referrer-policy']).toBe('no-referrer');
  expect((await http.call('GET', '/pos/checks/14')).text).toBe(page.text);
  const redirect = await http.call('GET', '/pos?x=1');
  expect([redirect.status, redirect.headers.location]).toEqual([308, '/pos/?x=1']);

  const script = await http.call('GET', '/pos/assets/main-abc123.js');
  expect(script.headers['content-type']).toContain('text/javascript');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await http.call('GET', '/pos/assets/gone.js')).json).toMatchObject({ code: 'route_not_found' });
  expect((await http.call('GET', '/pos/..%2f..%2fpackage.json')).status).toBe(404);
  expect((await http.call('GET', '/pos/.env')).status).toBe(404);
});

test('a screen that is not built says so', async () => {
  const page = await http.call('GET', '/kds/');
  expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  expect(page.text).toContain('npm run build');
});

test('the front page names the restaurant and leads to its screens', async () => {
  const page = await http.call('GET', '/');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.text).toContain('<h1>Example</h1>');
  for (const link of ['/pos/', '/kds/?station=grill', '/kds/?station=bar', '/openapi.json'])
    expect(page.text).toContain(`href="${link}"`);
});
