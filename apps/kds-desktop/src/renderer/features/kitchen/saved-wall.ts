import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import { type TicketView, ticketView } from '@passbell/core/wire/views';
import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { Observable } from '@passbell/edge-client/observable-value';
import type { TopicView } from '@passbell/edge-client/topic-store';

/** The tickets of a station as the last run of this screen knew them. */
export interface SavedWall {
  readonly tickets: readonly TicketView[];
  /** The on-site server's time as of which they were complete. */
  readonly asOfMs: number;
}

const SAVE_EVERY_MS = 5_000;
const MAX_NAME = 64;

/** A document's name holds small letters, digits and dashes only; a station's id may hold more. */
function nameOf(stationId: string): string {
  const codes = [...stationId].map((letter) => (/[a-z0-9]/u.test(letter) ? letter : `-${letter.codePointAt(0)}-`));
  return `kitchen-${codes.join('')}`.slice(0, MAX_NAME);
}

/** Reads the copy; null when there is none or it is not of this version. */
export async function readSavedWall(cache: DocumentCache, stationId: string): Promise<SavedWall | null> {
  try {
    const value: unknown = JSON.parse((await cache.read(nameOf(stationId))) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { tickets, asOfMs, station } = Object.fromEntries(Object.entries(value));
    if (!Array.isArray(tickets) || typeof asOfMs !== 'number' || station !== stationId) return null;
    const parsed = tickets.map((ticket) => ticketView.safeParse(ticket));
    return { tickets: parsed.flatMap((each) => (each.success ? [each.data] : [])), asOfMs };
  } catch {
    return null; // A copy that cannot be read is as good as none.
  }
}

/** Keeps the copy up to date, at most every few seconds. Guests' names stay out of it: the device's disk is not sealed. */
export function saveWall(
  cache: DocumentCache,
  stationId: string,
  topic: Observable<TopicView<TicketView>>,
  timers: Timers,
  serverNowMs: () => number,
): Cancel {
  let planned = false;
  let cancelPlan: Cancel = () => undefined;
  const save = () => {
    planned = false;
    const tickets = [...topic.getSnapshot().documents.values()].map((ticket) => ({ ...ticket, guestName: null }));
    const saved: SavedWall = { tickets, asOfMs: Math.round(serverNowMs()) };
    const text = JSON.stringify({ ...saved, station: stationId });
    cache.write(nameOf(stationId), text).catch(() => undefined); // Only the next start's first seconds would miss it.
  };
  const detach = topic.subscribe(() => {
    if (planned || !topic.getSnapshot().ready) return;
    planned = true;
    cancelPlan = timers.after(SAVE_EVERY_MS, save);
  });
  return () => {
    detach();
    cancelPlan();
  };
}
