import { join, resolve } from 'node:path';
import type { DatabaseChoice } from './db/cloud-database.ts';

export interface CloudConfig {
  readonly port: number;
  readonly database: DatabaseChoice;
}

/** A setting that cannot be used; the message says which and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment: `PASSBELL_CLOUD_PORT` (8430), `DATABASE_URL` (else PostgreSQL from npm under
 * `PASSBELL_HOME`/cloud/postgres), `PASSBELL_HOME` (.passbell in `cwd`; a path given by hand counts from where the
 * command was typed, which npm tells as `INIT_CWD`).
 *
 * @throws ConfigError
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): CloudConfig {
  const port = Number(env.PASSBELL_CLOUD_PORT || '8430');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigError('PASSBELL_CLOUD_PORT is not a port from 0 to 65535');
  }
  const url = env.DATABASE_URL;
  if (url) {
    if (!URL.canParse(url) || !/^postgres(ql)?:$/u.test(new URL(url).protocol)) {
      throw new ConfigError('DATABASE_URL is not a postgres:// URL');
    }
    return { port, database: { kind: 'url', url } };
  }
  const home = env.PASSBELL_HOME ? resolve(env.INIT_CWD || cwd, env.PASSBELL_HOME) : resolve(cwd, '.passbell');
  return { port, database: { kind: 'embedded', dir: join(home, 'cloud', 'postgres') } };
}
