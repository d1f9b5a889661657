import { FEED_CLOSE, type FeedUp } from '@passbell/core/wire/feed-messages';
import { expect, test } from 'vitest';
import { createFeedWorld, type FakeLine, greeted, hear } from '../../test/feed-fake-line.ts';
import { HELLO, subscribeTo, up } from '../../test/feed-model-screen.ts';

test('resuming brings what was missed, then a beat; a place too old brings a snapshot', () => {
  const world = createFeedWorld({
    hubLimits: {
      ring: { deltas: 2, size: 1e6, ageMs: 60_000 },
      partDocuments: 100,
      partSize: 65_536,
      idleMs: 60_000,
      idleTopics: 10,
    },
  });
  const open = (resume: { epoch: number; seq: number } | null) => {
    const line = world.connect('box');
    line.session.receive(up({ type: 'hello', protocol: 1, token: null, app: 'kds', appVersion: '1' }));
    line.session.receive(up(subscribeTo('stock', resume)));
    world.clock.advance(0);
    return line;
  };
  const first = open(null);
  const early = world.house.position();
  world.house.commit(world.house.stock('steak', 1));
  const later = world.house.position();
  first.session.gone();
  world.house.commit(world.house.stock('steak', 2));
  world.house.commit(world.house.stock('steak', 3));

  const resumed = open(later);
  expect(resumed.screen.frames.map(({ type }) => type)).toEqual(['welcome', 'delta', 'delta', 'beat']);
  expect(resumed.screen.of('beat')[0]?.heads).toEqual({ stock: world.house.position().seq });
  expect(open(world.house.position()).screen.frames.map(({ type }) => type)).toEqual(['welcome', 'beat']);
  expect(open(early).screen.of('snapshot')).toHaveLength(1);
  expect(open({ ...later, epoch: 2 }).screen.of('snapshot')).toHaveLength(1);
  expect(open({ epoch: 1, seq: 9_999 }).screen.of('snapshot')).toHaveLength(1);
});

test('a snapshot of many documents comes in parts of one position', () => {
  const { world, line } = greeted();
  const ids = Array.from({ length: 250 }, (_, at) => `o${at}`);
  world.house.commit(...ids.map((id) => world.house.place(id, [])));
  hear(world, line, 'orders.open');
  const parts = line.screen.of('snapshot');
  expect(parts.map(({ part, parts: of, documents }) => [part, of, documents.length])).toEqual([
    [1, 3, 100],
    [2, 3, 100],
    [3, 3, 50],
  ]);
  expect(new Set(parts.map(({ seq }) => seq)).size).toBe(1);
  expect(line.screen.view('orders.open')?.size).toBe(250);
});

test('a slow line gets no deltas while it is slow, and one snapshot once it drained', () => {
  const { world, line } = greeted({ limits: { slowBytes: 2_000, evictBytes: 100_000 } });
  hear(world, line, 'orders.open');
  line.hold(true);
  for (let at = 0; at < 30; at += 1) world.house.commit(world.house.place(`o${at}`, []));
  line.hold(false);
  world.clock.advance(100);
  const kinds = line.screen.frames.map(({ type }) => type);
  expect(line.screen.of('delta').length).toBeLessThan(10);
  expect(line.screen.of('snapshot')).toHaveLength(2);
  expect(kinds.at(-1)).toBe('snapshot');
  expect(line.screen.view('orders.open')?.size).toBe(30);
  world.house.commit(world.house.place('more', []));
  expect(line.screen.of('delta').at(-1)).toMatchObject({ ops: [{ key: 'more' }] });
  expect(line.screen.gaps).toEqual([]);
});

test('parts of a large snapshot wait for the line, and changes meanwhile follow them', () => {
  const { world, line } = greeted({ limits: { slowBytes: 40_000 } });
  const ids = Array.from({ length: 300 }, (_, at) => `o${at}`);
  world.house.commit(...ids.map((id) => world.house.place(id, [])));
  line.hold(true);
  hear(world, line, 'orders.open');
  world.house.commit(world.house.note('o1', 'no onions'));
  line.hold(false);
  line.hold(true);
  world.house.commit(world.house.complete('o2'));
  line.hold(false);
  world.clock.advance(1_000);
  expect(line.screen.gaps).toEqual([]);
  expect(line.screen.view('orders.open')?.size).toBe(299);
  expect(line.screen.view('orders.open')?.get('o1')).toMatchObject({ note: 'no onions' });
  expect(line.closed).toEqual([]);
});

test('what changes between the subscription and its snapshot is in the snapshot, not before it', () => {
  const { world, line } = greeted();
  const other = world.connect('box');
  other.session.receive(up({ ...HELLO, token: 'box' } as FeedUp)); // As above.
  hear(world, other, 'stock');
  line.session.receive(up(subscribeTo('stock')));
  world.house.commit(world.house.stock('steak', 3));
  world.clock.advance(0);
  expect(line.screen.of('delta')).toEqual([]);
  expect(line.screen.view('stock')?.get('item:steak')).toMatchObject({ left: 3 });
});

test('a snapshot larger than the line takes never fills it past its bound by more than a part', () => {
  const { world, line } = greeted({ limits: { slowBytes: 100_000, evictBytes: 200_000 } });
  world.house.commit(...Array.from({ length: 1_000 }, (_, at) => world.house.place(`o${at}`, [])));
  line.hold(true);
  hear(world, line, 'orders.open');
  expect(line.session.info().bufferedBytes).toBeGreaterThan(100_000);
  for (let round = 0; round < 10; round += 1) {
    world.clock.advance(300);
    expect(line.session.info().bufferedBytes).toBeLessThan(170_000);
    line.hold(false);
    line.hold(true);
  }
  line.hold(false);
  expect(line.screen.view('orders.open')?.size).toBe(1_000);
  expect(line.closed).toEqual([]);
});

test('who missed more than a line takes at once gets a snapshot instead', () => {
  const { world, line } = greeted({ limits: { slowBytes: 3_000 } });
  hear(world, line, 'orders.open');
  const at = world.house.position();
  line.session.gone();
  for (let round = 0; round < 10; round += 1)
    world.house.commit(world.house.place('o1', []), world.house.note('o1', `${round}`));
  const again = world.connect('box');
  again.session.receive(up({ type: 'hello', protocol: 1, token: null, app: 'kds', appVersion: '1' }));
  again.session.receive(up(subscribeTo('orders.open', at)));
  world.clock.advance(0);
  expect(again.screen.of('delta')).toEqual([]);
  expect(again.screen.of('snapshot')).toHaveLength(1);
});

test('asking again while a snapshot is on its way does not begin it anew', () => {
  const { world, line } = greeted({ limits: { slowBytes: 40_000 } });
  world.house.commit(...Array.from({ length: 300 }, (_, at) => world.house.place(`o${at}`, [])));
  line.hold(true);
  hear(world, line, 'orders.open');
  for (let round = 0; round < 10; round += 1) {
    line.session.receive(up(subscribeTo('orders.open')));
    line.hold(false);
    line.hold(true);
  }
  line.hold(false);
  world.clock.advance(100);
  const parts = line.screen.of('snapshot').map(({ part }) => part);
  expect(parts.slice(0, 3)).toEqual([1, 2, 3]);
  expect(line.screen.view('orders.open')?.size).toBe(300);
});

test('a line that does not drain for 5 s is closed; so is one that is past the cap', () => {
  const stuck = greeted({ limits: { slowBytes: 2_000 } });
  hear(stuck.world, stuck.line, 'orders.open');
  stuck.world.clock.advance(500);
  stuck.line.hold(true);
  for (let at = 0; at < 10; at += 1) stuck.world.house.commit(stuck.world.house.place(`o${at}`, []));
  stuck.world.clock.advance(4_900);
  expect(stuck.line.closed).toEqual([]);
  stuck.world.clock.advance(200);
  expect(stuck.line.closed).toMatchObject([{ code: FEED_CLOSE.evicted }]);

  const flooded = greeted({ limits: { evictBytes: 3_000 } });
  flooded.line.hold(true);
  for (let at = 0; at < 100; at += 1) flooded.line.session.receive(up({ type: 'ping', at }));
  expect(flooded.line.closed).toMatchObject([{ code: FEED_CLOSE.evicted }]);
});

test('another epoch makes every screen begin anew', () => {
  const { world, line } = greeted();
  hear(world, line, 'stock');
  world.house.commit(world.house.stock('steak', 3));
  world.house.newEpoch();
  world.clock.advance(0);
  expect(line.screen.of('snapshot').map(({ epoch }) => epoch)).toEqual([1, 2]);
  world.house.commit(world.house.stock('steak', 2));
  expect(line.screen.of('delta').at(-1)).toMatchObject({ epoch: 2 });
  expect(line.screen.gaps).toEqual([]);
});

test.each([
  ['unsubscribed', (line: FakeLine) => line.session.receive(up({ type: 'unsubscribe', topic: 'orders.open' }))],
  ['went away', (line: FakeLine) => line.session.gone()],
])('a topic whose last screen %s costs no reads once it is forgotten', (_how, leave) => {
  let ordersRead = 0;
  const { world, line } = greeted({
    limits: { evictMs: 1e9 },
    house: (house) => ({
      ...house,
      reads: {
        ...house.reads,
        order: (id) => {
          ordersRead += 1;
          return house.reads.order(id);
        },
      },
    }),
  });
  hear(world, line, 'orders.open');
  world.house.commit(world.house.place('o1', []));
  expect(ordersRead).toBe(1);
  leave(line);
  world.clock.advance(15 * 60_000);
  world.house.commit(world.house.place('o2', []));
  expect(ordersRead).toBe(1);
});
