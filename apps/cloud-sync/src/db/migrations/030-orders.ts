import { type Migration, TENANT_COLUMNS, tenantSecurity } from './migration.ts';

const FROM_EVENT = `
  epoch bigint NOT NULL,
  seq bigint NOT NULL,`;
const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';

/** Orders, lines, checks and payments as projected from the journals. Sealed personal fields have no column here. */
export const orders: Migration = {
  id: 30,
  name: 'orders',
  sql: `
CREATE TABLE orders (${TENANT_COLUMNS},
  id text NOT NULL,
  channel text NOT NULL,
  dining_option text NOT NULL,
  table_label text,
  guest_count bigint,
  note text,
  staff_id text,
  device_id text NOT NULL,
  currency text NOT NULL,
  business_day text,
  series text,
  number bigint,
  opened_ms bigint NOT NULL,
  placed_ms bigint,
  ready_ms bigint,
  closed_ms bigint,
  status text NOT NULL,
  total_minor bigint NOT NULL,
  paid_minor bigint NOT NULL,${FROM_EVENT}
  PRIMARY KEY (org_id, location_id, id)
);
CREATE INDEX orders_by_day ON orders (org_id, location_id, business_day);
${tenantSecurity('orders', RIGHTS)}

CREATE TABLE order_lines (${TENANT_COLUMNS},
  id text NOT NULL,
  order_id text NOT NULL,
  check_id text NOT NULL,
  position bigint NOT NULL,
  seat bigint,
  course bigint NOT NULL,
  item_id text NOT NULL,
  variation_id text NOT NULL,
  name text NOT NULL,
  variation_name text,
  kitchen_name text NOT NULL,
  station_id text NOT NULL,
  quantity bigint NOT NULL,
  unit_price_minor bigint NOT NULL,
  modifiers jsonb NOT NULL,
  amount_minor bigint NOT NULL,
  tax_group_id text,
  taxes jsonb NOT NULL,
  tax_minor bigint NOT NULL,
  allergens jsonb NOT NULL,
  allergies jsonb NOT NULL,
  note text,
  menu_hash text NOT NULL,
  recipe jsonb NOT NULL,
  stock_policy text NOT NULL,
  state text NOT NULL,
  sent_ms bigint,${FROM_EVENT}
  PRIMARY KEY (org_id, location_id, id)
);
CREATE INDEX order_lines_by_order ON order_lines (org_id, location_id, order_id);
${tenantSecurity('order_lines', RIGHTS)}

CREATE TABLE checks (${TENANT_COLUMNS},
  id text NOT NULL,
  order_id text NOT NULL,
  position bigint NOT NULL,
  state text NOT NULL,
  subtotal_minor bigint NOT NULL,
  exclusive_tax_minor bigint NOT NULL,
  inclusive_tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  paid_minor bigint NOT NULL,
  taxes jsonb NOT NULL,${FROM_EVENT}
  PRIMARY KEY (org_id, location_id, id)
);
CREATE INDEX checks_by_order ON checks (org_id, location_id, order_id);
${tenantSecurity('checks', RIGHTS)}

CREATE TABLE payments (${TENANT_COLUMNS},
  id text NOT NULL,
  order_id text NOT NULL,
  check_id text NOT NULL,
  tender text NOT NULL,
  state text NOT NULL,
  amount_minor bigint NOT NULL,
  tendered_minor bigint NOT NULL,
  change_minor bigint NOT NULL,
  currency text NOT NULL,
  business_day text NOT NULL,
  staff_id text,
  device_id text NOT NULL,
  created_ms bigint NOT NULL,
  settled_ms bigint,${FROM_EVENT}
  PRIMARY KEY (org_id, location_id, id)
);
CREATE INDEX payments_by_day ON payments (org_id, location_id, business_day);
CREATE INDEX payments_by_order ON payments (org_id, location_id, order_id);
${tenantSecurity('payments', RIGHTS)}
`,
};
