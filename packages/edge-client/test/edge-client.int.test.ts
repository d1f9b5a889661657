import { activateMenu } from '@passbell/core/wire/house-commands';
import { promisesSettled } from '@passbell/testkit/fake-clock';
import { afterEach, expect, test } from 'vitest';
import { createMemoryDocumentCache, type DocumentCache } from '../src/document-cache.ts';
import { createEdgeClient, feedUrl } from '../src/edge-client.ts';
import { createMemoryQueueStore } from '../src/memory-queue-store.ts';
import { EDGE_URL } from './fake-edge.ts';
import { type Heard, sendJson, sendProblem, startHttpEdge } from './http-edge.ts';
import { createWorld } from './world.ts';

const ANA = '019ac000-0000-7000-8000-00000000000a';
const menu = { hash: 'a'.repeat(64), document: activateMenu.example.args.document };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function answer({ path, headers }: Heard, response: Parameters<Parameters<typeof startHttpEdge>[0]>[1]): void {
  if (path === '/v1/menu') {
    const etag = `"${menu.hash}"`;
    if (headers['if-none-match'] === etag) response.writeHead(304, { ETag: etag }).end();
    else sendJson(response, 200, menu.document, { ETag: etag });
  } else if (path === '/v1/staff')
    sendJson(response, 200, { staff: [{ id: ANA, name: 'Ana', role: 'server', active: true }] });
  else if (path === '/v1/sign-in') {
    const session = { sessionId: ANA, session: 'ana-session', staffId: ANA, name: 'Ana', role: 'server', expiresMs: 1 };
    sendJson(response, 201, session);
  } else if (path === '/v1/sign-out') sendJson(response, 200, { signedOut: true });
  else if (path === '/v1/demo/open')
    sendJson(response, 201, { token: 'demo-token', deviceId: 'd', role: 'pos', stationId: null });
  else sendProblem(response, 404, 'route_not_found');
}

/** Lets real I/O happen until the condition holds. */
async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (await holds()) return;
    await promisesSettled();
  }
  expect.unreachable('it never came true');
}

/** HTTP is real, the feed runs over the fake network on a fake clock. */
async function open(documentCache: DocumentCache = createMemoryDocumentCache()) {
  const http = await startHttpEdge(answer);
  closers.push(http.close);
  const world = createWorld();
  const connected: string[] = [];
  const client = await createEdgeClient({
    baseUrl: http.url,
    app: 'pos',
    appVersion: '1',
    ports: world.ports,
    queueStore: createMemoryQueueStore(),
    documentCache,
    openSocket: (url, events) => {
      connected.push(url);
      return world.network.connect(EDGE_URL, events);
    },
  });
  return { ...world, client, http, connected };
}

test('the menu comes by its hash, and the saved copy does while the edge is away', async () => {
  const cache = createMemoryDocumentCache();
  const { client, http } = await open(cache);
  expect(await client.api.getMenu()).toMatchObject({ ok: true, value: { hash: menu.hash, isConfirmed: true } });
  expect(await client.api.getMenu()).toMatchObject({ ok: true, value: { hash: menu.hash, isConfirmed: true } });
  expect(http.heard.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, `"${menu.hash}"`]);

  await http.close();
  const again = await open(cache);
  await again.http.close();
  const away = again.client.api.getMenu();
  let copy: Awaited<typeof away> | null = null;
  void away.then((result) => {
    copy = result;
  });
  // The retries wait on the fake clock, the refused connections on the real network.
  await eventually(async () => {
    await again.clock.advanceAsync(100);
    return copy !== null;
  });
  expect(copy).toMatchObject({ ok: true, value: { hash: menu.hash, isConfirmed: false } });
});

test('without a saved copy and without an edge there is no menu, and it says why', async () => {
  const { client, clock, http } = await open();
  await http.close();
  let outcome: unknown = null;
  void client.api.getMenu().then((result) => {
    outcome = result;
  });
  await eventually(async () => {
    await clock.advanceAsync(100);
    return outcome !== null;
  });
  expect(outcome).toMatchObject({ ok: false, error: { code: 'edge_unreachable' } });
});

test('signing in gives the session to what follows; signing out ends it when all that was pressed has arrived', async () => {
  const { client, clock, edge, http } = await open();
  edge.decide = (_name, _args, session) => ({ changes: [], answer: session });
  client.start();
  await clock.advanceAsync(100);
  expect(await client.signIn(ANA, '1234')).toMatchObject({ ok: true, value: { name: 'Ana' } });
  edge.stop();
  await clock.advanceAsync(5_000);
  const { answered } = client.queue.submit('bumpTicket', { ticketId: ANA });
  client.signOut();
  expect(client.sessions.current.getSnapshot()).toBeNull();
  await clock.advanceAsync(5_000);
  expect(http.heard.map(({ path }) => path)).not.toContain('/v1/sign-out');
  edge.start();
  await clock.advanceAsync(5_000);
  expect(await answered).toMatchObject({ status: 'committed', answer: 'ana-session' });
  await eventually(() => http.heard.at(-1)?.path === '/v1/sign-out');
  expect(http.heard.at(-1)).toMatchObject({ path: '/v1/sign-out' });
  expect(http.heard.at(-1)?.headers['x-passbell-session']).toBe('ana-session');
  expect(client.sessions.tokenOf(ANA)).toBeNull();
});

test('one object tells the level and what waits, and stays the same while nothing changes', async () => {
  const { client, clock, edge } = await open();
  edge.stop();
  client.start();
  await clock.advanceAsync(4_000);
  let told = 0;
  client.status.subscribe(() => {
    told += 1;
  });
  expect(client.status.getSnapshot()).toMatchObject({ level: 'server_lost', waitingCommands: 0, durable: false });
  client.queue.submit('bumpTicket', { ticketId: ANA });
  expect(told).toBeGreaterThan(0);
  const status = client.status.getSnapshot();
  expect(status.waitingCommands).toBe(1);
  expect(client.status.getSnapshot()).toBe(status);
});

test('another device token connects anew with it', async () => {
  const { client, clock, edge, connected } = await open();
  client.start();
  await clock.advanceAsync(100);
  const demo = await client.api.openDemo('pos');
  expect(demo).toMatchObject({ ok: true, value: { token: 'demo-token' } });
  client.useDevice({ token: 'demo-token', baseUrl: 'https://box.local' });
  await clock.advanceAsync(100);
  const hellos = edge.heard.filter((frame) => frame.type === 'hello');
  expect(hellos.map(({ token }) => token)).toEqual([null, 'demo-token']);
  expect(connected.at(-1)).toBe('wss://box.local/v1/feed');
  expect(client.status.getSnapshot().level).toBe('live');
});

test('a session that the edge refuses a topic for is over, without anybody having pressed anything', async () => {
  const { client, clock, edge } = await open();
  client.start();
  await clock.advanceAsync(100);
  await client.signIn(ANA, '1234');
  const held = client.feed.hold('orders.open');
  await clock.advanceAsync(100);
  edge.broadcast({ type: 'refused', topic: 'orders.open', error: { code: 'permission_denied', params: {} } });
  await clock.advanceAsync(100);
  expect(client.sessions.current.getSnapshot()?.staffId).toBe(ANA);
  edge.needsSession.add('orders.open');
  edge.broadcast({ type: 'refused', topic: 'orders.open', error: { code: 'session_expired', params: {} } });
  await clock.advanceAsync(100);
  expect(client.sessions.current.getSnapshot()).toBeNull();
  expect(held.getSnapshot().error?.code).toBe('session_required');
  await client.signIn(ANA, '1234');
  await clock.advanceAsync(100);
  expect(held.getSnapshot()).toMatchObject({ error: null, ready: true });
});

test('who can sign in', async () => {
  const { client } = await open();
  expect(await client.api.getStaff()).toEqual({
    ok: true,
    value: [{ id: ANA, name: 'Ana', role: 'server', active: true }],
  });
});

test.each([
  ['http://127.0.0.1:8420', 'ws://127.0.0.1:8420/v1/feed'],
  ['https://box.local/pos', 'wss://box.local/v1/feed'],
])('the feed of %s is %s', (base, feed) => {
  expect(feedUrl(base)).toBe(feed);
});
