import type { Migration } from './migration.ts';

/** What the restaurant is: its record, people, devices and menus. */
export const restaurantRows: Migration = {
  number: 20,
  name: 'restaurant-rows',
  sql: `
CREATE TABLE locations (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  timeZone TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  taxMode TEXT NOT NULL,
  businessDayHour INTEGER NOT NULL,
  openChecks INTEGER NOT NULL CHECK (openChecks IN (0, 1)),
  handOverOnPayment INTEGER NOT NULL CHECK (handOverOnPayment IN (0, 1)),
  unseenAlarmMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name GLOB 'sealed:1:*'),
  role TEXT NOT NULL,
  pinHash TEXT NOT NULL CHECK (pinHash GLOB 'sealed:1:*'),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE devices (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  stationId TEXT,
  tokenHash TEXT NOT NULL,
  createdMs INTEGER NOT NULL,
  expiresMs INTEGER,
  revokedMs INTEGER,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE menu_documents (
  hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (hash)
) STRICT;

CREATE TABLE menu_activations (
  slot TEXT NOT NULL,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  activatedMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE availability (
  kind TEXT NOT NULL,
  subjectId TEXT NOT NULL,
  cause TEXT NOT NULL,
  sinceMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (kind, subjectId)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX devices_by_token ON devices (tokenHash);
`,
};
