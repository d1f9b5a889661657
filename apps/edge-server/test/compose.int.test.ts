import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { feedDown } from '@passbell/core/wire/feed-messages';
import { FEED_SUBPROTOCOL, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { composeEdge, EdgeBusy } from '../src/compose.ts';
import { parseConfig } from '../src/config.ts';
import { ALL_HANDLERS } from '../src/dispatch/all-handlers.ts';
import { openEdgeServices } from '../src/edge-services.ts';
import { createLogger } from '../src/logger.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { type HttpEdge, openHttpEdge } from './http-fixture.ts';
import { makeTempDir } from './journal-fixture.ts';

/** A kitchen screen on the feed: frames as they come. */
async function openScreen(http: HttpEdge, topic: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${http.port}/v1/feed`, [FEED_SUBPROTOCOL]);
  const frames: unknown[] = [];
  const waiting: { type: string; resolve: (frame: Record<string, unknown>) => void }[] = [];
  socket.on('message', (data) => {
    const frame = feedDown.parse(JSON.parse(String(data)));
    frames.push(frame);
    const at = waiting.findIndex((each) => each.type === frame.type);
    if (at >= 0) waiting.splice(at, 1)[0]?.resolve(frame);
  });
  const next = (type: string) => new Promise<Record<string, unknown>>((resolve) => waiting.push({ type, resolve }));
  await once(socket, 'open');
  const welcome = next('welcome');
  socket.send(
    JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, token: http.tokens.kds, app: 'test', appVersion: '1' }),
  );
  await welcome;
  const snapshot = next('snapshot');
  socket.send(JSON.stringify({ type: 'subscribe', topic, resume: null, session: null }));
  await snapshot;
  return { socket, next };
}

test('an order placed over HTTP is on the kitchen screen, and what the screen does is on the order', async () => {
  const http = await openHttpEdge();
  try {
    const screen = await openScreen(http, 'kitchen:grill');
    const delta = screen.next('delta');
    const session = await http.session();
    const placed = await http.call('POST', '/v1/orders', {
      token: http.tokens.pos,
      session,
      body: { lines: [{ itemId: 'burger', quantity: 2 }] },
    });
    const { ops, seq } = (await delta) as { ops: { key: string; doc: { orderId: string } }[]; seq: number };
    expect(seq).toBe(Number(placed.headers['passbell-seq']));
    const { orderId } = placed.json as { orderId: string };
    expect(ops[0]?.doc.orderId).toBe(orderId);

    const result = screen.next('result');
    const command = {
      type: 'command',
      key: randomUUID(),
      name: 'bumpTicket',
      session: null,
      args: { ticketId: ops[0]?.key },
    };
    screen.socket.send(JSON.stringify(command));
    expect(await result).toMatchObject({ status: 'committed' });
    const order = await http.call('GET', `/v1/orders/${orderId}`, { token: http.tokens.pos, session });
    expect(order.json).toMatchObject({ status: 'ready' });
    expect((await http.call('GET', '/metrics')).text).toContain('passbell_feed_sessions 1');
    screen.socket.terminate();
  } finally {
    await http.dispose();
  }
});

test('a stop says goodbye to the screens, lets a running request end, and takes nothing new', async () => {
  const http = await openHttpEdge();
  const screen = await openScreen(http, 'kitchen:grill');
  const bye = screen.next('bye');
  const closed = once(screen.socket, 'close');
  // A request whose body is still on its way when the stop begins.
  const body = JSON.stringify({ lines: [{ itemId: 'burger', quantity: 1 }] });
  const headers = {
    authorization: `Bearer ${http.tokens.integration}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': 'k',
  };
  const running = request({ host: '127.0.0.1', port: http.port, method: 'POST', path: '/v1/orders', headers });
  const answered = once(running, 'response');
  running.write(body.slice(0, 10));
  // The server has the request in hand once a later one on another connection was answered.
  await http.call('GET', '/healthz');
  const startedMs = performance.now();
  const stopped = http.edge.stop();
  expect(await bye).toMatchObject({ error: { code: 'shutting_down' } });
  running.end(body.slice(10));
  const [response] = await answered;
  expect(response.statusCode).toBe(201);
  response.resume();
  await Promise.all([stopped, closed]);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await expect(fetch(http.edge.url())).rejects.toThrow();
  await http.dispose();
});

test('a request that never ends does not hold the stop up for more than its grace', async () => {
  const http = await openHttpEdge();
  const headers = { 'content-type': 'application/json', 'content-length': '100', 'idempotency-key': 'k' };
  const stuck = request({ host: '127.0.0.1', port: http.port, method: 'POST', path: '/v1/orders', headers });
  stuck.on('error', () => undefined);
  stuck.write('{');
  await http.call('GET', '/healthz');
  const startedMs = performance.now();
  await http.dispose();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test('a command without a handler is found at the start', () => {
  const { dir, remove } = makeTempDir();
  const { bumpTicket: _missing, ...rest } = ALL_HANDLERS;
  const open = () =>
    openEdgeServices({
      config: { dataDir: dir, orgId: null, locationId: null },
      ports: createSystemPorts(),
      onFatal: () => undefined,
      // As if somebody had added a command to the registry in a way the compiler does not see.
      handlers: rest as typeof ALL_HANDLERS,
    });
  expect(open).toThrow('no handler for bumpTicket');
  remove();
});

test('a folder is for one edge at a time, and free again when it stopped', async () => {
  const http = await openHttpEdge();
  const config = parseConfig({ PASSBELL_HOME: http.dir, PASSBELL_EDGE_PORT: '0' }, http.dir);
  if (!config.ok) throw new Error(config.error);
  const again = () =>
    composeEdge({
      config: config.value,
      ports: createSystemPorts(),
      logger: createLogger('silent'),
      screens: { pos: null, kds: null },
      onFatal: () => undefined,
    });
  expect(again).toThrow(EdgeBusy);
  await http.edge.stop();
  const second = again();
  expect(second.services.reads.location()?.name).toBe('Example');
  await second.stop();
  await http.dispose();
});

test('a journal knows whose it is, and is not opened as anybody else’s', async () => {
  const { dir, remove } = makeTempDir();
  const ports = createSystemPorts();
  const open = (orgId: string | null, locationId: string | null) =>
    openEdgeServices({ config: { dataDir: dir, orgId, locationId }, ports, onFatal: () => undefined });
  const first = open('org-a', 'loc-a');
  await first.journal.close();
  const second = open(null, null);
  expect(second.journal.identity()).toMatchObject({ orgId: 'org-a', locationId: 'loc-a' });
  await second.journal.close();
  expect(() => open('org-b', 'loc-a')).toThrow(/org-a/u);
  remove();
});
