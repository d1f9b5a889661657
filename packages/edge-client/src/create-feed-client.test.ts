import { expect, test } from 'vitest';
import { createWorld } from '../test/world.ts';

const order = (n: number) => ({ topic: 'orders.open', key: `o${n}`, doc: { n } });

function open(seed = 1) {
  const world = createWorld(seed);
  const feed = world.openFeed();
  const level = () => feed.status.getSnapshot().level;
  return { ...world, feed, level };
}

test('a screen that starts gets a snapshot, then deltas', () => {
  const { clock, edge, feed, level } = open();
  for (let n = 0; n < 7; n += 1) edge.change([order(n)]);
  const held = feed.hold('orders.open');
  expect(level()).toBe('connecting');
  feed.start();
  clock.advance(20);
  expect(level()).toBe('live');
  expect([...held.getSnapshot().documents.keys()]).toEqual(['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6']);
  edge.change([order(8), { topic: 'orders.open', key: 'o0', doc: null }]);
  clock.advance(5);
  expect([...held.getSnapshot().documents.keys()]).toEqual(['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o8']);
});

test('silence shows within three seconds by the clock alone, without any message to tell it', () => {
  const { clock, network, feed, level } = open();
  feed.start();
  clock.advance(4_010);
  let toldAtMs = 0;
  feed.status.subscribe(() => {
    toldAtMs ||= clock.monotonicMs();
  });
  network.setPartitioned(true);
  const silentFromMs = clock.monotonicMs();
  clock.advance(2_700);
  expect(level()).toBe('live');
  clock.advance(300);
  expect(level()).toBe('server_lost');
  expect(toldAtMs - silentFromMs).toBeLessThanOrEqual(3_000);
  expect(feed.status.getSnapshot().lastHeardMs).toBeLessThanOrEqual(clock.nowMs() - 2_800);
});

test('after the partition the screen comes back by itself and has what it missed', () => {
  const { clock, network, edge, feed, level } = open();
  const held = feed.hold('orders.open');
  feed.start();
  clock.advance(2_000);
  network.setPartitioned(true);
  clock.advance(30_000);
  edge.change([order(1)]);
  network.setPartitioned(false);
  clock.advance(8_000);
  expect(level()).toBe('live');
  expect([...held.getSnapshot().documents.keys()]).toEqual(['o1']);
  expect(edge.heard.filter((frame) => frame.type === 'subscribe').at(-1)).toMatchObject({ resume: { epoch: 1 } });
});

test('a line that breaks and is back at once changes no level', () => {
  const { clock, network, feed } = open();
  feed.hold('orders.open');
  feed.start();
  clock.advance(10_000);
  const levels: string[] = [];
  feed.status.subscribe(() => levels.push(feed.status.getSnapshot().level));
  network.breakAll();
  clock.advance(2_000);
  expect(levels.filter((level) => level !== 'live')).toEqual([]);
});

test('while there is no line the countdown to the next try runs', () => {
  const { clock, edge, feed, level } = open(3);
  feed.start();
  clock.advance(5_000);
  edge.stop();
  const countdown = new Set<number | null>();
  for (let step = 0; step < 400; step += 1) {
    clock.advance(50);
    countdown.add(feed.status.getSnapshot().retryInMs);
  }
  expect(level()).toBe('server_lost');
  expect([...countdown].filter((ms) => ms !== null).every((ms) => ms % 1_000 === 0 && ms <= 3_000)).toBe(true);
  expect(countdown.size).toBeGreaterThan(2);
});

test('a refused device says why and asks again every thirty seconds', () => {
  const { clock, edge, feed, level } = open();
  edge.refuseHello = { type: 'bye', error: { code: 'token_expired', params: {} }, retryMs: null };
  feed.start();
  clock.advance(1_000);
  expect(level()).toBe('server_lost');
  expect(feed.status.getSnapshot().refusal?.code).toBe('token_expired');
  const hellos = () => edge.heard.filter((frame) => frame.type === 'hello').length;
  expect(hellos()).toBe(1);
  clock.advance(28_000);
  expect(hellos()).toBe(1);
  edge.refuseHello = null;
  clock.advance(3_000);
  expect(level()).toBe('live');
  expect(feed.status.getSnapshot().refusal).toBeNull();
});

test('a line on which the edge does not hear us is given up, though we hear the edge', () => {
  const { clock, network, edge, feed, level } = open();
  feed.start();
  clock.advance(10_000);
  network.silence('up');
  const hellos = () => edge.heard.filter((frame) => frame.type === 'hello').length;
  clock.advance(16_000);
  expect(level()).toBe('live');
  expect(hellos()).toBe(2);
});

test('a missed change shows at the next beat and is fetched', () => {
  const { clock, edge, feed } = open();
  const held = feed.hold('stock');
  feed.start();
  clock.advance(500);
  // A delta that never comes: the head moves, the screen hears of it only by the beat.
  const subscribed = edge.heard.length;
  edge.mute('stock');
  edge.change([{ topic: 'stock', key: 'x', doc: 1 }]);
  clock.advance(10);
  expect(held.getSnapshot().documents.size).toBe(0);
  edge.unmute('stock');
  clock.advance(1_000);
  expect(edge.heard.slice(subscribed).filter((frame) => frame.type === 'subscribe')).toHaveLength(1);
  expect(held.getSnapshot().documents.get('x')).toBe(1);
});

test('the house losing the internet is a level of its own, with what waits', () => {
  const { clock, edge, feed } = open();
  feed.start();
  clock.advance(1_500);
  edge.health = { internet: 'down', waitingToSync: 12, catchUpTotal: null, downSinceMs: 5 };
  clock.advance(1_500);
  expect(feed.status.getSnapshot()).toMatchObject({ level: 'internet_down', health: { waitingToSync: 12 } });
  edge.health = { internet: 'catching_up', waitingToSync: 4, catchUpTotal: 12, downSinceMs: null };
  clock.advance(1_500);
  expect(feed.status.getSnapshot().level).toBe('catching_up');
});

test('a box that was replaced is not listened to', () => {
  const { clock, network, edge, feed, level } = open();
  const held = feed.hold('stock');
  feed.start();
  edge.epoch = 2;
  edge.change([{ topic: 'stock', key: 'x', doc: 'new' }]);
  clock.advance(1_000);
  edge.epoch = 1;
  edge.change([{ topic: 'stock', key: 'x', doc: 'old' }]);
  network.breakAll();
  clock.advance(20_000);
  expect(level()).toBe('server_lost');
  expect(held.getSnapshot().documents.get('x')).toBe('new');
});

test('a history that is shorter than before (an old backup) is taken over whole', () => {
  const { clock, network, edge, feed, level } = open();
  const held = feed.hold('stock');
  feed.start();
  for (let n = 0; n < 5; n += 1) edge.change([{ topic: 'stock', key: `k${n}`, doc: n }]);
  clock.advance(1_500);
  expect(held.getSnapshot().documents.size).toBe(5);
  edge.restore(2, 'stock', [['k0', 0]]);
  network.breakAll();
  clock.advance(5_000);
  expect(level()).toBe('live');
  expect([...held.getSnapshot().documents.keys()]).toEqual(['k0']);
});

test('a screen that knows it is behind says so after three seconds, although it hears the edge all along', () => {
  const { clock, edge, feed, level } = open();
  const held = feed.hold('stock');
  feed.start();
  clock.advance(2_500);
  expect(level()).toBe('live');
  edge.behind.add('stock');
  edge.change([{ topic: 'stock', key: 'soup', doc: 'gone' }]);
  clock.advance(2_000);
  expect(level()).toBe('live');
  clock.advance(2_500);
  expect(level()).toBe('catching_up');
  clock.advance(20_000);
  expect(level()).toBe('catching_up');
  edge.behind.delete('stock');
  clock.advance(5_000);
  expect(level()).toBe('live');
  expect(held.getSnapshot().documents.get('soup')).toBe('gone');
});

test('the edge clock is the median of ping answers, whatever the wall clock of the screen does', () => {
  const { clock, network, edge, feed } = open();
  network.setFaults({ minDelayMs: 10, maxDelayMs: 10 });
  edge.serverAheadMs = 90_000;
  feed.start();
  clock.advance(40_000);
  expect(Math.abs(feed.serverNowMs() - (clock.nowMs() + 90_000))).toBeLessThanOrEqual(1);
  clock.jumpWall(-3_600_000);
  expect(Math.abs(feed.serverNowMs() - (clock.nowMs() + 3_600_000 + 90_000))).toBeLessThanOrEqual(1);
  expect(Math.abs(feed.clockAheadMs() + 3_690_000)).toBeLessThanOrEqual(1);
});

test('after a sleep the screen connects anew at once, by either kind of monotonic clock', () => {
  for (const stops of [false, true]) {
    const { clock, edge, feed, level } = open();
    feed.start();
    clock.advance(10_000);
    const hellos = () => edge.heard.filter((frame) => frame.type === 'hello').length;
    const before = hellos();
    clock.suspend(3_600_000, stops);
    clock.advance(1_100);
    expect(hellos()).toBe(before + 1);
    expect(level()).toBe('live');
  }
});

test('a topic is subscribed once for all its holders, lingers, and is then let go', () => {
  const { clock, edge, feed } = open();
  feed.start();
  clock.advance(100);
  const one = feed.hold('menu');
  const two = feed.hold('menu');
  clock.advance(100);
  const count = (type: string) => edge.heard.filter((frame) => frame.type === type).length;
  expect(count('subscribe')).toBe(1);
  one.release();
  one.release();
  clock.advance(10_000);
  expect(count('unsubscribe')).toBe(0);
  two.release();
  clock.advance(1_000);
  const three = feed.hold('menu');
  clock.advance(10_000);
  expect([count('subscribe'), count('unsubscribe')]).toEqual([1, 0]);
  three.release();
  clock.advance(6_000);
  expect(count('unsubscribe')).toBe(1);
});

test('a topic that needs a person is asked for again when one signs in', () => {
  const world = createWorld();
  let session: string | null = null;
  const feed = world.openFeed(() => session);
  world.edge.needsSession.add('orders.open');
  const held = feed.hold('orders.open');
  feed.start();
  world.clock.advance(100);
  expect(held.getSnapshot().error?.code).toBe('session_required');
  session = 'ana';
  feed.sessionChanged();
  world.clock.advance(100);
  expect(held.getSnapshot()).toMatchObject({ error: null, ready: true });
});

test('who signs in is not shown what the person before saw last as if it were of now', () => {
  const world = createWorld();
  let session: string | null = 'ana';
  const feed = world.openFeed(() => session);
  world.edge.needsSession.add('orders.open');
  world.edge.change([{ topic: 'orders.open', key: 'one', doc: 'open' }]);
  const held = feed.hold('orders.open');
  feed.start();
  world.clock.advance(1_500);
  session = null;
  world.network.breakAll();
  world.clock.advance(1_500);
  expect(held.getSnapshot().error?.code).toBe('session_required');
  world.edge.change([{ topic: 'orders.open', key: 'one', doc: 'paid' }]);
  session = 'bo';
  feed.sessionChanged();
  expect(held.getSnapshot()).toMatchObject({ ready: false, error: null });
  world.clock.advance(100);
  expect(held.getSnapshot().ready).toBe(true);
  expect(held.getSnapshot().documents.get('one')).toBe('paid');
});

test('a person who signs in while the refusal is still under way gets the topic all the same', () => {
  const world = createWorld(1, { minDelayMs: 40, maxDelayMs: 40 });
  let session: string | null = null;
  const feed = world.openFeed(() => session);
  world.edge.needsSession.add('orders.open');
  const held = feed.hold('orders.open');
  feed.start();
  while (!world.edge.heard.some((frame) => frame.type === 'subscribe')) world.clock.advance(1);
  session = 'ana';
  feed.sessionChanged();
  world.clock.advance(3_000);
  expect(held.getSnapshot()).toMatchObject({ error: null, ready: true });
});

test('an answer to an earlier asking takes nothing from the person who asked since', () => {
  const world = createWorld();
  let session: string | null = null;
  const feed = world.openFeed(() => session);
  world.edge.needsSession.add('orders.open');
  feed.start();
  world.clock.advance(1_000);
  // On a line this slow the topic is asked for again before the first answer is here: two refusals are under way.
  world.network.setFaults({ minDelayMs: 2_400, maxDelayMs: 2_400 });
  const held = feed.hold('orders.open');
  world.clock.advance(4_700);
  session = 'ana';
  feed.sessionChanged();
  const errors: unknown[] = [];
  for (let passedMs = 0; passedMs < 12_000; passedMs += 100) {
    world.clock.advance(100);
    errors.push(held.getSnapshot().error);
  }
  expect(world.edge.heard.filter((frame) => frame.type === 'subscribe' && frame.session === null)).toHaveLength(2);
  expect(held.getSnapshot()).toMatchObject({ error: null, ready: true });
  expect(new Set(errors)).toEqual(new Set([null]));
});

test('a stopped feed does nothing more', () => {
  const { clock, feed } = open();
  feed.start();
  clock.advance(1_000);
  feed.stop();
  clock.advance(1_000);
  let told = 0;
  feed.status.subscribe(() => {
    told += 1;
  });
  clock.advance(60_000);
  expect(told).toBe(0);
});
