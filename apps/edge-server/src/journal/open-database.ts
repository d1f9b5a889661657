import { chmodSync, existsSync } from 'node:fs';
import { assert } from '@passbell/core/kernel/assert';
import Sqlite from 'better-sqlite3';

/** The first SQLite without the WAL-reset race that corrupted files with several connections (sqlite.org/wal.html). */
const OLDEST_SQLITE = [3, 51, 3] as const;
const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 32 * 1024;

/** What every connection must report, or the edge does not start. */
const COMMON: Readonly<Record<string, number>> = {
  foreign_keys: 1,
  busy_timeout: BUSY_TIMEOUT_MS,
  cell_size_check: 1,
  trusted_schema: 0,
};
/**
 * `synchronous` is 2, FULL: NORMAL loses acknowledged commits in a power cut. `fullfsync` makes macOS flush the drive
 * too. `secure_delete` FAST (2) wipes what is deleted inside pages that are written anyway, so a forgotten subject's
 * key does not linger in free space.
 */
const WRITER: Readonly<Record<string, number>> = {
  ...COMMON,
  synchronous: 2,
  journal_size_limit: JOURNAL_SIZE_LIMIT_BYTES,
  fullfsync: 1,
  checkpoint_fullfsync: 1,
  secure_delete: 2,
  temp_store: 2,
  cache_size: -CACHE_KIB,
};
const READER: Readonly<Record<string, number>> = { ...COMMON, query_only: 1 };
/** Pragmas that are set by a word instead of the number they report. */
const SET_AS: Readonly<Record<string, string>> = { secure_delete: 'FAST' };

function applyPragmas(db: Sqlite.Database, wanted: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(wanted)) {
    db.pragma(`${name} = ${SET_AS[name] ?? value}`);
    const found = db.pragma(name, { simple: true });
    assert(found === value, `PRAGMA ${name} is ${String(found)} instead of ${value}`);
  }
}

function assertRecentSqlite(db: Sqlite.Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  const difference = OLDEST_SQLITE.map((part, at) => (parts[at] ?? 0) - part).find((delta) => delta !== 0) ?? 0;
  assert(difference >= 0, `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`);
}

function assertWal(db: Sqlite.Database, journalMode: unknown): void {
  assert(db.memory || journalMode === 'wal', `journal_mode is ${String(journalMode)} instead of wal`);
}

/**
 * Opens the file for its one writer, creating it when it is not there (readable by its owner alone).
 *
 * Every pragma is set and read back on every open, after the switch to WAL: better-sqlite3 reports FULL on the open
 * that switches and then opens with NORMAL ever after.
 */
export function openWriter(file: string): Sqlite.Database {
  const isNew = !existsSync(file);
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    if (isNew && !db.memory) chmodSync(file, 0o600);
    assertRecentSqlite(db);
    assertWal(db, db.pragma('journal_mode = WAL', { simple: true }));
    applyPragmas(db, WRITER);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens an existing file for reading beside the writer, from any thread or process. Keep its transactions short. */
export function openReader(file: string): Sqlite.Database {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    assertRecentSqlite(db);
    assertWal(db, db.pragma('journal_mode', { simple: true }));
    applyPragmas(db, READER);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
