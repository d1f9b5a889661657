import { sql } from 'kysely';
import type { CloudTx } from '../db/database.ts';
import type { LocationKey } from '../modules/ingest/cloud-store.ts';
import type { ProjectedTable } from './projected-table.ts';
import type { PlacedRow } from './projector.ts';

function latestByTable(rows: readonly PlacedRow[]): Map<ProjectedTable, Map<string, PlacedRow>> {
  const tables = new Map<ProjectedTable, Map<string, PlacedRow>>();
  for (const row of rows) {
    const known = tables.get(row.table) ?? new Map<string, PlacedRow>();
    known.set(row.id, row);
    tables.set(row.table, known);
  }
  return tables;
}

async function upsert(tx: CloudTx, key: LocationKey, table: ProjectedTable, rows: readonly PlacedRow[]): Promise<void> {
  const columns = [
    ...table.columns,
    { name: 'epoch', type: 'bigint' as const },
    { name: 'seq', type: 'bigint' as const },
  ];
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  const fields = sql.join(columns.map((column) => sql`${sql.ref(column.name)} ${sql.raw(column.type)}`));
  const changes = sql.join(
    columns
      .filter((column) => column.name !== 'id')
      .map((column) => sql`${sql.ref(column.name)} = excluded.${sql.ref(column.name)}`),
  );
  const images = JSON.stringify(rows.map((row) => ({ ...row.values, epoch: row.epoch, seq: row.seq })));
  await sql`
    INSERT INTO ${sql.table(table.table)} AS kept (org_id, location_id, ${names})
    SELECT ${key.orgId}, ${key.locationId}, ${names} FROM jsonb_to_recordset(${images}::jsonb) AS image (${fields})
    ON CONFLICT (org_id, location_id, id) DO UPDATE SET ${changes}
    WHERE (kept.epoch, kept.seq) < (excluded.epoch, excluded.seq)`.execute(tx);
}

async function remove(tx: CloudTx, key: LocationKey, table: ProjectedTable, rows: readonly PlacedRow[]): Promise<void> {
  await sql`
    DELETE FROM ${sql.table(table.table)} AS kept
    USING unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.epoch)}::bigint[], ${rows.map((row) => row.seq)}::bigint[]) AS gone (id, epoch, seq)
    WHERE kept.org_id = ${key.orgId} AND kept.location_id = ${key.locationId} AND kept.id = gone.id
      AND (kept.epoch, kept.seq) < (gone.epoch, gone.seq)`.execute(tx);
}

/** Writes the last image of each row, one statement per table. A row that already has a later image keeps it. */
export async function writeRows(tx: CloudTx, key: LocationKey, rows: readonly PlacedRow[]): Promise<void> {
  for (const [table, latest] of latestByTable(rows)) {
    const all = [...latest.values()];
    const live = all.filter((row) => row.values !== null);
    const gone = all.filter((row) => row.values === null);
    if (live.length > 0) await upsert(tx, key, table, live);
    if (gone.length > 0) await remove(tx, key, table, gone);
  }
}
