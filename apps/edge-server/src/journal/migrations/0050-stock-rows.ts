import type { Migration } from './migration.ts';

/** The stock ledger, and its running sums. */
export const stockRows: Migration = {
  number: 50,
  name: 'stock-rows',
  sql: `
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

CREATE TABLE stock_levels (
  ingredientId TEXT NOT NULL,
  onHand INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  orgId TEXT NOT NULL,
  locationId TEXT NOT NULL,
  PRIMARY KEY (ingredientId)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_movements_by_ingredient ON stock_movements (ingredientId);
`,
};
