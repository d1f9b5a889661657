import type { FeedUp } from '@passbell/core/wire/feed-messages';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFeedWorld, type FakeLine, type FeedWorld } from '../../test/feed-fake-line.ts';
import { HELLO, subscribeTo, up } from '../../test/feed-model-screen.ts';
import { parseTopic } from './feed-topic.ts';
import { createTopicReader } from './topic-reader.ts';

const ORDERS = [1, 2, 3, 4, 5].map((at) => `0199c0de-0000-7000-8000-00000000000${at}`);
const STATIONS = ['grill', 'fry', 'bar'];
const TOPICS = ['orders.open', 'stock', 'menu', 'staff', 'kitchen:grill', 'kitchen:fry', `order:${ORDERS[0]}`];
const SCREENS = 3;

/** Small bounds, so that rings overflow, snapshots have parts and lines get slow within a few steps. */
const HUB_LIMITS = {
  ring: { deltas: 4, size: 20_000, ageMs: 30_000 },
  partDocuments: 2,
  partSize: 1_500,
  idleMs: 20_000,
  idleTopics: 2,
};
/** Lines are slow but never given up. */
const SESSION_LIMITS = { slowBytes: 3_000, evictBytes: 1e9, slowMs: 1e9, evictMs: 1e9, beatMs: 60_000 };

type Change =
  | { readonly do: 'place'; readonly order: string; readonly stations: readonly string[] }
  | { readonly do: 'bump' | 'void'; readonly order: string; readonly station: string }
  | { readonly do: 'complete' | 'note' | 'untouched'; readonly order: string }
  | { readonly do: 'stock'; readonly left: number }
  | { readonly do: 'menu' | 'rename'; readonly to: string }
  | { readonly do: 'eightySix'; readonly off: boolean };

type Step =
  | { readonly step: 'commit'; readonly changes: readonly Change[] }
  | { readonly step: 'subscribe'; readonly screen: number; readonly topic: string; readonly resume: boolean }
  | { readonly step: 'unsubscribe'; readonly screen: number; readonly topic: string }
  | { readonly step: 'reconnect' | 'hold' | 'release'; readonly screen: number }
  | { readonly step: 'wait'; readonly ms: number }
  | { readonly step: 'newEpoch' };

const order = fc.constantFrom(...ORDERS);
const station = fc.constantFrom(...STATIONS);
const topic = fc.constantFrom(...TOPICS);
const screen = fc.nat(SCREENS - 1);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant('place' as const), order, stations: fc.subarray(STATIONS) }),
  fc.record({ do: fc.constantFrom('bump' as const, 'void' as const), order, station }),
  fc.record({ do: fc.constantFrom('complete' as const, 'note' as const, 'untouched' as const), order }),
  fc.record({ do: fc.constant('stock' as const), left: fc.nat(3) }),
  fc.record({ do: fc.constantFrom('menu' as const, 'rename' as const), to: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('eightySix' as const), off: fc.boolean() }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constant('commit' as const),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('subscribe' as const), screen, topic, resume: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('unsubscribe' as const), screen, topic }) },
  {
    weight: 3,
    arbitrary: fc.record({ step: fc.constantFrom('reconnect' as const, 'hold' as const, 'release' as const), screen }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ step: fc.constant('wait' as const), ms: fc.constantFrom(50, 1_000, 25_000, 2_000_000) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('newEpoch' as const) }) },
);

interface Screen {
  line: FakeLine;
  /** Topics it wants, as the edge was told. */
  readonly wanted: Set<string>;
}

function greet(world: FeedWorld): FakeLine {
  const line = world.connect();
  line.session.receive(up({ ...HELLO, token: 'box' } as FeedUp)); // HELLO is a hello; its union hides it.
  return line;
}

function changeHouse({ house }: FeedWorld, made: Change) {
  switch (made.do) {
    case 'place':
      return house.place(made.order, made.stations);
    case 'bump':
      return house.bump(made.order, made.station);
    case 'void':
      return house.voidTicket(made.order, made.station);
    case 'complete':
      return house.complete(made.order);
    case 'note':
      return house.note(made.order, 'x'.repeat(300));
    case 'untouched':
      return house.untouched(made.order);
    case 'stock':
      return house.stock('steak', made.left);
    case 'menu':
      return house.activateMenu(made.to);
    case 'rename':
      return house.rename(made.to);
    case 'eightySix':
      return house.eightySix('scallops', made.off);
  }
}

/** What the topic holds now by a fresh read, as a screen would have parsed it. */
function truth(world: FeedWorld, name: string): Record<string, unknown> {
  const parsed = parseTopic(name);
  if (!parsed) throw new Error(name);
  const documents = createTopicReader(world.house.reads).all(parsed);
  return Object.fromEntries([...documents].map(([key, { text }]) => [key, JSON.parse(text)]));
}

/** Bumped tickets leave by age with the next change or snapshot; until then a screen may still hold them. */
function withoutAged(world: FeedWorld, view: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const cutMs = world.clock.nowMs() - 3_600_000;
  const isAged = (doc: unknown) =>
    typeof doc === 'object' &&
    doc !== null &&
    'bumpedMs' in doc &&
    typeof doc.bumpedMs === 'number' &&
    doc.bumpedMs <= cutMs;
  return Object.fromEntries([...view].filter(([, doc]) => !isAged(doc)));
}

/** A screen that drains in the end is right about every topic it wants. */
function checkScreen(world: FeedWorld, { line, wanted }: Screen): void {
  expect(line.screen.gaps).toEqual([]);
  expect(line.closed).toEqual([]);
  for (const name of wanted) {
    const view = line.screen.view(name);
    expect(view, name).toBeDefined();
    expect(withoutAged(world, view ?? new Map()), name).toEqual(truth(world, name));
    const at = line.screen.positionOf(name);
    expect(at?.epoch).toBe(world.house.position().epoch);
    expect(at?.seq).toBeLessThanOrEqual(world.house.position().seq);
  }
}

function reconnect(world: FeedWorld, one: Screen): void {
  const before = one.line.screen;
  one.line.session.gone();
  one.line = greet(world);
  one.line.screen.inherit(before);
  for (const name of one.wanted) one.line.session.receive(up(subscribeTo(name, before.positionOf(name))));
}

function performOn(world: FeedWorld, one: Screen, taken: Extract<Step, { screen: number }>) {
  switch (taken.step) {
    case 'subscribe': {
      one.wanted.add(taken.topic);
      const resume = taken.resume ? one.line.screen.positionOf(taken.topic) : null;
      return one.line.session.receive(up(subscribeTo(taken.topic, resume)));
    }
    case 'unsubscribe':
      one.wanted.delete(taken.topic);
      return one.line.session.receive(up({ type: 'unsubscribe', topic: taken.topic }));
    case 'hold':
      return one.line.hold(true);
    case 'release':
      return one.line.hold(false);
    case 'reconnect':
      return reconnect(world, one);
  }
}

function perform(world: FeedWorld, screens: readonly Screen[], taken: Step) {
  switch (taken.step) {
    case 'commit':
      world.house.commit(...taken.changes.map((made) => changeHouse(world, made)));
      return;
    case 'newEpoch':
      world.house.newEpoch();
      return;
    case 'wait':
      return world.clock.advance(taken.ms);
    default: {
      const one = screens[taken.screen];
      if (one) performOn(world, one, taken);
    }
  }
}

test('whatever happens on the way, a screen that drained shows what the house reads', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const world = createFeedWorld({ hubLimits: HUB_LIMITS, limits: SESSION_LIMITS });
      const screens: Screen[] = Array.from({ length: SCREENS }, () => ({ line: greet(world), wanted: new Set() }));
      for (const taken of steps) {
        perform(world, screens, taken);
        world.clock.advance(0);
        for (const one of screens) expect(one.line.screen.gaps).toEqual([]);
      }
      for (const { line } of screens) line.hold(false);
      world.clock.advance(500);
      for (const one of screens) checkScreen(world, one);
      expect(world.faults).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('a screen that asks anew while a delta is on its way takes it once', () => {
  const world = createFeedWorld();
  const one: Screen = { line: greet(world), wanted: new Set(['kitchen:fry']) };
  one.line.session.receive(up(subscribeTo('kitchen:fry')));
  world.clock.advance(0);
  one.line.hold(true);
  world.house.commit(world.house.place(ORDERS[0] ?? '', ['fry']));
  one.line.session.receive(up(subscribeTo('kitchen:fry', one.line.screen.positionOf('kitchen:fry'))));
  one.line.hold(false);
  world.clock.advance(500);
  checkScreen(world, one);
});

test('a screen whose line takes everything is right after every single commit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 }),
      (commits) => {
        const world = createFeedWorld();
        const one: Screen = { line: greet(world), wanted: new Set(TOPICS) };
        for (const name of TOPICS) one.line.session.receive(up(subscribeTo(name)));
        world.clock.advance(0);
        for (const changes of commits) {
          const batch = world.house.commit(...changes.map((made) => changeHouse(world, made)));
          checkScreen(world, one);
          const told = one.line.screen.of('delta').filter(({ seq }) => seq === batch.headSeq);
          expect(new Set(told.map((delta) => delta.topic)).size).toBe(told.length);
        }
        // Nobody asked twice, so nothing came twice.
        expect(one.line.screen.repeats).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
