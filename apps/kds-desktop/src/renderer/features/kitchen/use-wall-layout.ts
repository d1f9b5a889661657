import { type RefObject, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { readMeasures } from './components/measure-card.tsx';
import type { WallEntry } from './wall-entries.ts';
import { layoutWall, type WallPage } from './wall-layout.ts';
import { createWallMeasures } from './wall-measures.ts';

export interface WallLayout {
  readonly pages: readonly WallPage[];
  /** Entries to build out of sight now, in `measureRef`, as wide as a column. */
  readonly measuring: readonly WallEntry[];
  readonly columnPx: number;
  /** Changes with everything that changes how words fit. */
  readonly frameKey: string;
}

/** Distances at scale 1, in px. */
const GAP_PX = 12;
/**
 * Height below the tickets that is never planned with. The connection strip takes it when it comes, so that it pushes the
 * wall down and re-sorts no ticket; while it is not there the "+N" tile stands in it.
 */
export const SPARE_PX = 68;
/** Above and below the tickets. */
const PADDING_PX = 28;

interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Changes when the fonts have arrived, which changes every width. */
  readonly fonts: number;
}

/** The width of the wall and the height of the area below the top bar, strip included, kept up to date. */
function useFrame(wallRef: RefObject<HTMLElement | null>, areaRef: RefObject<HTMLElement | null>): Frame {
  const [frame, setFrame] = useState<Frame>({ widthPx: 0, heightPx: 0, fonts: 0 });
  useLayoutEffect(() => {
    const wall = wallRef.current;
    const area = areaRef.current;
    if (wall === null || area === null) return undefined;
    const read = () => {
      const { clientWidth: widthPx } = wall;
      const { clientHeight: heightPx } = area;
      setFrame((old) => (old.widthPx === widthPx && old.heightPx === heightPx ? old : { ...old, widthPx, heightPx }));
    };
    const observer = new ResizeObserver(read);
    observer.observe(wall);
    observer.observe(area);
    read();
    let isGone = false;
    void document.fonts.ready.then(() => {
      if (!isGone) setFrame((old) => ({ ...old, fonts: old.fonts + 1 }));
    });
    return () => {
      isGone = true;
      observer.disconnect();
    };
  }, [wallRef, areaRef]);
  return frame;
}

/** The elements the layout reads: the wall's columns, the area below the top bar, and the place out of sight. */
export interface WallRefs {
  readonly wallRef: RefObject<HTMLElement | null>;
  readonly areaRef: RefObject<HTMLElement | null>;
  readonly measureRef: RefObject<HTMLElement | null>;
}

/** Measures new tickets out of sight and lays out the wall, all before the browser paints. */
export function useWallLayout(
  entries: readonly WallEntry[],
  { wallRef, areaRef, measureRef }: WallRefs,
  viewing: { readonly columns: number; readonly scale: number },
): WallLayout {
  const [measures] = useState(createWallMeasures);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const { widthPx, heightPx, fonts } = useFrame(wallRef, areaRef);
  const { columns, scale } = viewing;
  const gapPx = GAP_PX * scale;
  const columnPx = Math.floor((widthPx - gapPx * (columns - 1)) / columns);
  const frameKey = `${columnPx}/${scale}/${fonts}`;
  const measuring = columnPx > 0 ? measures.missing(entries, frameKey) : [];
  const measured = useRef(measuring);
  measured.current = measuring;

  useLayoutEffect(() => {
    if (measured.current.length === 0) return;
    const cards = measureRef.current?.querySelectorAll<HTMLElement>('[data-measures]') ?? [];
    const items = new Map([...cards].map((card) => [card.dataset.measures, readMeasures(card)]));
    for (const entry of measured.current) {
      const item = items.get(entry.ticketId);
      if (item !== undefined) measures.keep(entry, frameKey, item);
    }
    if (items.size > 0) again();
  });

  const items = measures.items(entries, frameKey);
  const pages = useMemo(
    () => layoutWall(items, { columns, heightPx: heightPx - SPARE_PX - PADDING_PX, gapPx }),
    [items, columns, heightPx, gapPx],
  );
  return { pages, measuring, columnPx, frameKey };
}
