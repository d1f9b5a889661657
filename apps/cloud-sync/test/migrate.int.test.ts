import { freshDatabase, type TestDatabase } from '@passbell/testkit/postgres';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareDatabase } from '../src/db/cloud-database.ts';
import { assertBoundByRowSecurity, asTenant, openDatabase } from '../src/db/database.ts';
import { migrate, NewerDatabaseError } from '../src/db/migrate.ts';
import { MIGRATIONS } from '../src/db/migrations/migration-registry.ts';
import { PIER } from './cloud-fixture.ts';
import { execute } from './postgres-cluster.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase(execute);
});
afterEach(() => database.drop());

async function ask<T>(query: string): Promise<T[]> {
  const owner = openDatabase(database.url, () => undefined, 1);
  try {
    return (await sql.raw<T>(query).execute(owner)).rows;
  } finally {
    await owner.destroy();
  }
}

const tableNames = async (): Promise<string[]> =>
  (
    await ask<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    )
  ).map((row) => row.name);

test('steps are numbered by ten, each once, in order', () => {
  expect(MIGRATIONS.map((step) => step.id)).toEqual(MIGRATIONS.map((_, at) => (at + 1) * 10));
});

test('step 10 makes the tenants', async () => {
  await migrate(database.url, MIGRATIONS.slice(0, 1));
  expect(await tableNames()).toEqual(['location_credentials', 'locations', 'organisations', 'schema_migrations']);
  await expect(execute(database.url, "INSERT INTO organisations VALUES ('*', 'all', 1)")).rejects.toThrow(/check/u);
});

test('step 20 makes the journal, and money and places are whole 64-bit numbers', async () => {
  await migrate(database.url, MIGRATIONS.slice(0, 2));
  expect(await tableNames()).toEqual(
    expect.arrayContaining(['dead_letters', 'events', 'projector_cursors', 'quarantined_frames', 'sync_cursors']),
  );
});

test('step 30 makes the tables of orders, with money in bigint and without the guest', async () => {
  await migrate(database.url, MIGRATIONS.slice(0, 3));
  const columns = await ask<{ name: string; type: string }>(
    "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name IN ('orders', 'order_lines', 'checks', 'payments')",
  );
  const money = columns.filter((column) => column.name.endsWith('_minor'));
  expect(money.length).toBeGreaterThan(10);
  expect(new Set(money.map((column) => column.type))).toEqual(new Set(['bigint']));
  expect(columns.map((column) => column.name)).not.toContain('guest_name');
});

test('migrating again changes nothing, also when two servers start at once', async () => {
  await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  await migrate(database.url);
  expect((await ask<{ id: number }>('SELECT id FROM schema_migrations ORDER BY id')).map((row) => row.id)).toEqual(
    MIGRATIONS.map((step) => step.id),
  );
});

test('a step that fails leaves nothing of itself behind', async () => {
  const broken = { id: 40, name: 'broken', sql: 'CREATE TABLE half (id int); SELECT nonsense' };
  await expect(migrate(database.url, [...MIGRATIONS, broken])).rejects.toThrow(/nonsense/u);
  expect(await tableNames()).not.toContain('half');
  expect(await ask('SELECT id FROM schema_migrations WHERE id = 40')).toEqual([]);
});

test('a database of a newer version is refused and left alone', async () => {
  await migrate(database.url);
  await execute(database.url, "INSERT INTO schema_migrations (id, name) VALUES (9990, 'the future')");
  await expect(migrate(database.url)).rejects.toThrow(NewerDatabaseError);
});

test('a DATABASE_URL of an owner who is no superuser works, and its application is bound', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await execute(
    database.url,
    `DROP ROLE IF EXISTS plain_owner; CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'plain'; GRANT passbell_app TO plain_owner; ALTER DATABASE ${name} OWNER TO plain_owner; ALTER SCHEMA public OWNER TO plain_owner`,
  );
  const url = new URL(database.url);
  url.username = 'plain_owner';
  url.password = 'plain';
  const prepared = await prepareDatabase({ kind: 'url', url: url.href });
  const db = openDatabase(prepared.appUrl, () => undefined, 1);
  await assertBoundByRowSecurity(db);
  await sql`RESET ROLE`.execute(db);
  await assertBoundByRowSecurity(db);
  expect(await asTenant(db, PIER, (tx) => tx.selectFrom('events').selectAll().execute())).toEqual([]);
  await db.destroy();
});
