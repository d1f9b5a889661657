import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { ok } from '@passbell/core/kernel/result';
import { SYNC_SUBPROTOCOL } from '@passbell/core/wire/protocol-version';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { envelope, openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import type { Decide } from '../journal/command.ts';
import { createSystemPorts } from '../system-ports.ts';
import { createScriptedCloud, type ScriptedCloud } from './scripted-cloud.ts';
import { type Sync, startSync } from './start-sync.ts';

const TOKEN = 'token-of-this-location';
const { clock, timers } = createSystemPorts();

/** One event per command, without rows: what is in them is of no interest here. */
const decide: Decide = (command) =>
  ok({ events: [{ type: 'thing.done', ver: 1, entity: 'thing', entityId: command.key, rows: [] }], result: null });

let under: TestJournal;
let cloud: ScriptedCloud;
let server: WebSocketServer | null = null;
let sync: Sync | null = null;
beforeEach(() => {
  under = openTestJournal({ decide });
  cloud = createScriptedCloud();
});
afterEach(async () => {
  await sync?.stop();
  sync = null;
  await closeCloud();
  await under.dispose();
});

/** Opens the scripted cloud at a real port. `onSocket` may treat a connection in its own way. */
async function openCloud(port = 0, onSocket: (socket: WebSocket) => void = serveSocket): Promise<string> {
  const opened = new WebSocketServer({
    host: '127.0.0.1',
    port,
    handleProtocols: () => SYNC_SUBPROTOCOL,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.authorization === `Bearer ${TOKEN}`,
  });
  server = opened;
  opened.on('connection', onSocket);
  await once(opened, 'listening');
  const address = opened.address();
  return `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}/v1/sync`;
}

function serveSocket(socket: WebSocket): void {
  socket.on('message', (data) => {
    const answer = cloud.hear(data.toString());
    if (answer !== null) socket.send(JSON.stringify(answer));
  });
}

async function closeCloud(): Promise<void> {
  const closing = server;
  server = null;
  if (closing === null) return;
  for (const client of closing.clients) client.terminate();
  closing.close();
  await once(closing, 'close');
}

function start(url: string, token = TOKEN): Sync {
  const started = startSync({ file: under.file, url, token, clock, timers, logger: pino({ enabled: false }) });
  under.journal.onCommitted(() => started.wake());
  sync = started;
  return started;
}

async function commit(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => under.journal.submit(envelope('doThing'))));
}

/** Resolves when the cloud has the whole journal, event by event. */
async function arrived(): Promise<void> {
  await expect.poll(() => cloud.cursor.seq, { timeout: 15_000, interval: 10 }).toBe(under.journal.head().seq);
  expect(cloud.cursor).toEqual(under.journal.head());
  expect(cloud.stored.map((event) => event.seq)).toEqual(
    Array.from({ length: cloud.stored.length }, (_, at) => at + 1),
  );
}

test('what is committed goes up through the thread, before and after it was started', async () => {
  await commit(300);
  const started = start(await openCloud());
  await commit(20);
  await arrived();
  await expect
    .poll(() => started.health(), { timeout: 5_000 })
    .toEqual({ state: 'live', waiting: 0, catchUpTotal: null, downSinceMs: null, refusal: null });
});

test('orders go on while the cloud is away, and go up when it is back', async () => {
  const url = await openCloud();
  start(url);
  await commit(10);
  await arrived();
  await closeCloud();
  await commit(500);
  await openCloud(Number(new URL(url).port));
  await commit(10);
  await arrived();
});

test('a cloud that takes everything and answers nothing does not hold up a single commit', async () => {
  const url = await openCloud(0, (socket) => socket.pause());
  start(url);
  const startedMs = performance.now();
  await commit(2_000);
  await commit(2_000);
  // Two waves of 2,000 take about a second alone; a writer that waited for the cloud would never be done.
  expect(performance.now() - startedMs).toBeLessThan(20_000);
  expect(under.journal.head().seq).toBeGreaterThanOrEqual(4_000);
});

test('a token nobody knows is refused, and tried again', async () => {
  const started = start(await openCloud(), 'wrong');
  await commit(3);
  await expect.poll(() => started.health().waiting, { timeout: 5_000 }).toBe(4);
  expect(started.health().state).toBe('down');
  expect(cloud.heard).toEqual([]);
});

test('the cursor is remembered for counting while offline', async () => {
  const url = await openCloud();
  const first = start(url);
  await commit(40);
  await arrived();
  await expect.poll(() => first.health().waiting).toBe(0);
  await first.stop();
  await closeCloud();
  await commit(5);
  const second = start(url);
  await expect.poll(() => second.health(), { timeout: 5_000 }).toMatchObject({ state: 'down', waiting: 5 });
});

test('a thread that fails is started again', async () => {
  const fake = createFakeClock();
  const later = join(under.dir, 'later.sqlite');
  const url = await openCloud();
  const notes: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void notes.push(line) });
  sync = startSync({ file: later, url, token: TOKEN, clock: fake, timers: createFakeTimers(fake), logger });
  await expect.poll(() => fake.nextDueMs(), { timeout: 10_000 }).toBe(5_000);
  expect(notes.join('')).toContain('the sync thread failed');
  expect(sync.health().state).toBe('down');
  const made = openTestJournal({ decide, file: later });
  fake.advance(5_000);
  await expect.poll(() => cloud.cursor.seq, { timeout: 10_000 }).toBe(made.journal.head().seq);
  await made.dispose();
});

test('a stop ends the thread at once, connected or not', async () => {
  const connected = start(await openCloud());
  await commit(1);
  await arrived();
  const startedMs = performance.now();
  await connected.stop();
  const alone = start('ws://127.0.0.1:9/v1/sync');
  await alone.stop();
  await alone.stop();
  expect(performance.now() - startedMs).toBeLessThan(4_000);
});
