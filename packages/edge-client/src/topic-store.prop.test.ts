import type { FeedDelta, FeedSnapshot } from '@passbell/core/wire/feed-messages';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTopicStore, type TopicStore } from './topic-store.ts';

const TOPIC = 'stock';

/** The server's history of one topic: what it looks like after each change, and the deltas between. */
interface History {
  readonly epoch: number;
  readonly deltas: readonly FeedDelta[];
  readonly states: readonly ReadonlyMap<string, number>[];
}

function history(
  epoch: number,
  changes: readonly (readonly { key: string; doc: number | null }[])[],
  steps: readonly number[],
): History {
  const states: ReadonlyMap<string, number>[] = [new Map()];
  const deltas: FeedDelta[] = [];
  let seq = 0;
  changes.forEach((ops, at) => {
    const prev = seq;
    seq += steps[at % steps.length] ?? 1;
    const next = new Map(states[at]);
    for (const { key, doc } of ops) {
      if (doc === null) next.delete(key);
      else next.set(key, doc);
    }
    states.push(next);
    deltas.push({ type: 'delta', topic: TOPIC, epoch, prev, seq, ops: [...ops] });
  });
  return { epoch, deltas, states };
}

/** A snapshot after `at` changes; `ahead` lets it stand past the topic's last change, as the journal's head may. */
function snapshot({ epoch, deltas, states }: History, at: number, partSize: number): FeedSnapshot[] {
  const documents = [...(states[at] ?? new Map<string, number>())].map(([key, doc]) => ({ key, doc }));
  const parts = Math.max(1, Math.ceil(documents.length / partSize));
  const head = deltas[at - 1]?.seq ?? 0;
  const nextSeq = deltas[at]?.seq ?? head + 3;
  return Array.from({ length: parts }, (_, part) => ({
    type: 'snapshot' as const,
    topic: TOPIC,
    epoch,
    seq: nextSeq - 1,
    part: part + 1,
    parts,
    documents: documents.slice(part * partSize, (part + 1) * partSize),
  }));
}

const ops = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    doc: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }),
  }),
  { maxLength: 3 },
);
const arbitraryHistory = (epoch: number) =>
  fc
    .tuple(
      fc.array(ops, { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
    )
    .map(([changes, steps]) => history(epoch, changes, steps));

/** Anything the network may do to a reader: deltas in any order and number, snapshots of any time, a new line. */
const arbitraryNoise = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('delta' as const), at: fc.nat(11) }),
    fc.record({ kind: fc.constant('snapshot' as const), at: fc.nat(12), cut: fc.nat(4) }),
    fc.record({ kind: fc.constant('other epoch' as const), at: fc.nat(11) }),
  ),
  { maxLength: 30 },
);

/** Either nothing is known, or what is shown is exactly what the server had at the store's position. */
function isTrue(store: TopicStore<number>, histories: readonly History[]): boolean {
  const at = store.position();
  if (at === null) return true;
  const { deltas, states } = histories.find(({ epoch }) => epoch === at.epoch) ?? { deltas: [], states: [new Map()] };
  const applied = deltas.filter(({ seq }) => seq <= at.seq).length;
  const shown = [...store.getSnapshot().documents].sort();
  return JSON.stringify(shown) === JSON.stringify([...(states[applied] ?? new Map())].sort());
}

test('whatever arrives in whatever order, the view is always one the server had, and resuming ends at the latest', () => {
  fc.assert(
    fc.property(
      arbitraryHistory(1),
      arbitraryHistory(2),
      arbitraryNoise,
      fc.integer({ min: 1, max: 3 }),
      (old, current, noise, partSize) => {
        const store = createTopicStore<number>();
        let lastSeq = { epoch: 0, seq: 0 };
        for (const event of noise) {
          if (event.kind === 'delta') {
            const delta = old.deltas[event.at % old.deltas.length];
            if (delta) store.apply(delta);
          } else if (event.kind === 'other epoch') {
            const delta = current.deltas[event.at % current.deltas.length];
            if (delta) store.apply(delta);
          } else {
            const parts = snapshot(old, event.at % old.states.length, partSize);
            for (const part of parts.slice(0, parts.length - event.cut)) store.apply(part);
          }
          expect(isTrue(store, [old, current])).toBe(true);
          const at = store.position() ?? lastSeq;
          expect(at.epoch > lastSeq.epoch || at.seq >= lastSeq.seq).toBe(true);
          lastSeq = at;
        }
        // A new line: what the server sends for this position.
        const at = store.position();
        if (at === null) for (const part of snapshot(old, old.deltas.length, partSize)) store.apply(part);
        else for (const delta of old.deltas) if (delta.seq > at.seq) expect(store.apply(delta)).toBe('applied');
        expect([...store.getSnapshot().documents].sort()).toEqual([...(old.states.at(-1) ?? [])].sort());
        // Another box takes over.
        for (const part of snapshot(current, current.deltas.length, partSize)) store.apply(part);
        expect([...store.getSnapshot().documents].sort()).toEqual([...(current.states.at(-1) ?? [])].sort());
      },
    ),
    { numRuns: 500 },
  );
});

test('a delta beyond the next is a gap and changes nothing', () => {
  const { deltas, states, epoch } = history(
    1,
    [[{ key: 'a', doc: 1 }], [{ key: 'a', doc: 2 }], [{ key: 'a', doc: 3 }]],
    [1],
  );
  const store = createTopicStore<number>();
  for (const part of snapshot({ deltas, states, epoch }, 1, 10)) store.apply(part);
  const before = store.getSnapshot();
  expect(deltas[2] && store.apply(deltas[2])).toBe('gap');
  expect(store.getSnapshot()).toBe(before);
  expect(deltas[1] && store.apply(deltas[1])).toBe('applied');
  expect(deltas[1] && store.apply(deltas[1])).toBe('ignored');
});

test('the view stays the same object until something changes, and listeners hear of it once, on flush', () => {
  const store = createTopicStore<number>();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  const first = store.getSnapshot();
  store.flush();
  expect([store.getSnapshot() === first, told]).toEqual([true, 0]);
  store.apply({
    type: 'snapshot',
    topic: TOPIC,
    epoch: 1,
    seq: 1,
    part: 1,
    parts: 1,
    documents: [{ key: 'a', doc: 1 }],
  });
  store.apply({ type: 'delta', topic: TOPIC, epoch: 1, prev: 1, seq: 2, ops: [{ key: 'b', doc: 2 }] });
  expect(told).toBe(0);
  store.flush();
  store.flush();
  expect(told).toBe(1);
  expect(first.documents.size).toBe(0);
  const second = store.getSnapshot();
  store.apply({ type: 'delta', topic: TOPIC, epoch: 1, prev: 2, seq: 3, ops: [] });
  expect(store.getSnapshot()).toBe(second);
  expect(store.position()).toEqual({ epoch: 1, seq: 3 });
});
