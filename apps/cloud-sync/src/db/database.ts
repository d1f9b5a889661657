import { assert } from '@passbell/core/kernel/assert';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { CloudTables } from './cloud-tables.ts';

export type CloudDb = Kysely<CloudTables>;
export type CloudTx = Transaction<CloudTables>;

/** Who a transaction acts for. Row-level security shows it nothing else. */
export interface TenantScope {
  readonly orgId: string;
  /** One restaurant, or `*` to read (never write) all of the organisation's. */
  readonly locationId: string;
}

const BIGINT_OID = 20;

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `the database holds an integer beyond 2^53: ${text}`);
  return value;
}

/** Reads bigint as a number that is asserted to be exact; everything else as node-postgres does. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID && format !== 'binary' ? safeInteger : pg.types.getTypeParser(oid, format),
};

/** A pool of connections as the application's role. `onError` hears of connections that broke. */
export function openDatabase(connectionString: string, onError: (error: Error) => void, maxConnections = 12): CloudDb {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    types: parsers,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'passbell-cloud',
  });
  pool.on('error', onError);
  // Between two statements of a transaction nobody listens to a client, and a lost connection would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return new Kysely<CloudTables>({ dialect: new PostgresDialect({ pool }) });
}

/** Runs `work` in one transaction that sees and writes only what belongs to `scope`. */
export function asTenant<T>(db: CloudDb, scope: TenantScope, work: (tx: CloudTx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    // Local to the transaction: a setting of the session would leak to the next user of the connection.
    await sql`SELECT set_config('passbell.org_id', ${scope.orgId}, true), set_config('passbell.location_id', ${scope.locationId}, true)`.execute(
      tx,
    );
    return work(tx);
  });
}

/** Lists every organisation of this database, the one thing that belongs to nobody in particular. */
export function listOrganisations(db: CloudDb): Promise<{ org_id: string; name: string }[]> {
  return db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('passbell.directory', 'on', true)`.execute(tx);
    return tx.selectFrom('organisations').select(['org_id', 'name']).orderBy('org_id').execute();
  });
}

/** Throws unless the connection's role is bound by row-level security. */
export async function assertBoundByRowSecurity(db: CloudDb): Promise<void> {
  const { rows } = await sql<{ role: string; free: boolean }>`
    SELECT rolname AS role, rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user`.execute(db);
  assert(
    rows[0]?.free === false,
    `the role ${rows[0]?.role ?? '?'} passes row-level security by; the application must not connect as it`,
  );
}
