import { must } from '@passbell/core/kernel/assert';
import type { SyncDown, SyncHello, SyncUp } from '@passbell/core/wire/sync-messages';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { GULCH, PIER } from '../../../test/cloud-fixture.ts';
import { type JournalChain, journalChain, journalOf } from '../../../test/journal-chain.ts';
import type { CloudStore } from './cloud-store.ts';
import { INGEST_CREDIT_EVENTS, IngestSession } from './ingest-session.ts';
import { createMemoryCloudStore } from './memory-cloud-store.ts';

function openSession(store: CloudStore) {
  const sent: SyncDown[] = [];
  const told = { ended: 0, storedEvents: 0, failures: 0 };
  const session = new IngestSession(PIER, {
    store,
    clock: createFakeClock(),
    random: createSeededRandom(1),
    observer: {
      stored: (_key, events) => {
        told.storedEvents += events;
      },
      refused: () => undefined,
      failed: () => {
        told.failures += 1;
      },
    },
    send: (message) => void sent.push(message),
    end: () => {
      told.ended += 1;
    },
  });
  return {
    sent,
    told,
    say: async (...messages: (SyncUp | string)[]) => {
      for (const message of messages) session.receive(typeof message === 'string' ? message : JSON.stringify(message));
      await session.idle();
    },
  };
}

function hello(chain: JournalChain, changes: Partial<SyncHello> = {}): SyncHello {
  return {
    type: 'hello',
    protocol: { min: 1, max: 1 },
    ...chain.key,
    nodeId: 'box-1',
    head: chain.head(),
    location: null,
    ...changes,
  };
}

function lastOf(sent: readonly SyncDown[]): SyncDown {
  return must(sent.at(-1), 'something was sent');
}

test('a hello is answered with the cursor and credit, a push with the cursor it moved', async () => {
  const chain = journalOf(PIER, 4);
  const session = openSession(createMemoryCloudStore());
  await session.say(hello(chain), chain.push(1, 2), chain.push(3, 4));
  expect(session.sent.map((message) => message.type)).toEqual(['welcome', 'ack', 'ack']);
  expect(session.sent[0]).toMatchObject({ cursor: { epoch: 1, seq: 0 }, credit: INGEST_CREDIT_EVENTS });
  expect(lastOf(session.sent)).toEqual({ type: 'ack', cursor: chain.head(), credit: INGEST_CREDIT_EVENTS });
  expect(session.told).toEqual({ ended: 0, storedEvents: 4, failures: 0 });
});

test('a gap is told with the cursor, and what was pipelined behind it is not stored', async () => {
  const chain = journalOf(PIER, 6);
  const store = createMemoryCloudStore();
  const session = openSession(store);
  await session.say(hello(chain), chain.push(3, 4), chain.push(1, 2));
  expect(session.sent.map((message) => message.type)).toEqual(['welcome', 'nack']);
  expect(lastOf(session.sent)).toMatchObject({ code: 'gap', cursor: { seq: 0 }, afterMs: 0 });
  expect(store.location(PIER).events.size).toBe(0);
  expect(session.told.ended).toBe(1);
});

test('a second history sets the location aside, with the bytes that showed it', async () => {
  const chain = journalOf(PIER, 3);
  const other = journalChain(PIER);
  for (let at = 0; at < 4; at += 1) other.command('["other"]');
  const store = createMemoryCloudStore();
  await openSession(store).say(hello(chain), chain.push(1, 3));
  const session = openSession(store);
  const frame = JSON.stringify(other.push(4, 4));
  await session.say(hello(other), frame);
  expect(lastOf(session.sent)).toMatchObject({ type: 'nack', code: 'hash_mismatch', cursor: chain.head() });
  expect(store.location(PIER).setAside?.frame).toBe(frame);
  const later = openSession(store);
  await later.say(hello(chain));
  expect(lastOf(later.sent)).toMatchObject({ type: 'nack', code: 'hash_mismatch' });
});

test('an edge whose journal ends before what it sent is set aside', async () => {
  const chain = journalOf(PIER, 5);
  const store = createMemoryCloudStore();
  await openSession(store).say(hello(chain), chain.push(1, 5));
  const restored = openSession(store);
  await restored.say(hello(journalOf(PIER, 2)));
  expect(lastOf(restored.sent)).toMatchObject({ type: 'nack', code: 'hash_mismatch', cursor: chain.head() });
  expect(store.location(PIER).setAside?.reason).toContain('ends at 2');
});

test('an old epoch is fenced at the hello', async () => {
  const first = journalOf(PIER, 2);
  const second = journalOf(PIER, 1, { ...first.head(), epoch: 2 });
  const store = createMemoryCloudStore();
  await openSession(store).say(hello(first), first.push(1, 2));
  await openSession(store).say(hello(second), second.push(3, 3));
  first.command('[]');
  const old = openSession(store);
  await old.say(hello(first));
  expect(lastOf(old.sent)).toMatchObject({ type: 'nack', code: 'fenced', cursor: second.head() });
});

test.each([
  ['another protocol', () => hello(journalChain(PIER), { protocol: { min: 2, max: 3 } }), 'unsupported_protocol'],
  ['another location than the token is for', () => hello(journalChain(GULCH)), 'unauthenticated'],
  ['a push before the hello', () => journalOf(PIER, 1).push(1, 1), 'invalid'],
  ['no JSON', () => '{', 'invalid'],
  ['an unknown message', () => '{"type":"dance"}', 'invalid'],
  ['an unknown field', () => JSON.stringify({ ...hello(journalChain(PIER)), extra: 1 }), 'invalid'],
])('%s is refused and ends the connection', async (_name, message, code) => {
  const session = openSession(createMemoryCloudStore());
  await session.say(message());
  expect(session.sent).toHaveLength(1);
  expect(lastOf(session.sent)).toMatchObject({ type: 'nack', code });
  expect(session.told.ended).toBe(1);
});

test('a second hello is out of turn', async () => {
  const session = openSession(createMemoryCloudStore());
  await session.say(hello(journalChain(PIER)), hello(journalChain(PIER)));
  expect(lastOf(session.sent)).toMatchObject({ type: 'nack', code: 'invalid' });
});

test('when the store fails the outcome is unknown: come back later, with no cursor claimed', async () => {
  const chain = journalOf(PIER, 2);
  const store: CloudStore = { ...createMemoryCloudStore(), append: () => Promise.reject(new Error('connection lost')) };
  const session = openSession(store);
  await session.say(hello(chain), chain.push(1, 1), chain.push(2, 2));
  expect(session.sent.map((message) => message.type)).toEqual(['welcome', 'nack']);
  expect(lastOf(session.sent)).toMatchObject({ code: 'retry_after', cursor: null });
  expect(session.told).toMatchObject({ failures: 1, ended: 1 });
});

test('a flood beyond all credit is cut off', async () => {
  const chain = journalOf(PIER, 40);
  const session = openSession(createMemoryCloudStore());
  await session.say(hello(chain), ...chain.events.map((event) => chain.push(event.seq, event.seq)));
  expect(lastOf(session.sent)).toMatchObject({ type: 'nack', code: 'retry_after' });
});

test('a status says how far the edge is', async () => {
  const chain = journalOf(PIER, 7);
  const store = createMemoryCloudStore();
  await openSession(store).say(hello(journalChain(PIER)), { type: 'status', head: chain.head() });
  expect(store.location(PIER).head).toEqual(chain.head());
});
