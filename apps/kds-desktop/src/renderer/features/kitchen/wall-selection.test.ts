import { expect, test } from 'vitest';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import { closeGaps, stepWall } from './wall-entries.ts';
import { keepSelection, moveLine, moveTicket, NO_SELECTION } from './wall-selection.ts';

const tickets = ['a', 'b', 'c'].map((id, at) => ticket(id, { firedMs: at }));
const wall = stepWall([], ticketMap(...tickets), 0, true).entries;
const on = (ticketId: string, lineId: string | null = null) => ({ ticketId, lineId });
const bumped = (id: string) => ({ ...ticket(id), state: 'bumped' as const, bumpedMs: 5 });

test('the first ticket is chosen at the start, and an empty wall chooses nothing', () => {
  expect(keepSelection(NO_SELECTION, wall, [])).toEqual(on('a'));
  expect(keepSelection(on('a'), [], wall)).toEqual(NO_SELECTION);
});

test('bumping goes on to the next ticket, at the end to the one before', () => {
  const ghostB = stepWall(wall, ticketMap(...tickets, bumped('b')), 5, false).entries;
  expect(keepSelection(on('b'), ghostB, wall)).toEqual(on('c'));
  const ghostC = stepWall(wall, ticketMap(...tickets, bumped('c')), 5, false).entries;
  expect(keepSelection(on('c'), ghostC, wall)).toEqual(on('b'));
  const closed = closeGaps(ghostB, 60_000);
  expect(keepSelection(on('b'), closed, ghostB)).toEqual(on('c'));
});

test('another ticket’s bump leaves the selection alone', () => {
  const ghostA = stepWall(wall, ticketMap(...tickets, bumped('a')), 5, false).entries;
  const chosen = on('b');
  expect(keepSelection(chosen, ghostA, wall)).toBe(chosen);
});

test('arrows walk over open tickets and stop at the ends', () => {
  const ghostB = stepWall(wall, ticketMap(...tickets, bumped('b')), 5, false).entries;
  expect(moveTicket(on('a'), ghostB, 'next')).toEqual(on('c'));
  expect(moveTicket(on('c'), ghostB, 'next')).toEqual(on('c'));
  expect(moveTicket(on('a'), ghostB, 'previous')).toEqual(on('a'));
  expect(moveTicket(on('a'), ghostB, 'last')).toEqual(on('c'));
  expect(moveTicket(on('c'), ghostB, 'first')).toEqual(on('a'));
});

test('up and down walk over the items in the order shown, back up to the ticket', () => {
  const lines = [
    ticketLine('main', { course: 2, position: 1 }),
    ticketLine('void', { course: 1, position: 3, state: 'voided' }),
    ticketLine('starter', { course: 1, position: 2 }),
  ];
  const entries = stepWall([], ticketMap(ticket('a', { lines })), 0, true).entries;
  const walk: (string | null)[] = [];
  for (const by of [1, 1, 1, -1, -1, -1] as const)
    walk.push(moveLine(on('a', walk.at(-1) ?? null), entries, by).lineId);
  expect(walk).toEqual(['starter', 'main', 'main', 'starter', null, null]);
});

test('a chosen item that is voided falls back to its ticket', () => {
  const voided = { ...ticket('a'), lines: [ticketLine('a-1', { state: 'voided' })] };
  const entries = stepWall(wall, ticketMap(voided, ...tickets.slice(1)), 5, false).entries;
  expect(keepSelection(on('a', 'a-1'), entries, wall)).toEqual(on('a'));
});
