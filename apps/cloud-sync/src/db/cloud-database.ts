import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, runningEmbeddedUrl, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { secretFile } from './secret-file.ts';

const DATABASE = 'passbell';
const APP_ROLE = 'passbell_app';

/** Where the cloud's data lives: a PostgreSQL somebody else runs, or one that we bring. */
export type DatabaseChoice =
  | {
      readonly kind: 'url';
      /** A role that may migrate. The application itself works as `passbell_app`. */
      readonly url: string;
    }
  | { readonly kind: 'embedded'; readonly dir: string; readonly port?: number; readonly durable?: boolean };

/** A database that is there and up to date. */
export interface PreparedDatabase {
  /** For migrations, tests and people with the keys. Passes row-level security by. */
  readonly ownerUrl: string;
  /** For the application. */
  readonly appUrl: string;
  /** Resolves if an embedded PostgreSQL ends; never for another. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The URL with which the application enters as `passbell_app` through another role's login: the role is set at the
 * start of each session, so a RESET does not leave it.
 */
function appUrlThrough(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', `-c role=${APP_ROLE}`);
  return url.href;
}

async function asOwner(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function prepareEmbedded(
  postgres: Pick<EmbeddedPostgres, 'urlOf'>,
  dir: string,
): Promise<{ ownerUrl: string; appUrl: string }> {
  await asOwner(postgres.urlOf('postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
  const ownerUrl = postgres.urlOf(DATABASE);
  await migrate(ownerUrl);
  const password = secretFile(join(dir, 'app-password'));
  await asOwner(ownerUrl, (client) => client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '${password}'`));
  const appUrl = new URL(ownerUrl);
  appUrl.username = APP_ROLE;
  appUrl.password = password;
  return { ownerUrl, appUrl: appUrl.href };
}

/** Starts or finds the database, brings its schema up to date and gives the way in. */
export async function prepareDatabase(choice: DatabaseChoice): Promise<PreparedDatabase> {
  if (choice.kind === 'url') {
    await migrate(choice.url);
    return {
      ownerUrl: choice.url,
      appUrl: appUrlThrough(choice.url),
      ended: new Promise(() => undefined),
      stop: async () => undefined,
    };
  }
  const postgres = await startEmbeddedPostgres(choice);
  try {
    const urls = await prepareEmbedded(postgres, choice.dir);
    return { ...urls, ended: postgres.ended, stop: () => postgres.stop() };
  } catch (cause) {
    await postgres.stop();
    throw cause;
  }
}

/** As `prepareDatabase`, but enters beside a server that already runs on the same folder. For command line tools. */
export async function joinDatabase(choice: DatabaseChoice): Promise<PreparedDatabase> {
  const running =
    choice.kind === 'embedded' && existsSync(choice.dir) ? runningEmbeddedUrl(choice.dir, DATABASE) : null;
  return running === null ? prepareDatabase(choice) : prepareDatabase({ kind: 'url', url: running });
}
