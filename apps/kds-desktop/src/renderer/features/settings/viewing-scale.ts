/** How a screen hangs: its diagonal, how far away the cook stands, and how many CSS pixels it is wide. */
export interface ViewingPlace {
  readonly screenInches: number;
  readonly distanceM: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What follows from it for the wall. `scale` multiplies every kitchen size; 1 is a 27 in screen at 1.5 m. */
export interface ViewingScale {
  readonly scale: number;
  readonly columns: number;
  /** False where fewer than two columns fit: the screen is too small for the distance. */
  readonly fits: boolean;
}

/** The smallest angle an item's capitals may take, in minutes of arc (ISO 9241-303 asks for 16 at least). */
const ITEM_ARCMIN = 16;
/** Height in mm of one minute of arc at one mm of distance. */
const MM_PER_ARCMIN = 0.000291;
/** Inter's capitals are this share of the font size. */
const CAPITAL_EM = 0.727;
/** Size of an item's name at scale 1; below 0.84 fingers, not eyes, set the limit. */
const ITEM_PX = 31;
const MIN_SCALE = 0.84;
const MM_PER_INCH = 25.4;
/** Widths at scale 1: the rail, and a column of tickets with its gap. */
export const RAIL_PX = 286;
const COLUMN_PX = 318;

/** The scale at which a cook at the distance reads an item, and the columns that leaves room for. */
export function viewingScale({ screenInches, distanceM, widthPx, heightPx }: ViewingPlace): ViewingScale {
  const screenWidthMm = (screenInches * MM_PER_INCH * widthPx) / Math.hypot(widthPx, heightPx);
  const capitalMm = distanceM * 1_000 * ITEM_ARCMIN * MM_PER_ARCMIN;
  const itemPx = capitalMm / CAPITAL_EM / (screenWidthMm / widthPx);
  const scale = Math.max(MIN_SCALE, Math.round((itemPx / ITEM_PX) * 100) / 100);
  const columns = Math.floor((widthPx - RAIL_PX * scale) / (COLUMN_PX * scale));
  return { scale, columns: Math.max(1, columns), fits: columns >= 2 };
}
