import { expect, test } from 'vitest';
import { heightSignature, ticketBlocks } from './ticket-blocks.ts';
import { ticket, ticketLine } from './ticket-fixtures.ts';

const lines = [
  ticketLine('main', { course: 2, position: 1 }),
  ticketLine('second', { course: 1, position: 2 }),
  ticketLine('first', { course: 1, position: 1 }),
];

test('lines stand by course and position, and the first of a course opens it', () => {
  const blocks = ticketBlocks(ticket('a', { lines }));
  expect(blocks.map(({ line, opensCourse }) => [line.id, opensCourse])).toEqual([
    ['first', 1],
    ['second', null],
    ['main', 2],
  ]);
});

test('a single course is not named over the counter', () => {
  const one = lines.filter((line) => line.course === 1);
  const courses = (change: Parameters<typeof ticket>[1]) =>
    ticketBlocks(ticket('a', change)).map((each) => each.opensCourse);
  expect(courses({ lines: one, tableLabel: null })).toEqual([null, null]);
  expect(courses({ lines: one })).toEqual([1, null]);
  expect(courses({ lines, tableLabel: null })).toEqual([1, null, 2]);
});

test('cooking does not change the height, new words do', () => {
  const before = ticket('a', { lines: [ticketLine('1')] });
  const signature = heightSignature(before, false);
  const done = { ...before, lines: [ticketLine('1', { state: 'done', startedMs: 5, doneMs: 9 })], seenMs: 3 };
  expect(heightSignature(done, false)).toBe(signature);
  expect(heightSignature({ ...before, lines: [ticketLine('1', { note: 'well done' })] }, false)).not.toBe(signature);
  expect(heightSignature({ ...before, lines: [ticketLine('1', { state: 'voided' })] }, false)).not.toBe(signature);
  expect(heightSignature(before, true)).not.toBe(signature);
});
