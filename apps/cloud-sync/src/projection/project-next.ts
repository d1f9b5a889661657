import { sql } from 'kysely';
import { asTenant, type CloudDb, type CloudTx } from '../db/database.ts';
import type { LocationKey } from '../modules/ingest/cloud-store.ts';
import type { PlacedRow, Projector, StoredEvent } from './projector.ts';

/** Events projected in one transaction. */
export const PROJECTION_BATCH_EVENTS = 500;

/** Puts an event aside that a projector cannot take, in the transaction that moves its cursor past it. */
type Bury = (tx: CloudTx, event: StoredEvent, reason: string) => Promise<void>;

async function lockCursor(tx: CloudTx, key: LocationKey, projector: string): Promise<{ epoch: number; seq: number }> {
  const ids = { org_id: key.orgId, location_id: key.locationId, projector };
  await tx
    .insertInto('projector_cursors')
    .values({ ...ids, epoch: 1, seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('projector_cursors')
    .select(['epoch', 'seq'])
    .where('org_id', '=', key.orgId)
    .where('location_id', '=', key.locationId)
    .where('projector', '=', projector)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The next events within the durable cursor. Events beyond it may be left from a cursor set back, and wait their turn. */
async function nextEvents(
  tx: CloudTx,
  key: LocationKey,
  after: { epoch: number; seq: number },
): Promise<StoredEvent[]> {
  const { rows } = await sql<{ epoch: number; seq: number; event_id: string; type: string; ver: number; body: Buffer }>`
    SELECT e.epoch, e.seq, e.event_id, e.type, e.ver, e.body
    FROM events e JOIN sync_cursors c USING (org_id, location_id)
    WHERE e.org_id = ${key.orgId} AND e.location_id = ${key.locationId}
      AND (e.epoch, e.seq) > (${after.epoch}::bigint, ${after.seq}::bigint) AND (e.epoch, e.seq) <= (c.epoch, c.seq)
    ORDER BY e.epoch, e.seq LIMIT ${PROJECTION_BATCH_EVENTS}`.execute(tx);
  return rows.map((row) => ({
    epoch: row.epoch,
    seq: row.seq,
    eventId: row.event_id,
    type: row.type,
    ver: row.ver,
    body: row.body.toString('utf8'),
  }));
}

/** One event at a time, each in a savepoint: finds the one the database refuses. */
async function applyCarefully(
  tx: CloudTx,
  key: LocationKey,
  projector: Projector,
  rows: readonly PlacedRow[],
  events: readonly StoredEvent[],
  bury: Bury,
): Promise<void> {
  for (const event of events) {
    await sql`SAVEPOINT event`.execute(tx);
    try {
      await projector.apply(
        tx,
        key,
        rows.filter((row) => row.epoch === event.epoch && row.seq === event.seq),
      );
    } catch (error) {
      if (!isRefusalOfData(error)) throw error;
      await sql`ROLLBACK TO SAVEPOINT event`.execute(tx);
      await bury(tx, event, error instanceof Error ? error.message : 'refused by the database');
    }
    await sql`RELEASE SAVEPOINT event`.execute(tx);
  }
}

async function applyBatch(
  tx: CloudTx,
  key: LocationKey,
  projector: Projector,
  events: readonly StoredEvent[],
  bury: Bury,
): Promise<void> {
  const rows: PlacedRow[] = [];
  for (const event of events) {
    const decoded = projector.decode(event);
    if (decoded.ok) rows.push(...decoded.value.map((row) => ({ ...row, epoch: event.epoch, seq: event.seq })));
    else await bury(tx, event, decoded.error);
  }
  await sql`SAVEPOINT batch`.execute(tx);
  try {
    await projector.apply(tx, key, rows);
  } catch (error) {
    if (!isRefusalOfData(error)) throw error;
    await sql`ROLLBACK TO SAVEPOINT batch`.execute(tx);
    await applyCarefully(tx, key, projector, rows, events, bury);
  }
}

/**
 * Projects the next events of a location in one transaction with the projector's cursor, so a batch that is cut off is
 * simply done again.
 *
 * @returns how many events it took; fewer than `PROJECTION_BATCH_EVENTS` when it has caught up.
 */
export function projectNext(db: CloudDb, key: LocationKey, projector: Projector, bury: Bury): Promise<number> {
  return asTenant(db, key, async (tx) => {
    const cursor = await lockCursor(tx, key, projector.name);
    const events = await nextEvents(tx, key, cursor);
    const last = events.at(-1);
    if (last === undefined) return 0;
    await applyBatch(tx, key, projector, events, bury);
    await tx
      .updateTable('projector_cursors')
      .set({ epoch: last.epoch, seq: last.seq })
      .where('org_id', '=', key.orgId)
      .where('location_id', '=', key.locationId)
      .where('projector', '=', projector.name)
      .execute();
    return events.length;
  });
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity): the event is at fault. All else is ours or the network's. */
function isRefusalOfData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/u.test(error.code);
}
