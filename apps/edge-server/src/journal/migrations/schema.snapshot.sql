CREATE TABLE availability (
  kind TEXT NOT NULL,
  subjectId TEXT NOT NULL,
  cause TEXT NOT NULL,
  sinceMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (kind, subjectId)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
  id TEXT NOT NULL,
  orderId TEXT NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  subtotalMinor INTEGER NOT NULL,
  exclusiveTaxMinor INTEGER NOT NULL,
  inclusiveTaxMinor INTEGER NOT NULL,
  totalMinor INTEGER NOT NULL,
  paidMinor INTEGER NOT NULL,
  taxes TEXT NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX checks_by_order ON checks (orderId);

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

CREATE UNIQUE INDEX devices_by_token ON devices (tokenHash);

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

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

CREATE TABLE lockouts (
  staffId TEXT NOT NULL,
  deviceId TEXT,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  lockedUntilMs INTEGER,
  PRIMARY KEY (staffId)
) STRICT, WITHOUT ROWID;

CREATE TABLE menu_activations (
  slot TEXT NOT NULL,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  activatedMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE menu_documents (
  hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (hash)
) STRICT;

CREATE TABLE meta (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_series (
  businessDay TEXT NOT NULL,
  series TEXT NOT NULL,
  lastNumber INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (businessDay, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_lines (
  id TEXT NOT NULL,
  orderId TEXT NOT NULL,
  checkId TEXT NOT NULL,
  position INTEGER NOT NULL,
  seat INTEGER,
  course INTEGER NOT NULL,
  itemId TEXT NOT NULL,
  variationId TEXT NOT NULL,
  name TEXT NOT NULL,
  variationName TEXT,
  kitchenName TEXT NOT NULL,
  stationId TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unitPriceMinor INTEGER NOT NULL,
  modifiers TEXT NOT NULL,
  amountMinor INTEGER NOT NULL,
  taxGroupId TEXT,
  taxes TEXT NOT NULL,
  taxMinor INTEGER NOT NULL,
  allergens TEXT NOT NULL,
  allergies TEXT NOT NULL,
  note TEXT,
  menuHash TEXT NOT NULL,
  recipe TEXT NOT NULL,
  stockPolicy TEXT NOT NULL,
  state TEXT NOT NULL,
  sentMs INTEGER,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX order_lines_by_order ON order_lines (orderId);

CREATE TABLE orders (
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  diningOption TEXT NOT NULL,
  tableLabel TEXT,
  guestName TEXT CHECK (guestName GLOB 'sealed:1:*'),
  guestCount INTEGER,
  note TEXT,
  staffId TEXT,
  deviceId TEXT NOT NULL,
  currency TEXT NOT NULL,
  businessDay TEXT,
  series TEXT,
  number INTEGER,
  openedMs INTEGER NOT NULL,
  placedMs INTEGER,
  readyMs INTEGER,
  closedMs INTEGER,
  status TEXT NOT NULL,
  totalMinor INTEGER NOT NULL,
  paidMinor INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX orders_by_business_day ON orders (businessDay, id);

CREATE UNIQUE INDEX orders_by_number ON orders (businessDay, series, number) WHERE number IS NOT NULL;

CREATE INDEX orders_open ON orders (id, status) WHERE status NOT IN ('completed', 'cancelled', 'refunded');

CREATE TABLE payments (
  id TEXT NOT NULL,
  orderId TEXT NOT NULL,
  checkId TEXT NOT NULL,
  tender TEXT NOT NULL,
  state TEXT NOT NULL,
  amountMinor INTEGER NOT NULL,
  tenderedMinor INTEGER NOT NULL,
  changeMinor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  businessDay TEXT NOT NULL,
  staffId TEXT,
  deviceId TEXT NOT NULL,
  createdMs INTEGER NOT NULL,
  settledMs INTEGER,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX payments_by_business_day ON payments (businessDay);

CREATE INDEX payments_by_order ON payments (orderId);

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

CREATE TABLE stock_levels (
  ingredientId TEXT NOT NULL,
  onHand INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (ingredientId)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_movements (
  id TEXT NOT NULL,
  ingredientId TEXT NOT NULL,
  kind TEXT NOT NULL,
  onHandDelta INTEGER NOT NULL,
  reservedDelta INTEGER NOT NULL,
  orderId TEXT,
  reason TEXT,
  occurredMs INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX stock_movements_by_ingredient ON stock_movements (ingredientId);

CREATE TABLE subject_keys (
  subject TEXT NOT NULL,
  wrappedKey TEXT,
  createdMs INTEGER NOT NULL,
  forgottenMs INTEGER,
  PRIMARY KEY (subject),
  CHECK ((wrappedKey IS NULL) = (forgottenMs IS NOT NULL))
) STRICT, WITHOUT ROWID;

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

CREATE INDEX ticket_lines_by_order ON ticket_lines (orderId);

CREATE INDEX ticket_lines_by_ticket ON ticket_lines (ticketId);

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

CREATE INDEX tickets_by_order ON tickets (orderId);

CREATE INDEX tickets_by_station ON tickets (stationId, state, bumpedMs);
