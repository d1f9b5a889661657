import { averageOutMs, type TicketUrgency, ticketAgeMs, ticketUrgency } from '@passbell/core/kitchen/ticket-age';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { StockView, TicketLineView, TicketView } from '@passbell/core/wire/views';
import type { WallEntry } from './wall-entries.ts';

export type UrgencyCounts = Readonly<Record<TicketUrgency, number>>;

/** How many open tickets are late, due and on time. */
export function urgencyCounts(entries: readonly WallEntry[], nowMs: number, targetSeconds: number): UrgencyCounts {
  const counts = { on_time: 0, due: 0, late: 0 };
  for (const { kind, ticket } of entries) {
    if (kind === 'open') counts[ticketUrgency(ticketAgeMs(ticket, nowMs), targetSeconds)] += 1;
  }
  return counts;
}

/** Lines of the tickets to cook. */
export function openLines(entries: readonly WallEntry[]): readonly TicketLineView[] {
  return entries.flatMap((entry) => (entry.kind === 'open' ? entry.ticket.lines : []));
}

/** Tickets that can be brought back, the last bumped first. */
export function recallable(tickets: ReadonlyMap<string, TicketView>): readonly TicketView[] {
  return [...tickets.values()]
    .filter((ticket) => ticket.state === 'bumped')
    .sort((a, b) => (b.bumpedMs ?? 0) - (a.bumpedMs ?? 0) || (a.id < b.id ? 1 : -1));
}

/** Mean time to the bump over the last hour's tickets of this station, in seconds; null when there was none. */
export function averageSeconds(tickets: ReadonlyMap<string, TicketView>): number | null {
  const averageMs = averageOutMs(tickets.values());
  return averageMs === null ? null : Math.round(averageMs / 1_000);
}

/** Something that runs out, or has. */
export interface StockNote {
  readonly key: string;
  readonly name: string;
  /** Null: it is 86. */
  readonly left: number | null;
}

/** At this many left the kitchen is told. */
export const LOW_STOCK = 9;

/** What the station's dishes are short of: low ones by count, then what is 86; by name within each. */
export function stockNotes(
  stock: ReadonlyMap<string, StockView>,
  menu: MenuIndex | null,
  stationId: string,
): readonly StockNote[] {
  if (menu === null) return [];
  const notes: StockNote[] = [];
  for (const [key, entry] of stock) {
    const isOut = entry.eightySixed !== null;
    if (!isOut && (entry.left === null || entry.left > LOW_STOCK)) continue;
    const name = stockName(entry, menu, stationId);
    if (name !== null) notes.push({ key, name, left: isOut ? null : entry.left });
  }
  const order = (note: StockNote) => note.left ?? Number.POSITIVE_INFINITY;
  return withoutRepeats(notes).sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
}

/** The kitchen's name of what an entry is about; null for what this station does not cook. */
function stockName(entry: StockView, menu: MenuIndex, stationId: string): string | null {
  if (entry.kind === 'modifier') {
    const offered = menu.modifiers.get(entry.subjectId);
    const isCookedHere =
      offered !== undefined &&
      menu.document.items.some(
        (item) => item.stationId === stationId && item.modifierGroups.some((link) => link.groupId === offered.group.id),
      );
    return isCookedHere ? offered.modifier.kitchenName : null;
  }
  if (entry.kind === 'item') {
    const item = menu.items.get(entry.subjectId);
    return item?.stationId === stationId ? item.kitchenName : null;
  }
  const known = menu.variations.get(entry.subjectId);
  if (known?.item.stationId !== stationId) return null;
  const isOnlyOne = known.item.variations.length === 1;
  return isOnlyOne ? known.item.kitchenName : `${known.item.kitchenName} ${known.variation.name}`;
}

/** An item and its only variation may both be told of: the one that says more stays (86 before a count, fewer before more). */
function withoutRepeats(notes: readonly StockNote[]): StockNote[] {
  const best = new Map<string, StockNote>();
  for (const note of notes) {
    const known = best.get(note.name);
    if (known === undefined || (note.left ?? -1) < (known.left ?? -1)) best.set(note.name, note);
  }
  return [...best.values()];
}
