import { expect, test } from 'vitest';
import type { Effect } from '../test/fake-edge.ts';
import { createWorld } from '../test/world.ts';
import { createMemoryQueueStore } from './memory-queue-store.ts';
import type { QueueStore, StoredCommand } from './queue-store.ts';

const TICKET = '019ac000-0000-7000-8000-000000000001';
const bump = { ticketId: TICKET };

/** Each bump marks its ticket; tickets named in `refused` are refused. */
function bumps(refused: ReadonlySet<string> = new Set()): (name: string, args: Record<string, unknown>) => Effect {
  return (_name, args) => {
    const key = String(args.ticketId);
    if (refused.has(key)) return { refuse: { code: 'sold_out', params: {} } };
    return { changes: [{ topic: 'kitchen:grill', key, doc: 'bumped' }], answer: null };
  };
}

test('a press at a live edge is stored, sent, answered and leaves with the delta', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.decide = bumps();
  const { feed, queue, disk } = await openScreen();
  const held = feed.hold('kitchen:grill');
  await clock.advanceAsync(100);
  const { key, answered, settled } = queue.submit('bumpTicket', bump, {
    lane: TICKET,
    settleTopics: ['kitchen:grill'],
  });
  expect(queue.getSnapshot().pending).toMatchObject([{ key, phase: 'storing' }]);
  expect(disk.get(key)?.name).toBe('bumpTicket');
  await clock.advanceAsync(100);
  expect(await answered).toMatchObject({ status: 'committed', position: { epoch: 1, seq: 1 } });
  expect(await settled).toMatchObject({ status: 'committed' });
  expect(held.getSnapshot().documents.get(TICKET)).toBe('bumped');
  expect(queue.getSnapshot()).toMatchObject({ pending: [], refused: [], waiting: 0 });
  expect(disk.size).toBe(0);
});

test('nothing is sent before the disk has it', async () => {
  const { clock, edge, network, openScreen } = createWorld();
  let stored: () => void = () => undefined;
  const slow: QueueStore = {
    ...createMemoryQueueStore(),
    put: () =>
      new Promise((resolve) => {
        stored = resolve;
      }),
  };
  const { queue } = await openScreen(new Map(), { store: slow });
  await clock.advanceAsync(100);
  queue.submit('bumpTicket', bump);
  await clock.advanceAsync(1_000);
  // A new line makes the queue look for what to send.
  network.breakAll();
  await clock.advanceAsync(5_000);
  expect(edge.heard.filter((frame) => frame.type === 'command')).toHaveLength(0);
  stored();
  await clock.advanceAsync(100);
  expect(edge.heard.filter((frame) => frame.type === 'command')).toHaveLength(1);
});

test('a committed press stays in the view until the topic shows it', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.decide = bumps();
  const { feed, queue } = await openScreen();
  feed.hold('kitchen:grill');
  await clock.advanceAsync(100);
  edge.mute('kitchen:grill');
  const { answered } = queue.submit('bumpTicket', bump, { settleTopics: ['kitchen:grill'] });
  await clock.advanceAsync(100);
  await answered;
  expect(queue.getSnapshot()).toMatchObject({ pending: [{ phase: 'committed' }], waiting: 0 });
  edge.unmute('kitchen:grill');
  await clock.advanceAsync(1_500);
  expect(queue.getSnapshot().pending).toEqual([]);
});

test('the topic and the queue change in one go: nobody ever sees a press twice or not at all', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.decide = bumps();
  edge.resultFirst = true;
  const { feed, queue } = await openScreen();
  const held = feed.hold('kitchen:grill');
  await clock.advanceAsync(100);
  const seen: number[] = [];
  const look = () => seen.push(held.getSnapshot().documents.size + queue.getSnapshot().pending.length);
  held.subscribe(look);
  queue.subscribe(look);
  queue.submit('bumpTicket', bump, { settleTopics: ['kitchen:grill'] });
  await clock.advanceAsync(100);
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set([1]));
});

test('what was pressed without an edge leaves in order once it is there, with the same keys', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const { queue } = await openScreen();
  const keys = [1, 2, 3].map(() => queue.submit('bumpTicket', bump, { lane: 'one' }).key);
  await clock.advanceAsync(60_000);
  expect(queue.getSnapshot().waiting).toBe(3);
  edge.start();
  await clock.advanceAsync(10_000);
  expect(edge.answered.size).toBe(3);
  expect([...edge.answered.keys()]).toEqual(keys);
});

test('a restart of the device sends what was kept, with the key made at the press', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const first = await openScreen();
  const { key } = first.queue.submit('bumpTicket', bump, { lane: 'one' });
  await clock.advanceAsync(10);
  first.queue.close();
  first.feed.stop();
  edge.start();
  const second = await openScreen(first.disk);
  expect(second.queue.getSnapshot().pending).toMatchObject([{ key, phase: 'waiting', args: bump }]);
  await clock.advanceAsync(5_000);
  expect([...edge.answered.keys()]).toEqual([key]);
  expect(first.disk.size).toBe(0);
});

test('in a lane one after the other, lanes side by side, at most eight on their way', async () => {
  const { clock, edge, network, openScreen } = createWorld();
  const { queue } = await openScreen();
  await clock.advanceAsync(100);
  network.setFaults({ minDelayMs: 100, maxDelayMs: 100 });
  for (let lane = 0; lane < 12; lane += 1) {
    for (let n = 0; n < 2; n += 1) queue.submit('bumpTicket', { ticketId: `${lane}-${n}` }, { lane: `${lane}` });
  }
  await clock.advanceAsync(10);
  const sent = () => queue.getSnapshot().pending.filter(({ phase }) => phase === 'sent');
  expect(sent()).toHaveLength(8);
  expect(new Set(sent().map(({ lane }) => lane)).size).toBe(8);
  await clock.advanceAsync(5_000);
  const order = edge.effects.map((key) => {
    const frame = edge.heard.find((heard) => heard.type === 'command' && heard.key === key);
    return frame?.type === 'command' ? String(frame.args.ticketId) : '';
  });
  expect(order).toHaveLength(24);
  for (let lane = 0; lane < 12; lane += 1) {
    expect(order.filter((id) => id.startsWith(`${lane}-`))).toEqual([`${lane}-0`, `${lane}-1`]);
  }
});

test('a refusal stays visible over a restart, holds back what follows in its lane, and nothing else', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.decide = bumps(new Set(['bad']));
  const { queue, feed, disk } = await openScreen();
  const bad = queue.submit('bumpTicket', { ticketId: 'bad' }, { lane: 'order' });
  const after = queue.submit('bumpTicket', { ticketId: 'after' }, { lane: 'order' });
  const other = queue.submit('bumpTicket', { ticketId: 'other' }, { lane: 'another order' });
  await clock.advanceAsync(500);
  expect(await bad.settled).toMatchObject({ status: 'refused', error: { code: 'sold_out' } });
  expect(await after.settled).toMatchObject({ status: 'blocked', by: bad.key, error: { code: 'sold_out' } });
  expect(await other.settled).toMatchObject({ status: 'committed' });
  expect(edge.heard.filter((frame) => frame.type === 'command' && frame.args.ticketId === 'after')).toHaveLength(0);
  queue.close();
  feed.stop();
  const again = await openScreen(disk);
  await clock.advanceAsync(500);
  expect(again.queue.getSnapshot().refused).toMatchObject([
    { key: bad.key, state: 'rejected', error: { code: 'sold_out' }, blockedBy: null },
    { key: after.key, state: 'blocked', blockedBy: bad.key },
  ]);
  again.queue.dismiss(bad.key);
  await clock.advanceAsync(10);
  expect(again.queue.getSnapshot().refused).toEqual([]);
  expect(disk.size).toBe(0);
});

test('a refused press can be retried: a new key for it, and what it blocked follows', async () => {
  const { clock, edge, openScreen } = createWorld();
  const refused = new Set(['bad']);
  edge.decide = bumps(refused);
  const { queue } = await openScreen();
  const bad = queue.submit('bumpTicket', { ticketId: 'bad' }, { lane: 'order' });
  const after = queue.submit('bumpTicket', { ticketId: 'after' }, { lane: 'order' });
  await clock.advanceAsync(500);
  refused.clear();
  queue.retry(bad.key);
  await clock.advanceAsync(500);
  expect(queue.getSnapshot()).toMatchObject({ pending: [], refused: [] });
  expect(edge.effects).toHaveLength(2);
  expect(edge.effects[0]).not.toBe(bad.key);
  expect(edge.effects[1]).toBe(after.key);
});

test('a session that ended holds the press until the same person signs in; it was never lost', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.decide = (_name, _args, session) =>
    session === 'fresh' ? { changes: [], answer: null } : { refuse: { code: 'session_expired', params: {} } };
  const { queue, sessions } = await openScreen();
  const ana = { staffId: 'ana', name: 'Ana', role: 'server', expiresMs: 0 };
  sessions.signedIn({ ...ana, session: 'old' });
  const { key } = queue.submit('bumpTicket', bump, { lane: 'order' });
  await clock.advanceAsync(500);
  expect(sessions.current.getSnapshot()).toBeNull();
  sessions.signedIn({ ...ana, staffId: 'luis', session: 'fresh' });
  await clock.advanceAsync(500);
  expect(queue.getSnapshot().pending).toMatchObject([{ key, needsSession: true, staffId: 'ana' }]);
  sessions.signedIn({ ...ana, session: 'fresh' });
  await clock.advanceAsync(500);
  expect(edge.effects).toEqual([key]);
});

test('a session token is never written to the device', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const { queue, sessions, disk } = await openScreen();
  sessions.signedIn({ staffId: 'ana', name: 'Ana', role: 'server', expiresMs: 0, session: 'very-secret' });
  queue.submit('bumpTicket', bump);
  await clock.advanceAsync(10);
  expect(JSON.stringify([...disk])).not.toContain('very-secret');
  expect(JSON.stringify([...disk])).toContain('ana');
});

test('a busy house is asked again with the same key, a fault of ours five times, then it is a refusal', async () => {
  const { clock, edge, openScreen } = createWorld();
  let asked = 0;
  edge.decide = () => {
    asked += 1;
    if (asked < 4) return { refuse: { code: 'overloaded', params: { retryAfterMs: 50 } } };
    return { refuse: { code: 'internal', params: {} } };
  };
  const { queue } = await openScreen();
  const { settled } = queue.submit('bumpTicket', bump);
  await clock.advanceAsync(120_000);
  expect(await settled).toMatchObject({ status: 'refused', error: { code: 'internal' } });
  expect(asked).toBe(3 + 5);
});

test('an answer that got lost on a line that looks fine is asked for again', async () => {
  const { clock, edge, openScreen } = createWorld();
  let asked = 0;
  edge.decide = () => {
    asked += 1;
    return { changes: [], answer: null };
  };
  const { queue } = await openScreen();
  await clock.advanceAsync(100);
  edge.loseNextResult = true;
  const { settled } = queue.submit('bumpTicket', bump);
  await clock.advanceAsync(11_000);
  expect(await settled).toMatchObject({ status: 'committed' });
  expect(asked).toBe(1);
});

test('the queue has an end, and says so', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const { queue, disk } = await openScreen(new Map(), { limits: { maxCommands: 3 } });
  const outcomes = [1, 2, 3, 4].map(() => queue.submit('bumpTicket', bump));
  await clock.advanceAsync(10);
  expect(await outcomes[3]?.settled).toEqual({
    status: 'refused',
    error: { code: 'overloaded', params: { waiting: 3 } },
  });
  expect(disk.size).toBe(3);
});

test('a press too large for a frame is refused at once instead of breaking the line for ever', async () => {
  const { queue } = await createWorld().openScreen();
  const { settled } = queue.submit('bumpTicket', { ticketId: 'x'.repeat(70_000) });
  expect(await settled).toMatchObject({ status: 'refused', error: { code: 'payload_too_large' } });
});

test('a device whose disk is broken goes on selling and says that it keeps nothing', async () => {
  const { clock, edge, openScreen } = createWorld();
  const broken: QueueStore = {
    isDurable: true,
    load: () => Promise.reject(new Error('no disk')),
    put: () => Promise.reject(new Error('no disk')),
    remove: () => Promise.reject(new Error('no disk')),
  };
  const { queue } = await openScreen(new Map<string, StoredCommand>(), { store: broken });
  expect(queue.getSnapshot().durable).toBe(false);
  queue.submit('bumpTicket', bump);
  await clock.advanceAsync(500);
  expect(edge.effects).toHaveLength(1);
});

test('a device whose disk breaks later says so from then on', async () => {
  const { clock, openScreen } = createWorld();
  let isBroken = false;
  const store: QueueStore = {
    ...createMemoryQueueStore(),
    isDurable: true,
    put: () => (isBroken ? Promise.reject(new Error('disk full')) : Promise.resolve()),
  };
  const { queue } = await openScreen(new Map(), { store });
  queue.submit('bumpTicket', bump);
  await clock.advanceAsync(100);
  expect(queue.getSnapshot().durable).toBe(true);
  isBroken = true;
  queue.submit('bumpTicket', bump);
  await clock.advanceAsync(100);
  expect(queue.getSnapshot().durable).toBe(false);
});

test('a queue in memory says that it keeps nothing', async () => {
  const { queue } = await createWorld().openScreen(new Map(), { store: createMemoryQueueStore() });
  expect(queue.getSnapshot().durable).toBe(false);
});

test('a long queue leaves no faster than the edge allows', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const { queue } = await openScreen();
  for (let n = 0; n < 200; n += 1) queue.submit('bumpTicket', { ticketId: `${n}` });
  edge.start();
  await clock.advanceAsync(3_000);
  const early = edge.effects.length;
  expect(early).toBeGreaterThan(40);
  expect(early).toBeLessThanOrEqual(60 + 3 * 20);
  await clock.advanceAsync(10_000);
  expect(edge.effects).toHaveLength(200);
});

test('drained tells when everything of a person has arrived', async () => {
  const { clock, edge, openScreen } = createWorld();
  edge.stop();
  const { queue, sessions } = await openScreen();
  sessions.signedIn({ staffId: 'ana', name: 'Ana', role: 'server', expiresMs: 0, session: 's' });
  queue.submit('bumpTicket', bump);
  let drained = false;
  void queue.drained('ana').then(() => {
    drained = true;
  });
  await queue.drained('luis');
  await clock.advanceAsync(1_000);
  expect(drained).toBe(false);
  edge.start();
  await clock.advanceAsync(10_000);
  expect(drained).toBe(true);
});

test('the view is the same object until something changes', async () => {
  const { clock, openScreen } = createWorld();
  const { queue } = await openScreen();
  const before = queue.getSnapshot();
  await clock.advanceAsync(5_000);
  expect(queue.getSnapshot()).toBe(before);
  queue.submit('bumpTicket', bump);
  expect(queue.getSnapshot()).not.toBe(before);
});
