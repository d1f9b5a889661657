import { once } from 'node:events';
import { request } from 'node:http';
import { problem } from '@passbell/core/wire/problem';
import { freshDatabase, type TestDatabase } from '@passbell/testkit/postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cloud, composeCloud } from '../src/compose.ts';
import { openDatabase } from '../src/db/database.ts';
import { GULCH, PIER } from './cloud-fixture.ts';
import { openEdgeLine, uploadAll } from './edge-line.ts';
import { journalChain, journalOf } from './journal-chain.ts';
import { execute } from './postgres-cluster.ts';
import { checkImage, lineImage, locationImage, orderImage, paymentImage } from './row-images.ts';

let database: TestDatabase;
let cloud: Cloud;
let token: string;
beforeEach(async () => {
  database = await freshDatabase(execute);
  cloud = await openCloud();
  token = await cloud.ensureLocation({ ...PIER, name: 'Pier 9' });
});
afterEach(async () => {
  await cloud.stop();
  await database.drop();
});

function openCloud(port = 0): Promise<Cloud> {
  return composeCloud({ database: { kind: 'url', url: database.url }, port });
}

async function storedSeqs(): Promise<number[]> {
  const owner = openDatabase(database.url, () => undefined, 1);
  const rows = await owner.selectFrom('events').select('seq').orderBy('seq').execute();
  await owner.destroy();
  return rows.map((row) => row.seq);
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

test('a journal goes up over a real socket, and its sales stand on the page and in the JSON', async () => {
  const chain = journalChain(PIER);
  const businessDay = new Date().toISOString().slice(0, 10);
  chain.rows(locationImage({ name: 'Pier 9', timeZone: 'UTC', currency: 'USD', businessDayHour: 0 }));
  chain.rows(
    orderImage('o1', { businessDay, status: 'completed' }),
    lineImage('l1', 'o1'),
    checkImage('c1', 'o1'),
    paymentImage('p1', 'o1', { businessDay }),
  );
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  await cloud.projected();
  const sales = await (await fetch(`${cloud.url}/v1/sales/today`)).json();
  const expected = { orders: 1, grossMinor: 1_086, taxMinor: 86, netMinor: 1_000, averageCheckMinor: 1_000 };
  expect(sales).toMatchObject({
    locations: [{ ...PIER, ...expected, tenders: [{ tender: 'cash', payments: 1, amountMinor: 1_086 }] }],
  });
  const locations = await (await fetch(`${cloud.url}/v1/locations`)).json();
  expect(locations).toMatchObject({
    locations: [{ state: 'live', eventsBehind: 0, cursor: { epoch: 1, seq: 2 }, head: { epoch: 1, seq: 2 } }],
  });
  const page = await (await fetch(cloud.url)).text();
  for (const text of ['Pier 9', '$10.86', 'Live']) expect(page).toContain(text);
});

test('a connection cut in the middle loses nothing and doubles nothing', async () => {
  const chain = journalOf(PIER, 1_500);
  for (let round = 0; round < 3; round += 1) {
    const line = await openEdgeLine(cloud.syncUrl, token);
    line.say({
      type: 'hello',
      protocol: { min: 1, max: 1 },
      ...PIER,
      nodeId: 'box-1',
      head: chain.head(),
      location: null,
    });
    const welcome = await line.next();
    const from = welcome.type === 'welcome' ? welcome.cursor.seq + 1 : -1;
    line.say(chain.push(from, from + 199));
    line.say(chain.push(from + 200, from + 399));
    await line.next();
    line.socket.terminate(); // The second push may or may not be stored; nobody knows, and it does not matter.
    await line.closed;
  }
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  expect(await storedSeqs()).toEqual(oneTo(1_500));
});

test('the cloud stopped and started again goes on from its cursor, at the same token', async () => {
  const chain = journalOf(PIER, 60);
  const line = await openEdgeLine(cloud.syncUrl, token);
  await uploadAll(line, chain);
  const { port } = cloud;
  await cloud.stop();
  expect(await line.closed).toBe(1001);
  for (let at = 0; at < 40; at += 1) chain.command('[]');
  cloud = await openCloud(port);
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  expect(await storedSeqs()).toEqual(oneTo(100));
});

test('a cloud restored from an older backup asks for what it lost', async () => {
  const chain = journalOf(PIER, 80);
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  const kept = chain.events[29];
  await execute(
    database.url,
    `DELETE FROM events WHERE seq > 30; UPDATE sync_cursors SET seq = 30, hash = '${kept?.hash}'`,
  );
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  expect(await storedSeqs()).toEqual(oneTo(80));
});

test('a database that restarts under the cloud costs a retry, not an event', async () => {
  const chain = journalOf(PIER, 300);
  const line = await openEdgeLine(cloud.syncUrl, token);
  await uploadAll(line, chain);
  await execute(
    database.url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  for (let at = 0; at < 300; at += 1) chain.command('[]');
  await expect
    .poll(async () => uploadAll(await openEdgeLine(cloud.syncUrl, token), chain).then(() => 'uploaded'), {
      timeout: 10_000,
    })
    .toBe('uploaded');
  expect(await storedSeqs()).toEqual(oneTo(600));
});

test('without a good token, or for another protocol, there is no connection', async () => {
  await expect(openEdgeLine(cloud.syncUrl, 'pbl_not_a_token_of_anybody')).rejects.toThrow('401');
  await expect(openEdgeLine(cloud.syncUrl, 'short')).rejects.toThrow('401');
  await expect(openEdgeLine(cloud.syncUrl, token, '')).rejects.toThrow('400');
  await expect(openEdgeLine(cloud.syncUrl.replace('/v1/sync', '/v1/other'), token)).rejects.toThrow('404');
});

test('a token of one location does not open another', async () => {
  const line = await openEdgeLine(cloud.syncUrl, token);
  line.say({
    type: 'hello',
    protocol: { min: 1, max: 1 },
    ...GULCH,
    nodeId: 'box-1',
    head: journalChain(GULCH).head(),
    location: null,
  });
  expect(await line.next()).toMatchObject({ type: 'nack', code: 'unauthenticated' });
  await line.closed;
});

test('the newest connection of a location is the one that counts', async () => {
  const first = await openEdgeLine(cloud.syncUrl, token);
  await openEdgeLine(cloud.syncUrl, token);
  expect(await first.closed).toBe(4409);
});

test('a second history is set aside and shown, and the first one stays as it was', async () => {
  const chain = journalOf(PIER, 5);
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), chain);
  const other = journalChain(PIER);
  for (let at = 0; at < 6; at += 1) other.command('["other"]');
  const line = await openEdgeLine(cloud.syncUrl, token);
  line.say({
    type: 'hello',
    protocol: { min: 1, max: 1 },
    ...PIER,
    nodeId: 'box-2',
    head: other.head(),
    location: null,
  });
  await line.next();
  line.say(other.push(6, 6));
  expect(await line.next()).toMatchObject({ type: 'nack', code: 'hash_mismatch', cursor: chain.head() });
  expect(await (await fetch(`${cloud.url}/v1/locations`)).json()).toMatchObject({
    locations: [{ state: 'set_aside' }],
  });
  expect(await storedSeqs()).toEqual(oneTo(5));
});

/** A GET with headers that fetch would not send. */
async function statusFor(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; body: string }> {
  const asked = request(`${cloud.url}${path}`, { headers });
  asked.end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, type: response.headers['content-type'], body };
}

test.each(['/', '/v1/sales/today', '/v1/locations', '/metrics', '/assets/head-office.css'])(
  '%s answers only this machine',
  async (path) => {
    expect((await statusFor(path, {})).status).toBe(200);
    const refused = await statusFor(path, { host: 'cloud.example:8430' });
    expect(refused).toMatchObject({ status: 403, type: 'application/problem+json; charset=utf-8' });
    expect(problem.parse(JSON.parse(refused.body)).code).toBe('origin_refused');
  },
);

test('health and readiness are for everybody', async () => {
  expect((await statusFor('/healthz', { host: 'cloud.example' })).status).toBe(200);
  expect((await statusFor('/readyz', { host: 'cloud.example' })).status).toBe(200);
});

test('unknown addresses, other methods and odd paths get problem documents', async () => {
  expect(problem.parse(await (await fetch(`${cloud.url}/nope`)).json()).code).toBe('route_not_found');
  const post = await fetch(`${cloud.url}/v1/locations`, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect((await fetch(`${cloud.url}/%ff`)).status).toBeLessThan(500);
});

test('the page allows nothing but its own files', async () => {
  const { headers } = await fetch(cloud.url);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/u);
});

test('metrics count what was stored', async () => {
  await uploadAll(await openEdgeLine(cloud.syncUrl, token), journalOf(PIER, 12));
  const metrics = await (await fetch(`${cloud.url}/metrics`)).text();
  expect(metrics).toContain('passbell_sync_events_stored_total 12');
  expect(metrics).toContain('passbell_sync_sessions 1');
});

test('a stop in the middle of everything ends within five seconds', async () => {
  const chain = journalOf(PIER, 2_000);
  const line = await openEdgeLine(cloud.syncUrl, token);
  const upload = uploadAll(line, chain, 100).catch(() => undefined);
  const startedMs = performance.now();
  await cloud.stop();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  line.socket.terminate();
  await Promise.race([upload, line.closed]);
  await expect(fetch(cloud.url)).rejects.toThrow();
});

test('a port that is taken is told, and nothing is left behind', async () => {
  await expect(openCloud(cloud.port)).rejects.toThrow('EADDRINUSE');
  expect((await fetch(`${cloud.url}/readyz`)).status).toBe(200);
});
