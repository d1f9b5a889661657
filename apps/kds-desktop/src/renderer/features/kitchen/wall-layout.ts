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

/** The room there is. The last column keeps `tilePx` free for the "+N" tile, so that its coming moves nobody. */
export interface WallFrame {
  readonly columns: number;
  readonly heightPx: number;
  readonly gapPx: number;
  readonly tilePx: number;
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
  const reserved = column === frame.columns - 1 ? frame.tilePx + frame.gapPx : 0;
  const used = page.used[column] ?? 0;
  return frame.heightPx - reserved - used - (used === 0 ? 0 : frame.gapPx);
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

/** Puts a tall ticket into one column after the other, and onto further pages if it must. */
function putTall(pages: OpenPage[], frame: WallFrame, item: WallItem): void {
  let fromBlock = 0;
  let part = 0;
  while (fromBlock < item.blocks.length) {
    const page = pages.at(-1);
    if (page === undefined) return;
    const order = columnsFromCursor(page, frame);
    const empty = order.filter((column) => (page.used[column] ?? 0) === 0);
    // A tall ticket starts at the top of a column if it can: a header over one item with the rest elsewhere is hard to read.
    const choices = empty.length > 0 ? empty : order;
    const found = choices
      .map((column) => ({ column, fitting: longestPart(item, part, fromBlock, roomIn(page, frame, column)) }))
      .find(({ fitting }) => fitting !== null);
    if (found?.fitting) {
      put(page, frame, found.column, found.fitting);
      fromBlock = found.fitting.toBlock;
      part += 1;
    } else if (empty[0] !== undefined) {
      // One item alone is taller than the wall: it gets a column to itself, which then scrolls.
      put(page, frame, empty[0], partOf(item, part, fromBlock, fromBlock + 1));
      fromBlock += 1;
      part += 1;
    } else {
      pages.push(openPage(frame));
    }
  }
}

function putItem(pages: OpenPage[], frame: WallFrame, item: WallItem): void {
  const whole = partOf(item, 0, 0, item.blocks.length);
  const tallest = frame.columns > 1 ? frame.heightPx : frame.heightPx - frame.tilePx - frame.gapPx;
  if (whole.heightPx > tallest && item.blocks.length > 0) {
    putTall(pages, frame, item);
    return;
  }
  const page = pages.at(-1);
  const column = page && columnsFromCursor(page, frame).find((each) => roomIn(page, frame, each) >= whole.heightPx);
  if (page !== undefined && column !== undefined) {
    put(page, frame, column, whole);
    return;
  }
  const next = openPage(frame);
  pages.push(next);
  put(next, frame, 0, whole);
}

/**
 * Places tickets in order: row-first, each under the one before it in its column, a column that has no room is passed over,
 * a full wall goes on with a next page. Tickets taller than the wall are split at an item's edge. The same tickets always give the
 * same wall, and one more at the end moves none of the others. There is always at least one page.
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
