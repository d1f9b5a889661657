import type { TicketView } from '@passbell/core/wire/views';

/** How long a bumped ticket's slot stays as a ghost with its undo. */
export const GHOST_MS = 6_000;
/** The wall closes up only when nobody has touched it for this long. */
export const QUIET_MS = 1_200;
/** How long a ticket counts as new unless it is touched before. */
export const NEW_MS = 30_000;

/** What changed on a ticket after it was first shown. */
export interface TicketChange {
  readonly voidedLineIds: readonly string[];
  readonly addedLineIds: readonly string[];
}

/**
 * One place on the wall. `open`: to cook. `ghost`: bumped, the slot holds still. `cancelled`: the order was cancelled,
 * stays until somebody says "Got it". `spent`: nothing left to show, the slot holds still until the hand is away.
 */
export interface WallEntry {
  readonly ticketId: string;
  /** As last known. */
  readonly ticket: TicketView;
  readonly kind: 'open' | 'ghost' | 'cancelled' | 'spent';
  /** Since when it is of this kind, on the monotonic clock. */
  readonly sinceMs: number;
  /** Until when it counts as new, on the monotonic clock; null when it does not. */
  readonly newUntilMs: number | null;
  readonly change: TicketChange | null;
}

/** What happened to the wall: for sounds and for those who listen rather than look. */
export interface WallEvent {
  readonly kind: 'arrived' | 'recalled' | 'changed' | 'cancelled';
  readonly ticket: TicketView;
}

export interface WallStep {
  readonly entries: readonly WallEntry[];
  readonly events: readonly WallEvent[];
}

function isOpen(ticket: TicketView | undefined): ticket is TicketView {
  return ticket?.state === 'open';
}

function byAge(a: TicketView, b: TicketView): number {
  return a.firedMs - b.firedMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function added(known: readonly string[], more: readonly string[]): readonly string[] {
  return more.length === 0 ? known : [...known, ...more.filter((id) => !known.includes(id))];
}

/** Lines voided or added since the entry's ticket; null when there are none new. */
function changeBetween(before: TicketView, after: TicketView): TicketChange | null {
  const known = new Map(before.lines.map((line) => [line.id, line.state]));
  const voidedLineIds = after.lines
    .filter((line) => line.state === 'voided' && known.has(line.id) && known.get(line.id) !== 'voided')
    .map((line) => line.id);
  const addedLineIds = after.lines.filter((line) => !known.has(line.id)).map((line) => line.id);
  return voidedLineIds.length + addedLineIds.length === 0 ? null : { voidedLineIds, addedLineIds };
}

function stepEntry(entry: WallEntry, ticket: TicketView | undefined, nowMs: number): [WallEntry, WallEvent | null] {
  if (ticket === entry.ticket) return [entry, null];
  if (ticket === undefined || ticket.state === 'voided') {
    // A ghost whose ticket leaves the topic was served or cancelled after it was cooked: its plate is out of the kitchen.
    if (entry.kind !== 'open') return [entry, null];
    const { ticket: last } = entry;
    return [
      { ...entry, kind: 'cancelled', sinceMs: nowMs, newUntilMs: null },
      { kind: 'cancelled', ticket: last },
    ];
  }
  const become = (kind: WallEntry['kind']): WallEntry => ({
    ...entry,
    ticket,
    kind,
    sinceMs: entry.kind === kind ? entry.sinceMs : nowMs,
  });
  if (ticket.state === 'bumped') return [{ ...become('ghost'), newUntilMs: null, change: null }, null];
  if (entry.kind !== 'open') return [become('open'), { kind: 'recalled', ticket }];
  const change = changeBetween(entry.ticket, ticket);
  if (change === null) return [become('open'), null];
  const merged = {
    voidedLineIds: added(entry.change?.voidedLineIds ?? [], change.voidedLineIds),
    addedLineIds: added(entry.change?.addedLineIds ?? [], change.addedLineIds),
  };
  return [
    { ...become('open'), change: merged },
    { kind: 'changed', ticket },
  ];
}

/**
 * The wall after the tickets changed. Nobody moves: what is bumped or cancelled keeps its slot, what is new joins the end,
 * oldest first. `isFirst`: the tickets found at the start, which are no news unless no screen has painted them yet.
 */
export function stepWall(
  entries: readonly WallEntry[],
  tickets: ReadonlyMap<string, TicketView>,
  nowMs: number,
  isFirst: boolean,
): WallStep {
  const events: WallEvent[] = [];
  const stayed = entries.map((entry) => {
    const [next, event] = stepEntry(entry, tickets.get(entry.ticketId), nowMs);
    if (event !== null) events.push(event);
    return next;
  });
  const known = new Set(entries.map((entry) => entry.ticketId));
  const fresh = [...tickets.values()].filter((ticket) => isOpen(ticket) && !known.has(ticket.id)).sort(byAge);
  const joined = fresh.map((ticket): WallEntry => {
    const isNews = ticket.recalls === 0 && ticket.seenMs === null;
    if (!isFirst || isNews) events.push({ kind: ticket.recalls === 0 ? 'arrived' : 'recalled', ticket });
    const newUntilMs = isNews || !isFirst ? nowMs + NEW_MS : null;
    return { ticketId: ticket.id, ticket, kind: 'open', sinceMs: nowMs, newUntilMs, change: null };
  });
  const isSame = joined.length === 0 && stayed.every((entry, at) => entry === entries[at]);
  return { entries: isSame ? entries : [...stayed, ...joined], events };
}

/** When an entry may leave the wall at the earliest, on the monotonic clock; null while it stays. */
export function leavesAtMs(entry: WallEntry): number | null {
  if (entry.kind === 'ghost') return entry.sinceMs + GHOST_MS;
  return entry.kind === 'spent' ? entry.sinceMs : null;
}

/** Closes the gaps: entries whose time is over leave. Call it only when the hand is away. */
export function closeGaps(entries: readonly WallEntry[], nowMs: number): readonly WallEntry[] {
  const left = entries.filter((entry) => (leavesAtMs(entry) ?? Number.POSITIVE_INFINITY) > nowMs);
  return left.length === entries.length ? entries : left;
}

/** Somebody said "Got it": the change is no longer marked, a cancelled ticket's slot is spent. */
export function acknowledgeEntry(entries: readonly WallEntry[], ticketId: string, nowMs: number): readonly WallEntry[] {
  return entries.map((entry) => {
    if (entry.ticketId !== ticketId) return entry;
    if (entry.kind === 'cancelled') return { ...entry, kind: 'spent', sinceMs: nowMs };
    return entry.change === null ? entry : { ...entry, change: null };
  });
}

/** A ticket is no longer new once it was touched. */
export function touchEntry(entries: readonly WallEntry[], ticketId: string): readonly WallEntry[] {
  return entries.map((entry) =>
    entry.ticketId === ticketId && entry.newUntilMs !== null ? { ...entry, newUntilMs: null } : entry,
  );
}

/** Takes the mark "new" off those whose time is over. */
export function ageNews(entries: readonly WallEntry[], nowMs: number): readonly WallEntry[] {
  if (!entries.some((entry) => entry.newUntilMs !== null && entry.newUntilMs <= nowMs)) return entries;
  return entries.map((entry) =>
    entry.newUntilMs !== null && entry.newUntilMs <= nowMs ? { ...entry, newUntilMs: null } : entry,
  );
}
