import { heightSignature } from './ticket-blocks.ts';
import type { WallEntry } from './wall-entries.ts';
import type { WallItem } from './wall-layout.ts';

/**
 * Heights of tickets, measured once for each content at one column width and scale. A ticket is placed by the heights it
 * came with: one that grows later pushes what stands below it, but sends no other ticket elsewhere. Only when a slot is
 * freed, or the frame changes, is everything placed by the heights it has by then.
 */
export interface WallMeasures {
  /** Entries whose heights are not known yet for this frame. */
  missing(entries: readonly WallEntry[], frameKey: string): readonly WallEntry[];
  keep(entry: WallEntry, frameKey: string, item: WallItem): void;
  /** What is known, in order. The same list until something changed. */
  items(entries: readonly WallEntry[], frameKey: string): readonly WallItem[];
}

interface Known {
  readonly key: string;
  readonly item: WallItem;
}

function keyOf(entry: WallEntry, frameKey: string): string {
  return `${frameKey}|${heightSignature(entry.ticket, entry.change !== null)}`;
}

export function createWallMeasures(): WallMeasures {
  const known = new Map<string, Known>();
  let placed = new Map<string, WallItem>();
  let placedFrame = '';
  let last: readonly WallItem[] = [];

  const placeAnew = (current: ReadonlySet<string>) => {
    placed = new Map([...known].filter(([id]) => current.has(id)).map(([id, { item }]) => [id, item]));
  };
  return {
    missing: (entries, frameKey) =>
      entries.filter((entry) => {
        const have = known.get(entry.ticketId);
        // A ghost holds its slot as it was; what its ticket looks like by now is out of sight.
        if (have !== undefined && entry.kind !== 'open' && have.key.startsWith(`${frameKey}|`)) return false;
        return have?.key !== keyOf(entry, frameKey);
      }),
    keep(entry, frameKey, item) {
      known.set(entry.ticketId, { key: keyOf(entry, frameKey), item });
    },
    items(entries, frameKey) {
      const current = new Set(entries.map((entry) => entry.ticketId));
      for (const ticketId of known.keys()) if (!current.has(ticketId)) known.delete(ticketId);
      const isFreed = [...placed.keys()].some((ticketId) => !current.has(ticketId));
      const isMeasured = entries.every((entry) => known.get(entry.ticketId)?.key.startsWith(`${frameKey}|`));
      if (isFreed || (isMeasured && frameKey !== placedFrame)) placeAnew(current);
      if (isMeasured) placedFrame = frameKey;
      for (const [ticketId, { item }] of known) if (!placed.has(ticketId)) placed.set(ticketId, item);
      const items = entries.flatMap((entry) => placed.get(entry.ticketId) ?? []);
      const isSame = items.length === last.length && items.every((item, at) => item === last[at]);
      if (!isSame) last = items;
      return last;
    },
  };
}
