import { heightSignature } from './ticket-blocks.ts';
import type { WallEntry } from './wall-entries.ts';
import type { WallItem } from './wall-layout.ts';

/** Heights of tickets, measured once for each content at one column width and scale. */
export interface WallMeasures {
  /** Entries whose heights are not known yet for this frame. */
  missing(entries: readonly WallEntry[], frameKey: string): readonly WallEntry[];
  keep(entry: WallEntry, frameKey: string, item: WallItem): void;
  /** What is known, in order; a ticket measured anew keeps its last heights meanwhile. The same list until something changed. */
  items(entries: readonly WallEntry[]): readonly WallItem[];
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
  let last: readonly WallItem[] = [];
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
    items(entries) {
      const current = new Set(entries.map((entry) => entry.ticketId));
      for (const ticketId of known.keys()) if (!current.has(ticketId)) known.delete(ticketId);
      const items = entries.flatMap((entry) => known.get(entry.ticketId)?.item ?? []);
      const isSame = items.length === last.length && items.every((item, at) => item === last[at]);
      if (!isSame) last = items;
      return last;
    },
  };
}
