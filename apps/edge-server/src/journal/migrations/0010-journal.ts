import type { Migration } from './migration.ts';

/**
 * The log itself. `events` is a rowid table: bodies run to kilobytes, which a WITHOUT ROWID tree would carry in its
 * inner pages. `commands` is one so that its newest row is found at once. The triggers keep the log append-only against our own mistakes; the hash chain against everybody's.
 */
export const journal: Migration = {
  number: 10,
  name: 'journal',
  sql: `
CREATE TABLE meta (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  txn INTEGER NOT NULL CHECK (txn BETWEEN 1 AND seq),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  ver INTEGER NOT NULL CHECK (ver >= 1),
  entity TEXT NOT NULL,
  entityId TEXT NOT NULL,
  occurredMs INTEGER NOT NULL,
  actor TEXT,
  device TEXT NOT NULL,
  commandKey TEXT NOT NULL,
  body TEXT NOT NULL,
  prevHash TEXT NOT NULL CHECK (length(prevHash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (epoch, seq)
) STRICT;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TABLE commands (
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  name TEXT NOT NULL,
  deviceId TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('committed', 'refused')),
  result TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  atMs INTEGER NOT NULL,
  PRIMARY KEY (key)
) STRICT;

CREATE TABLE subject_keys (
  subject TEXT NOT NULL,
  wrappedKey TEXT,
  createdMs INTEGER NOT NULL,
  forgottenMs INTEGER,
  PRIMARY KEY (subject),
  CHECK ((wrappedKey IS NULL) = (forgottenMs IS NOT NULL))
) STRICT, WITHOUT ROWID;
`,
};
