import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { assert } from '@passbell/core/kernel/assert';
import type Sqlite from 'better-sqlite3';
import { JournalTooNew } from '../journal-errors.ts';
import type { Migration } from './migration.ts';
import { MIGRATIONS } from './registry.ts';

/** The number of the last migration a file has taken; 0 for an empty file. */
export function schemaVersion(db: Sqlite.Database): number {
  // better-sqlite3 types pragma results as unknown; user_version is always an integer.
  return db.pragma('user_version', { simple: true }) as number;
}

function assertOrdered(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { number, name } of migrations) {
    assert(number > last && number % 10 === 0, `migration ${number} ${name} is not a later multiple of ten`);
    last = number;
  }
}

/**
 * A copy of the file as it was, made by the writer itself and complete before its name appears. An older copy of the
 * same step is from an attempt that was cut off, so it is replaced.
 */
function backUp(db: Sqlite.Database, from: number): void {
  const target = `${db.name}.at-version-${from}`;
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  db.prepare('VACUUM INTO ?').run(partial);
  chmodSync(partial, 0o600);
  syncPath(partial);
  renameSync(partial, target);
  syncPath(dirname(target));
}

function syncPath(path: string): void {
  // Windows cannot open a folder for syncing; its rename is journaled by the file system.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Brings a file to the newest schema, one transaction per step. A non-empty file is copied first.
 * @throws {JournalTooNew} when the file was written by a newer version; nothing is touched then.
 */
export function migrate(db: Sqlite.Database, migrations: readonly Migration[] = MIGRATIONS): void {
  assertOrdered(migrations);
  const from = schemaVersion(db);
  const newest = migrations.at(-1)?.number ?? 0;
  if (from > newest) throw new JournalTooNew(db.name, from, newest);
  const missing = migrations.filter((migration) => migration.number > from);
  if (missing.length > 0 && from > 0 && !db.memory) backUp(db, from);
  for (const migration of missing) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
  }
}
