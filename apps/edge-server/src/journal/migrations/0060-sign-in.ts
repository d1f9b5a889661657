import type { Migration } from './migration.ts';

/** Who is signed in where, and who has to wait after wrong PINs. Facts of this box alone, never replayed. */
export const signIn: Migration = {
  number: 60,
  name: 'sign-in',
  sql: `
CREATE TABLE sessions (
  id TEXT NOT NULL,
  staffId TEXT NOT NULL,
  deviceId TEXT NOT NULL,
  createdMs INTEGER NOT NULL,
  expiresMs INTEGER NOT NULL,
  endedMs INTEGER,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (expiresMs);

CREATE TABLE lockouts (
  staffId TEXT NOT NULL,
  deviceId TEXT,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  lockedUntilMs INTEGER,
  PRIMARY KEY (staffId)
) STRICT, WITHOUT ROWID;
`,
};
