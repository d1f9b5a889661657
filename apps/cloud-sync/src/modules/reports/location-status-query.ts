import { SECOND_MS } from '@passbell/core/kernel/durations';
import { sql } from 'kysely';
import type { CloudDb } from '../../db/database.ts';
import { forEachOrganisation } from './organisation-walk.ts';

/** An edge reports every 5 s; three missed reports are no contact. */
export const NO_CONTACT_AFTER_MS = 15 * SECOND_MS;
/** A few events are always on their way in a busy hour; that is still live. */
export const LIVE_WITHIN_EVENTS = 50;

/** `set_aside`: its journal contradicts what it sent before; a person must look. `never`: enrolled, but never called. */
export type LocationSyncState = 'live' | 'catching_up' | 'no_contact' | 'never' | 'set_aside';

export interface LocationStatus {
  readonly orgId: string;
  readonly locationId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly state: LocationSyncState;
  /** Events the location has and the cloud has not, as of the last contact. */
  readonly eventsBehind: number;
  readonly lastContactMs: number | null;
  readonly secondsSinceContact: number | null;
  readonly cursor: { readonly epoch: number; readonly seq: number };
  readonly head: { readonly epoch: number; readonly seq: number };
  /** Events here that could not be read into the figures. */
  readonly deadLetters: number;
}

export interface LocationsReport {
  readonly asOfMs: number;
  readonly locations: readonly LocationStatus[];
  readonly truncated: boolean;
}

interface CursorRow {
  location_id: string;
  epoch: number;
  seq: number;
  head_epoch: number;
  head_seq: number;
  last_contact_ms: number | null;
  set_aside_ms: number | null;
  dead_letters: number;
}

const NEVER = {
  epoch: 1,
  seq: 0,
  head_epoch: 1,
  head_seq: 0,
  last_contact_ms: null,
  set_aside_ms: null,
  dead_letters: 0,
};

/** The word for how well the cloud knows a location. Pure. */
export function syncStateOf(
  facts: { lastContactMs: number | null; isSetAside: boolean; eventsBehind: number },
  nowMs: number,
): LocationSyncState {
  if (facts.isSetAside) return 'set_aside';
  if (facts.lastContactMs === null) return 'never';
  if (nowMs - facts.lastContactMs > NO_CONTACT_AFTER_MS) return 'no_contact';
  return facts.eventsBehind > LIVE_WITHIN_EVENTS ? 'catching_up' : 'live';
}

/** How each location's journal and the cloud's copy of it stand to each other. */
export async function locationsReport(db: CloudDb, nowMs: number): Promise<LocationsReport> {
  const all: LocationStatus[] = [];
  const truncated = await forEachOrganisation(db, async (tx, orgId, locations) => {
    const { rows } = await sql<CursorRow>`
      SELECT location_id, epoch, seq, head_epoch, head_seq, last_contact_ms, set_aside_ms,
        (SELECT count(*) FROM dead_letters d WHERE d.org_id = c.org_id AND d.location_id = c.location_id) AS dead_letters
      FROM sync_cursors c WHERE org_id = ${orgId}`.execute(tx);
    const cursors = new Map(rows.map((row) => [row.location_id, row]));
    for (const location of locations) {
      const row = cursors.get(location.location_id) ?? NEVER;
      const eventsBehind = Math.max(0, row.head_seq - row.seq);
      const lastContactMs = row.last_contact_ms;
      all.push({
        orgId,
        locationId: location.location_id,
        name: location.name,
        timeZone: location.time_zone,
        state: syncStateOf({ lastContactMs, isSetAside: row.set_aside_ms !== null, eventsBehind }, nowMs),
        eventsBehind,
        lastContactMs,
        secondsSinceContact:
          lastContactMs === null ? null : Math.max(0, Math.round((nowMs - lastContactMs) / SECOND_MS)),
        cursor: { epoch: row.epoch, seq: row.seq },
        head: { epoch: row.head_epoch, seq: row.head_seq },
        deadLetters: row.dead_letters,
      });
    }
  });
  return { asOfMs: nowMs, locations: all, truncated };
}
