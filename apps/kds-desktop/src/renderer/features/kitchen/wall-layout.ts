/** A ticket as the wall measures it. All heights in px. */
export interface WallItem {
  readonly ticketId: string;
  readonly headPx: number;
  /** What a continuation ("cont.") takes on top. */
  readonly contPx: number;
  readonly blocks: readonly WallBlock[];
  readonly footPx: number;
  /** Height of an allergy band, which is repeated where its item is elsewhere. */
  readonly bandPx: number;
}

export interface WallBlock {
  readonly heightPx: number;
  readonly hasAllergy: boolean;
}

/** The room there is. */
export interface WallFrame {
  readonly columns: number;
  readonly heightPx: number;
  readonly gapPx: number;
}

/** A ticket, or the part of a tall one that stands in one column. */
export interface WallPart {
  readonly ticketId: string;
  /** 0 for the part with the header. */
  readonly part: number;
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly isLast: boolean;
  /** An allergy stands on another part: repeat it here. */
  readonly repeatsAllergy: boolean;
  readonly heightPx: number;
}

export interface WallPage {
  readonly columns: readonly (readonly WallPart[])[];
  /** Tickets with a part here, in the order of their keys. */
  readonly ticketIds: readonly string[];
}

interface OpenPage {
  readonly columns: WallPart[][];
  readonly used: number[];
  readonly ticketIds: string[];
  cursor: number;
}

function openPage(frame: WallFrame): OpenPage {
  const columns = Array.from({ length: frame.columns }, (): WallPart[] => []);
  return { columns, used: columns.map(() => 0), ticketIds: [], cursor: 0 };
}

function roomIn(page: OpenPage, frame: WallFrame, column: number): number {
  const used = page.used[column] ?? 0;
  return frame.heightPx - used - (used === 0 ? 0 : frame.gapPx);
}

/** Columns from the cursor on, row-first: after the last comes the first, one row further down. */
function columnsFromCursor(page: OpenPage, frame: WallFrame): number[] {
  return Array.from({ length: frame.columns }, (_, step) => (page.cursor + step) % frame.columns);
}

function put(page: OpenPage, frame: WallFrame, column: number, part: WallPart): void {
  const used = page.used[column] ?? 0;
  page.columns[column]?.push(part);
  page.used[column] = used + (used === 0 ? 0 : frame.gapPx) + part.heightPx;
  page.cursor = (column + 1) % frame.columns;
  if (page.ticketIds.at(-1) !== part.ticketId) page.ticketIds.push(part.ticketId);
}

function sumPx(blocks: readonly WallBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.heightPx, 0);
}

function partOf(item: WallItem, part: number, fromBlock: number, toBlock: number): WallPart {
  const isLast = toBlock === item.blocks.length;
  const isWhole = fromBlock === 0 && isLast;
  const repeatsAllergy =
    !isWhole && item.blocks.some((block, at) => block.hasAllergy && (at < fromBlock || at >= toBlock));
  const heightPx =
    (part === 0 ? item.headPx : item.contPx) +
    sumPx(item.blocks.slice(fromBlock, toBlock)) +
    (repeatsAllergy ? item.bandPx : 0) +
    (isLast ? item.footPx : 0);
  return { ticketId: item.ticketId, part, fromBlock, toBlock, isLast, repeatsAllergy, heightPx };
}

/** The longest part from a block on that fits; null when not even one block does. */
function longestPart(item: WallItem, part: number, fromBlock: number, roomPx: number): WallPart | null {
  for (let toBlock = item.blocks.length; toBlock > fromBlock; toBlock -= 1) {
    const candidate = partOf(item, part, fromBlock, toBlock);
    if (candidate.heightPx <= roomPx) return candidate;
  }
  return null;
}

interface Placing {
  readonly column: number;
  readonly part: WallPart;
}

/** The ticket in one piece, in the first column that has room; null when none has. */
function placeWhole(page: OpenPage, frame: WallFrame, item: WallItem): readonly Placing[] | null {
  const part = partOf(item, 0, 0, item.blocks.length);
  const column = columnsFromCursor(page, frame).find((each) => roomIn(page, frame, each) >= part.heightPx);
  return column === undefined ? null : [{ column, part }];
}

/** The ticket in pieces, one column after the other; null when not all of it has room on this page. */
function placeSplit(page: OpenPage, frame: WallFrame, item: WallItem): readonly Placing[] | null {
  const placings: Placing[] = [];
  let fromBlock = 0;
  for (const column of columnsFromCursor(page, frame)) {
    const part = longestPart(item, placings.length, fromBlock, roomIn(page, frame, column));
    if (part === null) continue;
    placings.push({ column, part });
    fromBlock = part.toBlock;
    if (part.isLast) return placings;
  }
  return null;
}

/** A ticket that is taller than a whole page goes on over pages; an item taller than a column gets one to itself and scrolls. */
function putOverPages(pages: OpenPage[], frame: WallFrame, item: WallItem): void {
  let fromBlock = 0;
  for (let part = 0; fromBlock < item.blocks.length; part += 1) {
    const column = part % frame.columns;
    if (column === 0 && part > 0) pages.push(openPage(frame));
    const page = pages.at(-1);
    if (page === undefined) return;
    const fitting = longestPart(item, part, fromBlock, frame.heightPx) ?? partOf(item, part, fromBlock, fromBlock + 1);
    put(page, frame, column, fitting);
    fromBlock = fitting.toBlock;
  }
}

function putItem(pages: OpenPage[], frame: WallFrame, item: WallItem): void {
  for (const isNewPage of [false, true]) {
    if (isNewPage && pages.at(-1)?.ticketIds.length !== 0) pages.push(openPage(frame));
    const page = pages.at(-1);
    const placings = page && (placeWhole(page, frame, item) ?? placeSplit(page, frame, item));
    if (!page || !placings) continue;
    for (const { column, part } of placings) put(page, frame, column, part);
    return;
  }
  putOverPages(pages, frame, item);
}

/**
 * Places tickets in order: row-first, each under the one before it in its column, a column without room is passed over. A
 * ticket that fits nowhere in one piece is split at an item's edge, and goes to the next page when not all of it has room.
 * The same tickets always give the same wall, and one more at the end moves none of the others. There is always a page.
 */
export function layoutWall(items: readonly WallItem[], frame: WallFrame): readonly WallPage[] {
  const pages = [openPage(frame)];
  for (const item of items) putItem(pages, frame, item);
  return pages.map(({ columns, ticketIds }) => ({ columns, ticketIds }));
}

/** Tickets on later pages that this page does not show at all: the N of its "+N" tile. */
export function laterTicketIds(pages: readonly WallPage[], page: number): readonly string[] {
  const here = new Set(pages.slice(0, page + 1).flatMap((each) => each.ticketIds));
  return [...new Set(pages.slice(page + 1).flatMap((each) => each.ticketIds))].filter((id) => !here.has(id));
}

/** The page on which a ticket begins; 0 when it is on none. */
export function pageOf(pages: readonly WallPage[], ticketId: string): number {
  return Math.max(
    0,
    pages.findIndex((page) => page.ticketIds.includes(ticketId)),
  );
}
