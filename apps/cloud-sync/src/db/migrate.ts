import pg from 'pg';
import type { Migration } from './migrations/migration.ts';
import { MIGRATIONS } from './migrations/migration-registry.ts';

/** Any number; the same in every version, so that two servers that start at once take turns. */
const MIGRATION_LOCK = 7_272_355;

/** The database was made by a newer Passbell than this one. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

async function pending(client: pg.Client, known: readonly Migration[]): Promise<Migration[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (id integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ id: number }>('SELECT id FROM schema_migrations ORDER BY id');
  const applied = new Set(rows.map((row) => row.id));
  const newest = Math.max(0, ...applied);
  const ours = Math.max(0, ...known.map((migration) => migration.id));
  if (newest > ours)
    throw new NewerDatabaseError(`the database is at step ${newest}, this version knows ${ours}: update Passbell`);
  return known.filter((migration) => !applied.has(migration.id));
}

/** Makes the role the application works as: no superuser, no owner, bound by row-level security. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  await client.query(`DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'passbell_app') THEN
      CREATE ROLE passbell_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
      EXECUTE format('GRANT passbell_app TO %I', current_user);
    END IF;
  END $$`);
  await client.query('GRANT USAGE ON SCHEMA public TO passbell_app');
}

/**
 * Brings a database up to this version's schema, each step in a transaction of its own.
 *
 * @param ownerUrl a role that may create tables and, the first time, the role `passbell_app`.
 * @throws NewerDatabaseError before touching anything.
 */
export async function migrate(ownerUrl: string, known: readonly Migration[] = MIGRATIONS): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'passbell-migrate' });
  client.on('error', () => undefined); // Reported by the query under way.
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const steps = await pending(client, known);
    await ensureAppRole(client);
    for (const step of steps) {
      await client.query('BEGIN');
      await client.query(step.sql);
      await client.query('INSERT INTO schema_migrations (id, name) VALUES ($1, $2)', [step.id, step.name]);
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}
