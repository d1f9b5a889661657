import type { WallEntry } from './wall-entries.ts';

/** What the keys act on: a ticket, and an item in it while one is chosen with the up and down keys. */
export interface WallSelection {
  readonly ticketId: string | null;
  readonly lineId: string | null;
}

export const NO_SELECTION: WallSelection = { ticketId: null, lineId: null };

/** What can be chosen: open tickets, and cancelled ones, which want a "Got it". */
function isChoosable(entry: WallEntry): boolean {
  return entry.kind === 'open' || entry.kind === 'cancelled';
}

function select(ticketId: string | null | undefined): WallSelection {
  return { ticketId: ticketId ?? null, lineId: null };
}

/**
 * The selection after the wall changed: the same ticket while it can be chosen, else the next one in order, else the one
 * before. `last` is the wall it was chosen on, for a ticket that is gone altogether.
 */
export function keepSelection(
  selection: WallSelection,
  entries: readonly WallEntry[],
  last: readonly WallEntry[],
): WallSelection {
  const choosable = entries.filter(isChoosable);
  const current = choosable.find((entry) => entry.ticketId === selection.ticketId);
  if (current !== undefined) {
    const hasLine = current.ticket.lines.some((line) => line.id === selection.lineId && line.state !== 'voided');
    return selection.lineId === null || hasLine ? selection : select(selection.ticketId);
  }
  if (selection.ticketId === null) return select(choosable[0]?.ticketId);
  const from = entries.findIndex((entry) => entry.ticketId === selection.ticketId);
  const at = from === -1 ? last.findIndex((entry) => entry.ticketId === selection.ticketId) : from;
  const next = entries.slice(Math.max(0, at)).find(isChoosable);
  return select((next ?? choosable.at(-1))?.ticketId);
}

/** The ticket before or after, or the first or last one. The ends do not wrap: a cook counts presses. */
export function moveTicket(
  selection: WallSelection,
  entries: readonly WallEntry[],
  to: 'previous' | 'next' | 'first' | 'last',
): WallSelection {
  const ids = entries.filter(isChoosable).map((entry) => entry.ticketId);
  const at = ids.indexOf(selection.ticketId ?? '');
  const target = {
    first: 0,
    last: ids.length - 1,
    previous: Math.max(0, at - 1),
    next: Math.min(ids.length - 1, at + 1),
  };
  return select(ids[target[to]]);
}

/** One item up or down within the ticket; above the first item is the ticket itself. */
export function moveLine(selection: WallSelection, entries: readonly WallEntry[], by: 1 | -1): WallSelection {
  const entry = entries.find((each) => each.ticketId === selection.ticketId && each.kind === 'open');
  if (entry === undefined) return selection;
  const ids = linesInOrder(entry).map((line) => line.id);
  const at = selection.lineId === null ? -1 : ids.indexOf(selection.lineId);
  const next = Math.max(-1, Math.min(ids.length - 1, at + by));
  return { ticketId: selection.ticketId, lineId: ids[next] ?? null };
}

/** Lines that can be stepped, in the order in which the ticket shows them. */
function linesInOrder(entry: WallEntry) {
  return entry.ticket.lines
    .filter((line) => line.state !== 'voided')
    .toSorted((a, b) => a.course - b.course || a.position - b.position);
}
