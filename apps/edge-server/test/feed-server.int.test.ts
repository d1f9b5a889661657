import { randomUUID } from 'node:crypto';
import { FEED_CLOSE } from '@passbell/core/wire/feed-messages';
import { FEED_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectScreen, type RealScreen } from './feed-real-screen.ts';
import { type HttpEdge, openHttpEdge } from './http-fixture.ts';

const BURGER = {
  itemId: 'burger',
  variationId: 'burger-double',
  quantity: 1,
  modifiers: [{ modifierId: 'rare' }],
};
const LAGER = { itemId: 'lager', quantity: 1 };

let edge: HttpEdge;
let screens: RealScreen[];
beforeEach(async () => {
  edge = await openHttpEdge();
  screens = [];
});
afterEach(async () => {
  for (const { socket } of screens) socket.terminate();
  await edge.dispose();
});

async function open(options: Parameters<typeof connectScreen>[1] = {}): Promise<RealScreen> {
  const screen = await connectScreen(edge.port, options);
  screens.push(screen);
  return screen;
}

async function wall(): Promise<RealScreen> {
  const screen = await open();
  await screen.greet(edge.tokens.kds);
  return screen;
}

function documents(screen: RealScreen, topic: string): unknown[] {
  return [...(screen.model.view(topic)?.values() ?? [])];
}

/** What the edge reads, as it looks after a trip through JSON. */
function asRead(views: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(views));
}

test('an order placed over one screen appears on the others as the edge reads it', async () => {
  const session = await edge.session();
  const till = await open();
  await till.greet(edge.tokens.pos);
  const grill = await wall();
  await till.hear('orders.open', null, session);
  await till.hear('stock');
  await grill.hear('kitchen:grill');
  await grill.hear('kitchen:bar');

  const key = randomUUID();
  till.send({ type: 'command', key, name: 'placeOrder', session, args: { lines: [BURGER, LAGER] } });
  await till.until((model) => model.of('result').length > 0);
  const result = till.model.of('result')[0];
  expect(result).toMatchObject({ key, status: 'committed', result: { status: 'placed' } });
  await grill.until(
    (model) => (model.view('kitchen:grill')?.size ?? 0) > 0 && (model.view('kitchen:bar')?.size ?? 0) > 0,
  );

  const { reads } = edge.edge.services;
  expect(documents(till, 'orders.open')).toEqual(asRead(reads.openOrders()));
  expect(documents(grill, 'kitchen:grill')).toEqual(asRead(reads.stationTickets('grill')));
  expect(till.model.positionOf('orders.open')?.seq).toBeGreaterThanOrEqual(result?.seq ?? Number.POSITIVE_INFINITY);

  const ticket = reads.stationTickets('bar')[0]?.id;
  grill.send({
    type: 'command',
    key: randomUUID(),
    name: 'bumpTicket',
    session: null,
    args: { ticketId: ticket ?? '' },
  });
  await till.until((model) => model.of('delta').some(({ seq }) => seq > (result?.seq ?? 0)));
  await grill.until((model) => model.of('result').length > 0);
  expect(documents(till, 'orders.open')).toEqual(asRead(reads.openOrders()));
  expect(documents(grill, 'kitchen:grill')).toEqual(asRead(reads.stationTickets('grill')));
  expect(documents(grill, 'kitchen:bar')).toMatchObject([{ state: 'bumped' }]);
  for (const screen of screens) expect(screen.model.gaps).toEqual([]);
});

test('nothing is heard of a command before its commit, nor of one that was refused', async () => {
  const grill = await wall();
  await grill.hear('kitchen:grill');
  const { journal, reads } = edge.edge.services;
  const heard: { seq: number; visible: boolean }[] = [];
  journal.onCommitted((batch) => heard.push({ seq: batch.headSeq, visible: reads.stationTickets('grill').length > 0 }));
  const before = journal.head().seq;
  const placed = edge.commit('placeOrder', { lines: [BURGER] });
  expect(grill.model.of('delta')).toEqual([]);
  await placed;
  await grill.until((model) => model.of('delta').length > 0);
  expect(heard).toEqual([{ seq: grill.model.of('delta')[0]?.seq, visible: true }]);
  expect(grill.model.of('delta')[0]?.prev).toBeLessThanOrEqual(before);

  grill.send({
    type: 'command',
    key: randomUUID(),
    name: 'bumpTicket',
    session: null,
    args: { ticketId: randomUUID() },
  });
  await grill.until((model) => model.of('result').length > 0);
  expect(grill.model.of('result')[0]).toMatchObject({ status: 'refused', error: { code: 'ticket_not_found' } });
  expect(grill.model.of('delta')).toHaveLength(1);
});

test('the same command sent again gives the same answer, once in the journal', async () => {
  const session = await edge.session();
  const till = await open();
  await till.greet(edge.tokens.pos);
  const key = randomUUID();
  for (let round = 0; round < 10; round += 1) {
    till.send({ type: 'command', key, name: 'placeOrder', session, args: { lines: [LAGER] } });
  }
  await till.until((model) => model.of('result').length === 10);
  expect(new Set(till.model.of('result').map((result) => JSON.stringify(result))).size).toBe(1);
  expect(edge.edge.services.reads.openOrders()).toHaveLength(1);
});

test('a screen that was away hears what it missed, then goes on', async () => {
  const first = await wall();
  await first.hear('kitchen:grill');
  await edge.commit('placeOrder', { lines: [BURGER] });
  await first.until((model) => model.of('delta').length === 1);
  first.socket.terminate();
  await first.closed;
  await edge.commit('placeOrder', { lines: [BURGER] });

  const again = await wall();
  again.model.inherit(first.model);
  await again.hear('kitchen:grill', first.model.positionOf('kitchen:grill'));
  await again.until((model) => model.view('kitchen:grill')?.size === 2);
  expect(again.model.of('snapshot')).toEqual([]);
  expect(again.model.gaps).toEqual([]);
  expect(documents(again, 'kitchen:grill')).toEqual(asRead(edge.edge.services.reads.stationTickets('grill')));
});

test('a revoked device is shown out by the next beat', async () => {
  const screen = await wall();
  const deviceId = screen.model.of('welcome')[0]?.deviceId ?? '';
  await edge.commit('revokeDevice', { deviceId });
  expect(await screen.closed).toEqual({ code: FEED_CLOSE.unauthenticated, reason: 'token_expired' });
  expect(screen.model.of('bye')).toMatchObject([{ error: { code: 'token_expired' } }]);
});

test('a till loses its orders when the person signs out', async () => {
  const session = await edge.session();
  const till = await open();
  await till.greet(edge.tokens.pos);
  await till.hear('orders.open', null, session);
  till.send({ type: 'command', key: randomUUID(), name: 'signOut', session, args: {} });
  await till.until((model) => model.of('refused').length > 0);
  expect(till.model.of('refused')).toMatchObject([{ topic: 'orders.open', error: { code: 'session_expired' } }]);
});

test('a cookie opens the feed for a page of our own and for no other', async () => {
  const cookie = `passbell_device=${edge.tokens.kds}`;
  const own = await open({ headers: { cookie, origin: `http://127.0.0.1:${edge.port}` } });
  await own.greet(null);
  expect(own.model.of('welcome')).toMatchObject([{ role: 'kds' }]);
  for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${edge.port + 1}`, undefined]) {
    const headers = origin === undefined ? { cookie } : { cookie, origin };
    await expect(open({ headers })).rejects.toThrow('refused with 403');
  }
  const byToken = await open({ headers: { origin: 'http://evil.example' } });
  await byToken.greet(edge.tokens.kds);
});

test('the subprotocol may be named; other paths are no feed', async () => {
  const named = await open({ protocols: [FEED_SUBPROTOCOL] });
  expect(named.socket.protocol).toBe(FEED_SUBPROTOCOL);
  expect(named.socket.extensions).toBe('');
  await expect(open({ path: '/v1/feed2' })).rejects.toThrow('refused with 404');
  const query = await open({ path: '/v1/feed?x=1' });
  await query.greet(edge.tokens.kds);
});

test('hostile bytes end their own line and nobody else', async () => {
  const steady = await wall();
  await steady.hear('kitchen:grill');
  const before = edge.edge.services.journal.head().seq;
  const oversized = await wall();
  oversized.socket.send('x'.repeat(65_537));
  expect((await oversized.closed).code).toBe(1009);
  const binary = await open();
  binary.socket.send(Buffer.from([1, 2, 3]));
  expect((await binary.closed).code).toBe(FEED_CLOSE.invalid);
  const nonsense = await wall();
  for (let round = 0; round < 10; round += 1) nonsense.socket.send('['.repeat(60_000));
  expect((await nonsense.closed).code).toBe(FEED_CLOSE.invalid);
  const torn = await edge.raw(
    'GET /v1/feed HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\xff\xff\xff\xff\xff\xff',
  );
  expect(torn).toContain('101 Switching Protocols');
  expect(
    await edge.raw('GET /v1/feed HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
  ).toContain('400 Bad Request');
  expect(edge.edge.services.journal.head().seq).toBe(before);
  await edge.commit('placeOrder', { lines: [BURGER] });
  await steady.until((model) => model.of('delta').length === 1);
});

test('a stopping edge says goodbye with a time to come back, and takes nobody new', async () => {
  const screen = await wall();
  const stopping = edge.edge.stop();
  expect(await screen.closed).toEqual({ code: FEED_CLOSE.shuttingDown, reason: 'shutting_down' });
  expect(screen.model.of('bye')[0]?.retryMs).toBeGreaterThanOrEqual(0);
  await stopping;
  await expect(open()).rejects.toThrow();
});
