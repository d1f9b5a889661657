import type { TicketView } from '@passbell/core/wire/views';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticket, ticketLine, ticketMap } from './ticket-fixtures.ts';
import {
  acknowledgeEntry,
  ageNews,
  closeGaps,
  GHOST_MS,
  NEW_MS,
  stepWall,
  touchEntry,
  type WallEntry,
} from './wall-entries.ts';

function wallOf(...tickets: readonly TicketView[]): readonly WallEntry[] {
  return stepWall([], ticketMap(...tickets), 0, true).entries;
}

function kinds(entries: readonly WallEntry[]): string[] {
  return entries.map((entry) => `${entry.ticketId}:${entry.kind}`);
}

const a = ticket('a', { firedMs: 100, seenMs: 150 });
const b = ticket('b', { firedMs: 200, seenMs: 250 });
const c = ticket('c', { firedMs: 300 });

test('at the start the oldest comes first, bumped ones stay away, and only what nobody has seen is new', () => {
  const bumped = ticket('d', { state: 'bumped', bumpedMs: 400 });
  const { entries, events } = stepWall([], ticketMap(c, bumped, a, b), 1_000, true);
  expect(kinds(entries)).toEqual(['a:open', 'b:open', 'c:open']);
  expect(entries.map((entry) => entry.newUntilMs)).toEqual([null, null, 1_000 + NEW_MS]);
  expect(events.map((event) => [event.kind, event.ticket.id])).toEqual([['arrived', 'c']]);
});

test('a ticket that comes later joins the end, whatever its age, and is new', () => {
  const late = ticket('z', { firedMs: 1 });
  const { entries, events } = stepWall(wallOf(a, b), ticketMap(a, b, late), 5_000, false);
  expect(kinds(entries)).toEqual(['a:open', 'b:open', 'z:open']);
  expect(entries[2]?.newUntilMs).toBe(5_000 + NEW_MS);
  expect(events.map((event) => event.kind)).toEqual(['arrived']);
});

test('a bumped ticket keeps its slot as a ghost for six seconds', () => {
  const gone = { ...a, state: 'bumped' as const, bumpedMs: 900 };
  const { entries } = stepWall(wallOf(a, b), ticketMap(gone, b), 1_000, false);
  expect(kinds(entries)).toEqual(['a:ghost', 'b:open']);
  expect(closeGaps(entries, 1_000 + GHOST_MS - 1)).toBe(entries);
  expect(kinds(closeGaps(entries, 1_000 + GHOST_MS))).toEqual(['b:open']);
});

test('later news of a ghost does not lengthen its time', () => {
  const gone = { ...a, state: 'bumped' as const, bumpedMs: 900 };
  const ghost = stepWall(wallOf(a), ticketMap(gone), 1_000, false).entries;
  const told = stepWall(ghost, ticketMap({ ...gone, seenMs: 999 }), 4_000, false).entries;
  expect(told[0]?.sinceMs).toBe(1_000);
});

test('undo brings a ghost back to its own slot; a recall after that joins the end', () => {
  const gone = { ...a, state: 'bumped' as const, bumpedMs: 900 };
  const ghost = stepWall(wallOf(a, b), ticketMap(gone, b), 1_000, false).entries;
  const undone = stepWall(ghost, ticketMap({ ...a, recalls: 1 }, b), 2_000, false);
  expect(kinds(undone.entries)).toEqual(['a:open', 'b:open']);
  expect(undone.events.map((event) => event.kind)).toEqual(['recalled']);
  const closed = closeGaps(ghost, 60_000);
  const recalled = stepWall(closed, ticketMap({ ...a, recalls: 1 }, b), 61_000, false);
  expect(kinds(recalled.entries)).toEqual(['b:open', 'a:open']);
  expect(recalled.events.map((event) => event.kind)).toEqual(['recalled']);
});

test('a ticket that leaves the topic while open was cancelled, and stays until somebody has got it', () => {
  const { entries, events } = stepWall(wallOf(a, b), ticketMap(b), 1_000, false);
  expect(kinds(entries)).toEqual(['a:cancelled', 'b:open']);
  expect(events.map((event) => event.kind)).toEqual(['cancelled']);
  expect(closeGaps(entries, 10_000_000)).toBe(entries);
  const again = stepWall(entries, ticketMap(b), 2_000, false);
  expect(again.entries).toBe(entries);
  expect(again.events).toEqual([]);
  const got = acknowledgeEntry(entries, 'a', 3_000);
  expect(kinds(got)).toEqual(['a:spent', 'b:open']);
  expect(kinds(closeGaps(got, 3_000))).toEqual(['b:open']);
});

test('a voided ticket that is still in the topic counts as cancelled too', () => {
  const { entries } = stepWall(wallOf(a), ticketMap({ ...a, state: 'voided' }), 1_000, false);
  expect(kinds(entries)).toEqual(['a:cancelled']);
});

test('lines voided or added later mark the ticket as changed until somebody has got it', () => {
  const two = ticket('a', { lines: [ticketLine('l1'), ticketLine('l2')] });
  const voided = { ...two, lines: [ticketLine('l1', { state: 'voided' }), ticketLine('l2')] };
  const first = stepWall(wallOf(two), ticketMap(voided), 1_000, false);
  expect(first.events.map((event) => event.kind)).toEqual(['changed']);
  const more = { ...voided, lines: [...voided.lines, ticketLine('l3')] };
  const second = stepWall(first.entries, ticketMap(more), 2_000, false);
  expect(second.entries[0]?.change).toEqual({ voidedLineIds: ['l1'], addedLineIds: ['l3'] });
  expect(acknowledgeEntry(second.entries, 'a', 3_000)[0]?.change).toBeNull();
});

test('progress of lines is no change, and nothing new gives the same wall', () => {
  const wall = wallOf(a);
  expect(stepWall(wall, ticketMap(a), 1_000, false).entries).toBe(wall);
  const making = { ...a, lines: [ticketLine('a-1', { state: 'making' })] };
  const { entries, events } = stepWall(wall, ticketMap(making), 1_000, false);
  expect(entries[0]?.change).toBeNull();
  expect(events).toEqual([]);
});

test('a ticket is new until it is touched or its time is over', () => {
  const wall = wallOf(c);
  expect(touchEntry(wall, 'c')[0]?.newUntilMs).toBeNull();
  expect(ageNews(wall, NEW_MS - 1)).toBe(wall);
  expect(ageNews(wall, NEW_MS)[0]?.newUntilMs).toBeNull();
});

test('whatever comes, tickets already on the wall keep their order', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const shapes = fc.record({
    state: fc.constantFrom('open' as const, 'bumped' as const, 'gone' as const),
    firedMs: fc.integer({ min: 0, max: 50 }),
  });
  const snapshot = fc.tuple(...ids.map(() => shapes));
  fc.assert(
    fc.property(fc.array(snapshot, { maxLength: 12 }), (snapshots) => {
      let wall: readonly WallEntry[] = [];
      snapshots.forEach((shapesOfStep, step) => {
        const before = wall.map((entry) => entry.ticketId);
        const tickets = shapesOfStep.flatMap(({ state, firedMs }, at) =>
          state === 'gone' ? [] : [ticket(ids[at] ?? '', { state, firedMs })],
        );
        wall = stepWall(wall, ticketMap(...tickets), step, step === 0).entries;
        const after = wall.map((entry) => entry.ticketId);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(new Set(after).size).toBe(after.length);
        for (const each of tickets.filter(({ state }) => state === 'open')) {
          expect(wall.find((entry) => entry.ticketId === each.id)?.kind).toBe('open');
        }
      });
    }),
  );
});
