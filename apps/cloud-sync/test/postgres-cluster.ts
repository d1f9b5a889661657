import { shareCluster } from '@passbell/testkit/postgres';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';

/** One cluster for the whole run. The application's role belongs to the cluster, so it is made once, before any test. */
export function setup(): Promise<() => Promise<void>> {
  return shareCluster(async (dir) => {
    const postgres = await startEmbeddedPostgres({ dir, durable: false });
    const adminUrl = postgres.urlOf('postgres');
    await migrate(adminUrl, []);
    return { adminUrl, stop: () => postgres.stop() };
  });
}

/** Runs one statement as the administrator. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // Told by the statement under way.
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
