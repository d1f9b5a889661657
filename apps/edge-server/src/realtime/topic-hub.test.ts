import { HOUR_MS } from '@passbell/core/kernel/durations';
import { type FeedDelta, feedDelta, feedSnapshot } from '@passbell/core/wire/feed-messages';
import { createFakeClock, type FakeClock } from '@passbell/testkit/fake-clock';
import { expect, test, vi } from 'vitest';
import { createSyntheticHouse, type SyntheticHouse } from '../../test/feed-synthetic-house.ts';
import type { EdgeReads } from '../modules/edge-reads.ts';
import { createTopicHub, HUB_LIMITS, type HubLimits, type TopicHub, type TopicSubscriber } from './topic-hub.ts';

interface Listener extends TopicSubscriber {
  readonly texts: string[];
  readonly restarts: string[];
  deltas(): FeedDelta[];
}

function listener(): Listener {
  const texts: string[] = [];
  const restarts: string[] = [];
  return {
    texts,
    restarts,
    changed: (_topic, delta) => texts.push(delta.text),
    restarted: (topic) => restarts.push(topic),
    deltas: () => texts.map((text) => feedDelta.parse(JSON.parse(text))),
  };
}

interface World {
  readonly clock: FakeClock;
  readonly house: SyntheticHouse;
  readonly hub: TopicHub;
  readonly faults: unknown[];
}

function createWorld(limits: Partial<HubLimits> = {}, wrap: (reads: EdgeReads) => EdgeReads = (reads) => reads): World {
  const clock = createFakeClock();
  const house = createSyntheticHouse(clock);
  const faults: unknown[] = [];
  const hub = createTopicHub({
    reads: wrap(house.reads),
    clock,
    start: house.position(),
    onFault: (error) => faults.push(error),
    limits: { ...HUB_LIMITS, ...limits },
  });
  house.onCommitted(hub.committed);
  return { clock, house, hub, faults };
}

/** Joins and reads, as a session does. */
function hear({ hub }: World, topic: string): Listener {
  const one = listener();
  hub.join(topic, one);
  hub.snapshot(topic);
  return one;
}

test('two hundred screens get the same text, made once', () => {
  const world = createWorld();
  const screens = Array.from({ length: 200 }, () => hear(world, 'orders.open'));
  hear(world, 'order:o1');
  const stringify = vi.spyOn(JSON, 'stringify');
  world.house.commit(world.house.place('o1', ['grill']));
  const documents = stringify.mock.calls.filter(([value]) => typeof value === 'object');
  stringify.mockRestore();
  expect(documents).toHaveLength(1);
  expect(new Set(screens.map(({ texts }) => texts.join())).size).toBe(1);
  expect(screens[199]?.deltas()).toHaveLength(1);
});

test('a commit of many commands makes one delta per topic, at the head of the batch', () => {
  const world = createWorld();
  const open = hear(world, 'orders.open');
  const grill = hear(world, 'kitchen:grill');
  const first = world.house.commit(world.house.place('o1', ['grill']), world.house.place('o2', ['grill']));
  const second = world.house.commit(world.house.bump('o1', 'grill'), world.house.bump('o2', 'grill'));
  expect(open.deltas().map(({ prev, seq, ops }) => [prev, seq, ops.length])).toEqual([[1, first.headSeq, 2]]);
  expect(grill.deltas().map(({ prev, seq, ops }) => [prev, seq, ops.length])).toEqual([
    [1, first.headSeq, 2],
    [first.headSeq, second.headSeq, 2],
  ]);
});

test('each order is read once per commit, however many topics show it', () => {
  const order = vi.fn();
  const orderTickets = vi.fn();
  const world = createWorld({}, (reads) => ({
    ...reads,
    order: (id) => {
      order(id);
      return reads.order(id);
    },
    orderTickets: (id) => {
      orderTickets(id);
      return reads.orderTickets(id);
    },
  }));
  for (const topic of ['orders.open', 'order:o1', 'order:o2', 'kitchen:grill', 'kitchen:fry', 'kitchen:bar', 'stock'])
    hear(world, topic);
  order.mockClear();
  world.house.commit(world.house.place('o1', ['grill', 'fry']), world.house.bump('o1', 'grill'));
  expect(order.mock.calls).toEqual([['o1']]);
  expect(orderTickets.mock.calls).toEqual([['o1']]);
});

test('a commit that shows nowhere sends nothing and moves no head', () => {
  const world = createWorld();
  world.house.commit(world.house.place('o1', ['grill']));
  const open = hear(world, 'orders.open');
  const grill = hear(world, 'kitchen:grill');
  const before = world.hub.head('orders.open');
  world.house.commit(world.house.untouched('o1'));
  expect([open.texts, grill.texts]).toEqual([[], []]);
  expect(world.hub.head('orders.open')).toBe(before);
  expect(world.hub.position()).toEqual(world.house.position());
});

test('a station hears of its own tickets and of the other stations of their orders', () => {
  const world = createWorld();
  const grill = hear(world, 'kitchen:grill');
  const fry = hear(world, 'kitchen:fry');
  world.house.commit(world.house.place('o1', ['grill', 'bar']));
  world.house.commit(world.house.bump('o1', 'bar'));
  world.house.commit(world.house.place('o2', ['bar']));
  expect(grill.deltas().map(({ ops }) => ops.map(({ key }) => key))).toEqual([['o1/grill'], ['o1/grill']]);
  expect(grill.deltas()[1]?.ops[0]?.doc).toMatchObject({ others: [{ stationId: 'bar', doneLines: 1 }] });
  expect(fry.texts).toEqual([]);
});

test('closed orders and void tickets leave, bumped tickets stay for recall', () => {
  const world = createWorld();
  world.house.commit(world.house.place('o1', ['grill', 'fry']));
  const open = hear(world, 'orders.open');
  const grill = hear(world, 'kitchen:grill');
  world.house.commit(world.house.bump('o1', 'grill'));
  expect(grill.deltas().at(-1)?.ops).toMatchObject([{ key: 'o1/grill', doc: { state: 'bumped' } }]);
  world.house.commit(world.house.voidTicket('o1', 'grill'));
  expect(grill.deltas().at(-1)?.ops).toEqual([{ key: 'o1/grill', doc: null }]);
  world.house.commit(world.house.complete('o1'));
  expect(open.deltas().at(-1)?.ops).toEqual([{ key: 'o1', doc: null }]);
});

test('a ticket bumped an hour ago leaves with the next change, and is in no snapshot', () => {
  const world = createWorld();
  world.house.commit(world.house.place('o1', ['grill']), world.house.place('o2', ['grill']));
  const grill = hear(world, 'kitchen:grill');
  world.house.commit(world.house.bump('o1', 'grill'));
  const documents = () =>
    world.hub
      .snapshot('kitchen:grill')
      .parts.flatMap((part) => feedSnapshot.parse(JSON.parse(part)).documents.map(({ key }) => key));
  world.clock.advance(HOUR_MS - 1);
  expect(documents()).toEqual(['o1/grill', 'o2/grill']);
  world.clock.advance(1);
  expect(documents()).toEqual(['o2/grill']);
  world.house.commit(world.house.bump('o2', 'grill'));
  expect(grill.deltas().at(-1)?.ops).toMatchObject([{ key: 'o2/grill' }, { key: 'o1/grill', doc: null }]);
});

test('what is put back on sale and not counted leaves the stock', () => {
  const world = createWorld();
  const stock = hear(world, 'stock');
  world.house.commit(world.house.eightySix('scallops', true), world.house.stock('steak', 2));
  world.house.commit(world.house.eightySix('scallops', false));
  expect(
    stock
      .deltas()[0]
      ?.ops.map(({ key }) => key)
      .sort(),
  ).toEqual(['item:scallops', 'item:steak']);
  expect(stock.deltas()[1]?.ops).toEqual([{ key: 'item:scallops', doc: null }]);
});

test('another menu or another name shows in everything that bears it', () => {
  const world = createWorld();
  world.house.commit(world.house.place('o1', ['grill', 'fry']));
  const grill = hear(world, 'kitchen:grill');
  const menu = hear(world, 'menu');
  const open = hear(world, 'orders.open');
  world.house.commit(world.house.activateMenu('m2'));
  expect(menu.deltas()[0]?.ops).toMatchObject([{ key: 'active', doc: { hash: 'm2' } }]);
  expect(grill.deltas()[0]?.ops).toMatchObject([{ doc: { others: [{ stationName: 'm2' }] } }]);
  world.house.commit(world.house.rename('Bea'));
  expect(grill.deltas()[1]?.ops).toMatchObject([{ doc: { staffName: 'Bea' } }]);
  expect(open.deltas()[0]?.ops).toMatchObject([{ doc: { staffName: 'Bea' } }]);
});

test('a topic nobody hears is kept for those who come back, then forgotten; many are not kept at all', () => {
  const world = createWorld({ idleMs: 60_000, idleTopics: 3 });
  const position = () => world.hub.position();
  const leave = (topic: string) => world.hub.leave(topic, hear(world, topic));
  const missed = (topic: string, at: { epoch: number; seq: number }) => {
    world.hub.join(topic, listener());
    return world.hub.missed(topic, at)?.length;
  };
  const start = position();
  leave('stock');
  world.house.commit(world.house.stock('steak', 1));
  world.clock.advance(59_000);
  world.house.commit(world.house.place('o1', []));
  expect(missed('stock', start)).toBe(1);

  leave('menu');
  world.clock.advance(60_000);
  world.house.commit(world.house.place('o2', []));
  expect(missed('menu', start)).toBeUndefined();

  const now = position();
  for (const station of ['a', 'b', 'c', 'd']) leave(`kitchen:${station}`);
  world.house.commit(world.house.place('o3', []));
  expect(['a', 'b', 'c', 'd'].map((station) => missed(`kitchen:${station}`, now))).toEqual([undefined, 0, 0, 0]);
});

test('who comes back to a topic keeps it', () => {
  const world = createWorld({ idleMs: 60_000 });
  world.hub.leave('stock', hear(world, 'stock'));
  const back = hear(world, 'stock');
  world.clock.advance(120_000);
  world.house.commit(world.house.stock('steak', 1));
  world.house.commit(world.house.stock('steak', 2));
  expect(back.texts).toHaveLength(2);
});

test('a topic goes when the last of its screens has left', () => {
  const world = createWorld({ idleMs: 60_000 });
  const [first, second] = [hear(world, 'stock'), hear(world, 'stock')];
  world.hub.leave('stock', first);
  world.clock.advance(120_000);
  world.house.commit(world.house.stock('steak', 1));
  expect([first.texts.length, second.texts.length]).toEqual([0, 1]);
});

test('the past of a topic is bounded by count, size and age', () => {
  const bounded = (ring: Partial<HubLimits['ring']>, betweenMs = 0) => {
    const world = createWorld({ ring: { ...HUB_LIMITS.ring, ...ring } });
    hear(world, 'stock');
    const seqs = [1, 2, 3, 4, 5].map((left) => {
      world.clock.advance(betweenMs);
      return world.house.commit(world.house.stock('steak', left)).headSeq;
    });
    return seqs.map((seq) => world.hub.missed('stock', { epoch: 1, seq })?.length);
  };
  expect(bounded({ deltas: 2 })).toEqual([undefined, undefined, 2, 1, 0]);
  expect(bounded({ size: 400 })).toEqual([undefined, undefined, 2, 1, 0]);
  expect(bounded({ ageMs: 2_000 }, 1_000)).toEqual([undefined, 3, 2, 1, 0]);
});

test('a bug while reading is reported and every topic begins anew', () => {
  let broken = false;
  const world = createWorld({}, (reads) => ({
    ...reads,
    stockTouchedBy: (...args) => {
      if (broken) throw new Error('bug');
      return reads.stockTouchedBy(...args);
    },
  }));
  const stock = hear(world, 'stock');
  const before = world.hub.position();
  broken = true;
  world.house.commit(world.house.stock('steak', 1));
  expect(world.faults).toHaveLength(1);
  expect(stock.restarts).toEqual(['stock']);
  expect(world.hub.missed('stock', before)).toBeUndefined();
  expect(world.hub.snapshot('stock').parts.join()).toContain('"left":1');
});

test('batches out of order are a bug, not a delta', () => {
  const world = createWorld();
  const batch = world.house.commit(world.house.stock('steak', 1));
  expect(() => world.hub.committed(batch)).toThrow('order of the journal');
});
