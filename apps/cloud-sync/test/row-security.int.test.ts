import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertBoundByRowSecurity, asTenant, listOrganisations } from '../src/db/database.ts';
import { createPostgresCloudStore } from '../src/modules/ingest/postgres-cloud-store.ts';
import { createLocationEnrolment, type LocationEnrolment } from '../src/modules/locations/location-enrolment.ts';
import { type CloudFixture, ELSEWHERE, GULCH, openCloudFixture, PIER } from './cloud-fixture.ts';
import { journalOf } from './journal-chain.ts';

let fixture: CloudFixture;
let enrolment: LocationEnrolment;
const tokens = new Map<unknown, string>();

beforeAll(async () => {
  fixture = await openCloudFixture();
  enrolment = createLocationEnrolment(fixture.db, createSeededRandom(1));
  const store = createPostgresCloudStore(fixture.db);
  for (const key of [PIER, GULCH, ELSEWHERE]) {
    tokens.set(key, await enrolment.enrol({ ...key, name: key.locationId }, 1));
    const { type: _, lastHash: __, ...batch } = journalOf(key, 3).push(1, 3);
    await store.append(key, batch, 1);
  }
});
afterAll(() => fixture.dispose());

/** Every table of the schema but the list of migrations. */
async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations' ORDER BY 1`.execute(
    fixture.owner,
  );
  return rows.map((row) => row.name);
}

test('row-level security is on and forced for every table', async () => {
  const { rows } = await sql<{ name: string; on: boolean }>`
    SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS on FROM pg_class WHERE relname = ANY(${await tables()}::text[]) AND relkind = 'r'`.execute(
    fixture.owner,
  );
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => !row.on)).toEqual([]);
});

test('the keys of every table start with the organisation, and then the location', async () => {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY k.place) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, place)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
    WHERE i.indisprimary AND c.relname = ANY(${await tables()}::text[]) GROUP BY c.relname`.execute(fixture.owner);
  for (const { name, columns } of rows)
    expect(columns.slice(0, 2), name).toEqual(name === 'organisations' ? ['org_id'] : ['org_id', 'location_id']);
});

test('without naming a tenant nothing is seen', async () => {
  for (const name of await tables()) {
    const { rows } = await sql`SELECT * FROM ${sql.table(name)}`.execute(fixture.db);
    expect(rows, name).toEqual([]);
  }
});

test('a location sees its own events and none of its neighbours', async () => {
  for (const key of [PIER, GULCH, ELSEWHERE]) {
    const seen = await asTenant(fixture.db, key, (tx) =>
      tx.selectFrom('events').select(['org_id', 'location_id']).execute(),
    );
    expect(seen).toHaveLength(3);
    expect(seen.every((row) => row.org_id === key.orgId && row.location_id === key.locationId)).toBe(true);
  }
});

test('a setting does not outlive its transaction on the connection', async () => {
  await fixture.db.connection().execute(async (connection) => {
    const inside = await asTenant(connection, PIER, (tx) => tx.selectFrom('events').select('seq').execute());
    expect(inside).toHaveLength(3);
    expect(await connection.selectFrom('events').select('seq').execute()).toEqual([]);
  });
});

test('an organisation reads all its locations and no others, and writes none of them that way', async () => {
  const scope = { orgId: PIER.orgId, locationId: '*' };
  const seen = await asTenant(fixture.db, scope, (tx) =>
    tx.selectFrom('sync_cursors').select(['org_id', 'location_id']).orderBy('location_id').execute(),
  );
  expect(seen).toEqual([
    { org_id: 'saltmarsh', location_id: 'gulch' },
    { org_id: 'saltmarsh', location_id: 'pier-9' },
  ]);
  const changed = await asTenant(fixture.db, scope, (tx) =>
    tx.updateTable('sync_cursors').set({ seq: 0 }).executeTakeFirst(),
  );
  expect(changed.numUpdatedRows).toBe(0n);
});

test('a location cannot write a row of another', async () => {
  const row = {
    org_id: GULCH.orgId,
    location_id: GULCH.locationId,
    epoch: 1,
    seq: 0,
    hash: '',
    head_epoch: 1,
    head_seq: 0,
  };
  await expect(asTenant(fixture.db, PIER, (tx) => tx.insertInto('sync_cursors').values(row).execute())).rejects.toThrow(
    /row-level security/u,
  );
});

test('the application has no right to change or delete an event', async () => {
  const update = asTenant(fixture.db, PIER, (tx) => tx.updateTable('events').set({ type: 'forged' }).execute());
  await expect(update).rejects.toThrow(/permission denied/u);
  const remove = asTenant(fixture.db, PIER, (tx) => tx.deleteFrom('events').execute());
  await expect(remove).rejects.toThrow(/permission denied/u);
  const truncate = sql`TRUNCATE events`.execute(fixture.db);
  await expect(truncate).rejects.toThrow(/permission denied/u);
});

test('a token leads to its own location, and an invented one nowhere', async () => {
  for (const key of [PIER, GULCH, ELSEWHERE])
    expect(await enrolment.locationByToken(tokens.get(key) ?? '')).toEqual(key);
  expect(await enrolment.locationByToken('pbl_invented')).toBeNull();
  expect(await enrolment.locationByToken('')).toBeNull();
});

test('only the hash of a token is kept, and the sixth token ends the first', async () => {
  const first = tokens.get(ELSEWHERE) ?? '';
  const { rows } = await sql<{
    found: boolean;
  }>`SELECT count(*) > 0 AS found FROM location_credentials WHERE token_hash = ${first}`.execute(fixture.owner);
  expect(rows).toEqual([{ found: false }]);
  const later: string[] = [];
  for (let at = 2; at <= 6; at += 1) later.push(await enrolment.enrol({ ...ELSEWHERE, name: 'Again' }, at));
  expect(await enrolment.locationByToken(first)).toBeNull();
  for (const token of later) expect(await enrolment.locationByToken(token)).toEqual(ELSEWHERE);
});

test('organisations can be listed, and only where that is asked for', async () => {
  expect((await listOrganisations(fixture.db)).map((row) => row.org_id)).toEqual(['other-org', 'saltmarsh']);
});

test('the application refuses to work as a role that passes row-level security by', async () => {
  await expect(assertBoundByRowSecurity(fixture.db)).resolves.toBeUndefined();
  await expect(assertBoundByRowSecurity(fixture.owner)).rejects.toThrow(/passes row-level security/u);
});
