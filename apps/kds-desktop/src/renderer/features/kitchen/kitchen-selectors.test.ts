import { exampleMenu } from '@passbell/core/menu/example-menu';
import { indexMenu } from '@passbell/core/menu/menu-index';
import type { StockView } from '@passbell/core/wire/views';
import { expect, test } from 'vitest';
import { averageSeconds, openLines, recallable, stockNotes, urgencyCounts } from './kitchen-selectors.ts';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import { stepWall } from './wall-entries.ts';

const TARGET_S = 100;
const menu = indexMenu(exampleMenu, 'hash');

function stock(...entries: readonly Partial<StockView>[]): ReadonlyMap<string, StockView> {
  return new Map(
    entries.map((entry) => {
      const full: StockView = { kind: 'item', subjectId: '', left: null, eightySixed: null, sinceMs: null, ...entry };
      return [`${full.kind}:${full.subjectId}`, full];
    }),
  );
}

test('only open tickets count, by their age against the target', () => {
  const wall = stepWall(
    [],
    ticketMap(ticket('late', { firedMs: 0 }), ticket('due', { firedMs: 80_000 }), ticket('new', { firedMs: 190_000 })),
    0,
    true,
  ).entries;
  expect(urgencyCounts(wall, 200_000, TARGET_S)).toEqual({ late: 1, due: 1, on_time: 1 });
  const bumped = { ...ticket('late', { firedMs: 0 }), state: 'bumped' as const, bumpedMs: 200_000 };
  const after = stepWall(wall, ticketMap(bumped, ...wall.slice(1).map((entry) => entry.ticket)), 1, false).entries;
  expect(urgencyCounts(after, 200_000, TARGET_S)).toEqual({ late: 0, due: 1, on_time: 1 });
  expect(openLines(after).map((line) => line.id)).toEqual(['due-1', 'new-1']);
});

test('the last bumped comes first, and the average is over what was bumped', () => {
  const out = (id: string, bumpedMs: number) => ticket(id, { state: 'bumped', firedMs: 0, bumpedMs });
  const tickets = ticketMap(out('a', 60_000), ticket('open'), out('b', 120_000));
  expect(recallable(tickets).map((each) => each.id)).toEqual(['b', 'a']);
  expect(averageSeconds(tickets)).toBe(90);
  expect(averageSeconds(ticketMap(ticket('open')))).toBeNull();
});

test('the station hears of what it cooks: few left first, then what is 86', () => {
  const notes = stockNotes(
    stock(
      { kind: 'variation', subjectId: 'burger-double', left: 9 },
      { kind: 'variation', subjectId: 'burger-single', left: 10 },
      { kind: 'item', subjectId: 'catch', eightySixed: 'manual' },
      { kind: 'modifier', subjectId: 'fried-egg', left: 2 },
      { kind: 'item', subjectId: 'lager', left: 1 },
      { kind: 'item', subjectId: 'gone-from-the-menu', left: 1 },
    ),
    menu,
    'grill',
  );
  expect(notes.map(({ name, left }) => [name, left])).toEqual([
    ['Egg', 2],
    ['Smash Double', 9],
    ['Catch', null],
  ]);
});

test('an item and its only variation are told of once', () => {
  const both = stock(
    { kind: 'item', subjectId: 'catch', eightySixed: 'stock' },
    { kind: 'variation', subjectId: 'catch-weighed', left: 0 },
  );
  expect(stockNotes(both, menu, 'grill').map(({ name, left }) => [name, left])).toEqual([['Catch', null]]);
});

test('without a menu nothing is told', () => {
  expect(stockNotes(stock({ subjectId: 'catch', left: 1 }), null, 'grill')).toEqual([]);
});

test('void and done lines are still lines of the ticket to all-day, which leaves them out itself', () => {
  const lines = [ticketLine('1', { state: 'voided' }), ticketLine('2')];
  const wall = stepWall([], ticketMap(ticket('a', { lines })), 0, true).entries;
  expect(openLines(wall)).toHaveLength(2);
});
