import type { Migration } from './migration.ts';

/** What the kitchen makes. */
export const kitchenRows: Migration = {
  number: 40,
  name: 'kitchen-rows',
  sql: `
CREATE TABLE tickets (
  id TEXT NOT NULL,
  orderId TEXT NOT NULL,
  stationId TEXT NOT NULL,
  channel TEXT NOT NULL,
  diningOption TEXT NOT NULL,
  tableLabel TEXT,
  orderNumber INTEGER NOT NULL,
  series TEXT NOT NULL,
  businessDay TEXT NOT NULL,
  guestCount INTEGER,
  staffId TEXT,
  course INTEGER NOT NULL,
  note TEXT,
  state TEXT NOT NULL,
  firedMs INTEGER NOT NULL,
  seenMs INTEGER,
  seenBy TEXT,
  startedMs INTEGER,
  bumpedMs INTEGER,
  recalls INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE ticket_lines (
  id TEXT NOT NULL,
  ticketId TEXT NOT NULL,
  orderId TEXT NOT NULL,
  lineId TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  variationName TEXT,
  quantity INTEGER NOT NULL,
  modifiers TEXT NOT NULL,
  allergens TEXT NOT NULL,
  allergies TEXT NOT NULL,
  note TEXT,
  seat INTEGER,
  course INTEGER NOT NULL,
  prepSeconds INTEGER NOT NULL,
  state TEXT NOT NULL,
  startedMs INTEGER,
  doneMs INTEGER,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX tickets_by_order ON tickets (orderId);
CREATE INDEX tickets_by_station ON tickets (stationId, state, bumpedMs);
CREATE INDEX ticket_lines_by_ticket ON ticket_lines (ticketId);
CREATE INDEX ticket_lines_by_order ON ticket_lines (orderId);
`,
};
