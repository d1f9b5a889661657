import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laterTicketIds, layoutWall, pageOf, type WallFrame, type WallItem, type WallPage } from './wall-layout.ts';

const FRAME: WallFrame = { columns: 3, heightPx: 1_000, gapPx: 10 };

function item(ticketId: string, ...blockPx: readonly number[]): WallItem {
  const blocks = blockPx.map((heightPx) => ({ heightPx, hasAllergy: false }));
  return { ticketId, headPx: 100, contPx: 50, blocks, footPx: 0, bandPx: 40 };
}

/** The ids of a page by column, parts after the first as `id+1`. */
function shape(page: WallPage | undefined): string[][] {
  return (page?.columns ?? []).map((column) =>
    column.map(({ ticketId, part }) => (part === 0 ? ticketId : `${ticketId}+${part}`)),
  );
}

test('tickets fill the top row first, then stand under each other', () => {
  const items = ['1', '2', '3', '4', '5'].map((id) => item(id, 200));
  expect(shape(layoutWall(items, FRAME)[0])).toEqual([['1', '4'], ['2', '5'], ['3']]);
});

test('a column without room is passed over', () => {
  const items = [item('1', 800), item('2', 200), item('3', 200), item('4', 200), item('5', 200)];
  expect(shape(layoutWall(items, FRAME)[0])).toEqual([['1'], ['2', '4'], ['3', '5']]);
});

test('a ticket fits to the last pixel and not one further', () => {
  const full = layoutWall([item('1', 390), item('2', 100), item('3', 100), item('4', 400)], FRAME);
  expect(shape(full[0])).toEqual([['1', '4'], ['2'], ['3']]);
  const over = layoutWall([item('1', 390), item('2', 100), item('3', 100), item('4', 401)], FRAME);
  expect(shape(over[0])).toEqual([['1'], ['2', '4'], ['3']]);
});

test('what has room nowhere in one piece is split over the room that is left', () => {
  const items = [item('1', 500), item('2', 500), item('3', 850), item('4', 200, 150, 100), item('5', 100)];
  const pages = layoutWall(items, FRAME);
  expect(shape(pages[0])).toEqual([['1', '4'], ['2', '4+1'], ['3']]);
  expect(pages[0]?.columns[0]?.[1]).toMatchObject({ fromBlock: 0, toBlock: 1 });
  expect(shape(pages[1])).toEqual([['5'], [], []]);
});

test('what has not enough room even in pieces goes to the next page, in one piece', () => {
  const items = [item('1', 600), item('2', 600), item('3', 850), item('4', 150, 150, 150), item('5', 50)];
  const pages = layoutWall(items, FRAME);
  expect(shape(pages[0])).toEqual([['1'], ['2'], ['3']]);
  expect(shape(pages[1])).toEqual([['4'], ['5'], []]);
});

test('a tall ticket splits at an item edge into the next column', () => {
  const pages = layoutWall([item('1', 500, 300, 200, 100), item('2', 100)], FRAME);
  expect(shape(pages[0])).toEqual([['1'], ['1+1'], ['2']]);
  const [first, second] = [pages[0]?.columns[0]?.[0], pages[0]?.columns[1]?.[0]];
  expect(first).toMatchObject({ fromBlock: 0, toBlock: 2, isLast: false, heightPx: 900 });
  expect(second).toMatchObject({ fromBlock: 2, toBlock: 4, isLast: true, heightPx: 350 });
  expect(pages[0]?.ticketIds).toEqual(['1', '2']);
});

test('an allergy on one part is repeated on the other, and takes room there', () => {
  const tall: WallItem = {
    ...item('1', 500, 380, 200),
    blocks: [
      { heightPx: 500, hasAllergy: false },
      { heightPx: 380, hasAllergy: false },
      { heightPx: 200, hasAllergy: true },
    ],
  };
  const [first, second] = layoutWall([tall], FRAME)[0]?.columns.map((column) => column[0]) ?? [];
  // 100 + 500 + 380 would fit without the repeated band.
  expect(first).toMatchObject({ toBlock: 1, repeatsAllergy: true, heightPx: 640 });
  expect(second).toMatchObject({ fromBlock: 1, repeatsAllergy: false });
});

test('a whole ticket does not repeat its allergy', () => {
  const whole: WallItem = { ...item('1', 100), blocks: [{ heightPx: 100, hasAllergy: true }] };
  expect(layoutWall([whole], FRAME)[0]?.columns[0]?.[0]).toMatchObject({ repeatsAllergy: false, heightPx: 200 });
});

test('a tall ticket goes on over pages when the wall has no room left', () => {
  const pages = layoutWall([item('1', 800), item('2', 800), item('3', 600), item('4', 700, 700, 700, 700)], FRAME);
  expect(shape(pages[0])).toEqual([['1'], ['2'], ['3']]);
  expect(shape(pages[1])).toEqual([['4'], ['4+1'], ['4+2']]);
  expect(shape(pages[2])).toEqual([['4+3'], [], []]);
});

test('an item taller than the wall gets a column to itself', () => {
  const pages = layoutWall([item('1', 2_000, 100)], FRAME);
  expect(shape(pages[0])).toEqual([['1'], ['1+1'], []]);
});

test('the tile counts the tickets that are on no page up to here', () => {
  const pages = layoutWall(
    Array.from({ length: 7 }, (_, at) => item(String(at + 1), 600)),
    FRAME,
  );
  expect(laterTicketIds(pages, 0)).toEqual(['4', '5', '6', '7']);
  expect(laterTicketIds(pages, 2)).toEqual([]);
  expect(pageOf(pages, '5')).toBe(1);
  expect(pageOf(pages, 'unknown')).toBe(0);
});

test('an empty wall has one page', () => {
  expect(layoutWall([], FRAME)).toEqual([{ columns: [[], [], []], ticketIds: [] }]);
});

const anyItem = fc.record({
  headPx: fc.integer({ min: 60, max: 150 }),
  contPx: fc.integer({ min: 40, max: 80 }),
  footPx: fc.constantFrom(0, 44),
  bandPx: fc.constant(42),
  blocks: fc.array(fc.record({ heightPx: fc.integer({ min: 40, max: 500 }), hasAllergy: fc.boolean() }), {
    minLength: 1,
    maxLength: 14,
  }),
});
const anyFrame = fc.record({
  columns: fc.integer({ min: 1, max: 6 }),
  heightPx: fc.integer({ min: 830, max: 1_400 }),
  gapPx: fc.constant(12),
});
const named = (items: readonly Omit<WallItem, 'ticketId'>[]) =>
  items.map((each, at): WallItem => ({ ...each, ticketId: String(at) }));

test('every item of every ticket is on the wall once, in order, and no column is overfull', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 30 }), anyFrame, (given, frame) => {
      const items = named(given);
      const pages = layoutWall(items, frame);
      const parts = pages.flatMap((page) => page.columns.flat());
      for (const each of items) {
        const own = parts.filter((part) => part.ticketId === each.ticketId).sort((a, b) => a.part - b.part);
        expect(own.map((part) => part.fromBlock)).toEqual([0, ...own.slice(0, -1).map((part) => part.toBlock)]);
        expect(own.at(-1)?.toBlock).toBe(each.blocks.length);
      }
      for (const page of pages) {
        page.columns.forEach((column) => {
          const heightPx = column.reduce((sum, part) => sum + part.heightPx, 0) + frame.gapPx * (column.length - 1);
          expect(heightPx).toBeLessThanOrEqual(frame.heightPx);
        });
      }
    }),
  );
});

test('one more ticket at the end moves none of the others', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 20 }), anyFrame, (given, frame) => {
      const items = named(given);
      const before = layoutWall(items.slice(0, -1), frame);
      const after = layoutWall(items, frame);
      before.forEach((page, number) => {
        page.columns.forEach((column, at) => {
          expect(after[number]?.columns[at]?.slice(0, column.length)).toEqual(column);
        });
      });
    }),
  );
});
