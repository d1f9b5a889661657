import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import Sqlite from 'better-sqlite3';

/** The proof that this process alone works in a data folder. Ends with `release` or with the process. */
export interface EdgeLock {
  release(): void;
}

/** Who holds the folder; null when the owner left no number (it may just be starting). */
export interface LockHolder {
  readonly pid: number | null;
}

function readHolder(file: string): LockHolder {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return { pid: Number.isSafeInteger(pid) ? pid : null };
  } catch {
    return { pid: null };
  }
}

/**
 * Takes a data folder for this process. The lock is an exclusive transaction on a file of its own: the operating
 * system drops it when the process dies in whatever way, so there is never a stale lock to clear, and SQLite makes it
 * hold on every platform. The number beside it is only for people to read.
 */
export function acquireEdgeLock(dir: string): Result<EdgeLock, LockHolder> {
  const pidFile = join(dir, 'edge.pid');
  const db = new Sqlite(join(dir, 'edge-lock.sqlite'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return err(readHolder(pidFile));
    throw error;
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  return ok({ release: () => db.close() });
}
