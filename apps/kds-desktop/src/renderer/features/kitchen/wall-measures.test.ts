import { expect, test } from 'vitest';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import { stepWall } from './wall-entries.ts';
import type { WallItem } from './wall-layout.ts';
import { createWallMeasures } from './wall-measures.ts';

const item = (ticketId: string, headPx: number): WallItem => ({
  ticketId,
  headPx,
  contPx: 50,
  blocks: [],
  footPx: 0,
  bandPx: 0,
});

function measured() {
  const measures = createWallMeasures();
  const a = ticket('a');
  const entries = stepWall([], ticketMap(a, ticket('b', { firedMs: 2_000 })), 0, true).entries;
  for (const entry of entries) measures.keep(entry, 'w300', item(entry.ticketId, 100));
  return { measures, entries, a };
}

test('a ticket is measured once for its content and frame', () => {
  const { measures, entries, a } = measured();
  expect(measures.missing(entries, 'w300')).toEqual([]);
  const cooked = stepWall(
    entries,
    ticketMap({ ...a, lines: [ticketLine('a-1', { state: 'done' })] }),
    1,
    false,
  ).entries;
  expect(measures.missing(cooked.slice(0, 1), 'w300')).toEqual([]);
  expect(measures.missing(entries, 'w280').map((entry) => entry.ticketId)).toEqual(['a', 'b']);
});

test('a ticket with new words is measured anew and keeps its place until then', () => {
  const { measures, entries, a } = measured();
  const noted = { ...a, note: 'Birthday' };
  const changed = stepWall(entries, ticketMap(noted, ticket('b', { firedMs: 2_000 })), 1, false).entries;
  expect(measures.missing(changed, 'w300').map((entry) => entry.ticketId)).toEqual(['a']);
  expect(measures.items(changed, 'w300').map((each) => each.ticketId)).toEqual(['a', 'b']);
});

test('a ghost and a cancelled ticket keep the heights they had', () => {
  const { measures, entries, a } = measured();
  const gone = { ...a, state: 'bumped' as const, bumpedMs: 5, note: 'later words' };
  const after = stepWall(entries, ticketMap(gone), 1, false).entries;
  expect(after.map((entry) => entry.kind)).toEqual(['ghost', 'cancelled']);
  expect(measures.missing(after, 'w300')).toEqual([]);
  expect(measures.missing(after, 'w280')).toHaveLength(2);
});

test('the list is the same one until something changed', () => {
  const { measures, entries } = measured();
  expect(measures.items([...entries], 'w300')).toBe(measures.items(entries, 'w300'));
});

test('a ticket that grows is placed as it came until a slot is freed', () => {
  const { measures, entries } = measured();
  const heads = (on: typeof entries) => measures.items(on, 'w300').map((each) => each.headPx);
  expect(heads(entries)).toEqual([100, 100]);
  const [, second] = entries;
  if (second !== undefined) measures.keep(second, 'w300', item('b', 144));
  expect(heads(entries)).toEqual([100, 100]);
  expect(heads(entries.slice(1))).toEqual([144]);
});

test('another frame places everything anew, once all of it is measured', () => {
  const { measures, entries } = measured();
  measures.items(entries, 'w300');
  const heads = () => measures.items(entries, 'w280').map((each) => each.headPx);
  const [first, second] = entries;
  if (first !== undefined) measures.keep(first, 'w280', item('a', 90));
  expect(heads()).toEqual([100, 100]);
  if (second !== undefined) measures.keep(second, 'w280', item('b', 80));
  expect(heads()).toEqual([90, 80]);
});

test('a ticket off the wall is forgotten', () => {
  const { measures, entries } = measured();
  expect(measures.items(entries.slice(0, 1), 'w300')).toHaveLength(1);
  expect(measures.missing(entries, 'w300').map((entry) => entry.ticketId)).toEqual(['b']);
});
