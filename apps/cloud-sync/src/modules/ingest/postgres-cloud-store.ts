import { GENESIS_HASH, type JournalEvent } from '@passbell/core/journal/domain-event';
import { assert } from '@passbell/core/kernel/assert';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import { sql } from 'kysely';
import { asTenant, type CloudDb, type CloudTx } from '../../db/database.ts';
import type { AppendOutcome, CloudStore, CursorState, LocationKey, VerifiedBatch } from './cloud-store.ts';
import { decideAppend } from './decide-append.ts';

const START: SyncPosition = { epoch: 1, seq: 0, hash: GENESIS_HASH };

/** Locks and reads a location's cursor, making it at the first contact. */
async function lockCursor(tx: CloudTx, key: LocationKey): Promise<CursorState> {
  const ids = { org_id: key.orgId, location_id: key.locationId };
  const read = () =>
    tx
      .selectFrom('sync_cursors')
      .select(['epoch', 'seq', 'hash', 'set_aside_ms'])
      .where('org_id', '=', key.orgId)
      .where('location_id', '=', key.locationId)
      .forUpdate()
      .executeTakeFirst();
  const found = await read();
  if (found !== undefined)
    return { cursor: { epoch: found.epoch, seq: found.seq, hash: found.hash }, setAside: found.set_aside_ms !== null };
  await tx
    .insertInto('sync_cursors')
    .values({ ...ids, ...START, head_epoch: 1, head_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await read();
  return { cursor: START, setAside: false };
}

async function storedHashes(
  tx: CloudTx,
  key: LocationKey,
  { epoch, from, to }: VerifiedBatch,
): Promise<Map<number, string>> {
  const rows = await tx
    .selectFrom('events')
    .select(['seq', 'hash'])
    .where('org_id', '=', key.orgId)
    .where('location_id', '=', key.locationId)
    .where('epoch', '=', epoch)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .execute();
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

/** One statement for the whole batch: 500 single inserts would be 500 round trips. Returns how many were new. */
async function insertEvents(
  tx: CloudTx,
  key: LocationKey,
  events: readonly JournalEvent[],
  nowMs: number,
): Promise<number> {
  const column = <T>(pick: (event: JournalEvent) => T): T[] => events.map(pick);
  const result = await sql`
    INSERT INTO events (org_id, location_id, epoch, seq, txn, event_id, type, ver, entity, entity_id, occurred_ms, actor, device, command_key, body, prev_hash, hash, received_ms)
    SELECT ${key.orgId}, ${key.locationId}, fresh.*, ${nowMs}::bigint FROM unnest(
      ${column((event) => event.epoch)}::bigint[], ${column((event) => event.seq)}::bigint[], ${column((event) => event.txn)}::bigint[],
      ${column((event) => event.id)}::text[], ${column((event) => event.type)}::text[], ${column((event) => event.ver)}::bigint[],
      ${column((event) => event.entity)}::text[], ${column((event) => event.entityId)}::text[], ${column((event) => event.occurredMs)}::bigint[],
      ${column((event) => event.actor)}::text[], ${column((event) => event.device)}::text[], ${column((event) => event.commandKey)}::text[],
      ${column((event) => Buffer.from(event.body))}::bytea[], ${column((event) => event.prevHash)}::text[], ${column((event) => event.hash)}::text[]
    ) AS fresh
    ON CONFLICT DO NOTHING`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

async function append(tx: CloudTx, key: LocationKey, batch: VerifiedBatch, nowMs: number): Promise<AppendOutcome> {
  const { cursor, setAside } = await lockCursor(tx, key);
  if (setAside) return { kind: 'set_aside', cursor };
  const decision = decideAppend(cursor, batch, await storedHashes(tx, key, batch));
  if (decision.kind === 'nothing_new') return { kind: 'stored', cursor, storedEvents: 0 };
  if (decision.kind !== 'append') return { kind: decision.kind, cursor };
  const inserted = await insertEvents(tx, key, decision.events, nowMs);
  const next = decision.cursor;
  const { numUpdatedRows } = await tx
    .updateTable('sync_cursors')
    .set((eb) => ({
      epoch: next.epoch,
      seq: next.seq,
      hash: next.hash,
      last_contact_ms: nowMs,
      head_epoch: next.epoch,
      head_seq: eb.fn<number>('greatest', ['head_seq', eb.val(next.seq)]),
    }))
    .where('org_id', '=', key.orgId)
    .where('location_id', '=', key.locationId)
    .executeTakeFirstOrThrow();
  assert(numUpdatedRows === 1n, 'the cursor that was locked is gone');
  return { kind: 'stored', cursor: next, storedEvents: inserted };
}

/** Notes when the edge was heard and how far it is. A fenced box that still talks changes nothing. */
async function noteContact(tx: CloudTx, key: LocationKey, head: SyncPosition, nowMs: number): Promise<void> {
  await tx
    .updateTable('sync_cursors')
    .set({ last_contact_ms: nowMs, head_epoch: head.epoch, head_seq: head.seq })
    .where('org_id', '=', key.orgId)
    .where('location_id', '=', key.locationId)
    .where('epoch', '<=', head.epoch)
    .execute();
}

/** The cloud's store on Postgres. Every method is one transaction of the location it is about. */
export function createPostgresCloudStore(db: CloudDb): CloudStore {
  return {
    greet: (key, greeting, nowMs) =>
      asTenant(db, key, async (tx) => {
        const state = await lockCursor(tx, key);
        await noteContact(tx, key, greeting.head, nowMs);
        await tx
          .updateTable('sync_cursors')
          .set({ node_id: greeting.nodeId })
          .where('org_id', '=', key.orgId)
          .where('location_id', '=', key.locationId)
          .execute();
        await nameLocation(tx, key, greeting.location);
        return state;
      }),
    append: (key, batch, nowMs) => asTenant(db, key, (tx) => append(tx, key, batch, nowMs)),
    noteHead: (key, head, nowMs) => asTenant(db, key, (tx) => noteContact(tx, key, head, nowMs)),
    setAside: (key, reason, frame, nowMs) =>
      asTenant(db, key, async (tx) => {
        const { setAside } = await lockCursor(tx, key);
        if (setAside) return;
        await tx
          .updateTable('sync_cursors')
          .set({ set_aside_ms: nowMs, set_aside_reason: reason })
          .where('org_id', '=', key.orgId)
          .where('location_id', '=', key.locationId)
          .execute();
        await tx
          .insertInto('quarantined_frames')
          .values({
            org_id: key.orgId,
            location_id: key.locationId,
            received_ms: nowMs,
            reason,
            frame: Buffer.from(frame),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
  };
}

/** What the edge says about its location, until the projector knows better from the journal itself. */
async function nameLocation(
  tx: CloudTx,
  key: LocationKey,
  location: { name: string; timeZone: string; currency: string; locale: string; businessDayHour: number } | null,
): Promise<void> {
  if (location === null) return;
  await tx
    .updateTable('locations')
    .set({
      name: location.name,
      time_zone: location.timeZone,
      currency: location.currency,
      locale: location.locale,
      business_day_hour: location.businessDayHour,
    })
    .where('org_id', '=', key.orgId)
    .where('location_id', '=', key.locationId)
    .where('seq', '=', 0)
    .execute();
}
