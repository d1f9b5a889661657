import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@passbell/core/kernel/assert';

/** Set while a cluster is shared: URL of its administrator. A surrounding run may set it to bring its own. */
const SHARED_URL = 'PASSBELL_TEST_POSTGRES_URL';

/** A running PostgreSQL, however it was started. */
export interface TestCluster {
  /** A role that may create databases. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Starts one cluster for a whole test run (from a vitest global setup), or joins the one that is already shared.
 *
 * @param start starts a cluster in a folder of its own, which is removed afterwards.
 * @returns what ends it.
 */
export async function shareCluster(start: (dir: string) => Promise<TestCluster>): Promise<() => Promise<void>> {
  if (process.env[SHARED_URL] !== undefined) return async () => undefined;
  const dir = mkdtempSync(join(tmpdir(), 'passbell-pg-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    const cluster = await start(dir);
    process.env[SHARED_URL] = cluster.adminUrl;
    return async () => {
      delete process.env[SHARED_URL];
      await cluster.stop();
      remove();
    };
  } catch (cause) {
    remove();
    throw cause;
  }
}

/**
 * Makes an empty database on the shared cluster.
 *
 * @param execute runs one statement as the administrator; the caller brings the client.
 */
export async function freshDatabase(
  execute: (adminUrl: string, sql: string) => Promise<unknown>,
): Promise<TestDatabase> {
  const adminUrl = must(process.env[SHARED_URL], 'no cluster is shared: name the global setup in vitest.config.ts');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await execute(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
