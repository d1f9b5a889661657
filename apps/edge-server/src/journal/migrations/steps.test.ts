import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './registry.ts';

const OPEN = "status NOT IN ('completed', 'cancelled', 'refunded')";

/** A file as it was right after a step. */
function at(number: number): Sqlite.Database {
  const db = new Sqlite(':memory:');
  migrate(
    db,
    MIGRATIONS.filter((migration) => migration.number <= number),
  );
  return db;
}

/** How SQLite would find the rows of a condition. */
function plan(db: Sqlite.Database, from: string): string {
  // EXPLAIN QUERY PLAN gives a column `detail`.
  const steps = db.prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${from}`).all() as { detail: string }[];
  return steps.map((step) => step.detail).join('; ');
}

test('10: the log takes events and never lets go of them; its walk and the memory of commands use their keys', () => {
  const db = at(10);
  const hash = 'a'.repeat(64);
  const event = (seq: number, txn: number) =>
    db
      .prepare(
        "INSERT INTO events VALUES (1, ?, ?, 'id', 'type', 1, 'entity', 'x', 0, NULL, 'device', 'key', '[]', ?, ?)",
      )
      .run(seq, txn, hash, hash);
  event(1, 1);
  expect(() => event(1, 1)).toThrow('UNIQUE constraint failed');
  expect(() => event(2, 3)).toThrow('CHECK constraint failed');
  expect(() => db.exec('UPDATE events SET seq = 2')).toThrow('append-only');
  expect(() => db.exec('DELETE FROM events')).toThrow('append-only');
  expect(plan(db, 'events WHERE (epoch, seq) > (1, 5) ORDER BY epoch, seq')).toMatch(
    /^SEARCH events USING INDEX [^;]*$/u,
  );
  expect(plan(db, "commands WHERE key = 'x'")).toMatch(/^SEARCH commands USING INDEX/u);
  expect(plan(db, 'commands ORDER BY rowid DESC LIMIT 1')).toBe('SCAN commands');
  const key = db.prepare("INSERT INTO subject_keys VALUES ('s', ?, 0, ?)");
  expect(() => key.run(null, null)).toThrow('CHECK constraint failed');
  expect(() => key.run('sealed:1:x', 5)).toThrow('CHECK constraint failed');
});

test('20: a device is found by its token, and a token opens one device', () => {
  const db = at(20);
  expect(plan(db, "devices WHERE tokenHash = 'x'")).toContain('USING INDEX devices_by_token (tokenHash=?)');
  const device = db.prepare("INSERT INTO devices VALUES (?, 'till', 'pos', NULL, 'hash', 0, NULL, NULL, 'o', 'l')");
  device.run('d1');
  expect(() => device.run('d2')).toThrow('UNIQUE constraint failed: devices.tokenHash');
  expect(() => db.exec("INSERT INTO staff VALUES ('s', 'Ann', 'cook', 'sealed:1:x', 1, 'o', 'l')")).toThrow(
    'CHECK constraint failed',
  );
});

test('30: open orders, an order’s parts and a day’s sales are found by index, and an order number is given once', () => {
  const db = at(30);
  expect(plan(db, `orders WHERE ${OPEN} ORDER BY id`)).toBe('SCAN orders USING INDEX orders_open');
  expect(plan(db, "orders WHERE businessDay = 'x' AND id < 'y' ORDER BY id DESC")).toBe(
    'SEARCH orders USING INDEX orders_by_business_day (businessDay=? AND id<?)',
  );
  expect(plan(db, "orders WHERE businessDay = 'x' AND series = '' AND number = 1")).toContain(
    'USING INDEX orders_by_number (businessDay=? AND series=? AND number=?)',
  );
  expect(plan(db, "order_lines WHERE orderId = 'x'")).toContain('USING INDEX order_lines_by_order');
  expect(plan(db, "checks WHERE orderId = 'x'")).toContain('USING INDEX checks_by_order');
  expect(plan(db, "payments WHERE orderId = 'x'")).toContain('USING INDEX payments_by_order');
  expect(plan(db, "payments WHERE businessDay = 'x'")).toContain('USING INDEX payments_by_business_day');
  const order = db.prepare(`
    INSERT INTO orders (id, channel, diningOption, deviceId, currency, businessDay, series, number, openedMs, status,
      totalMinor, paidMinor, orgId, locationId)
    VALUES (?, 'pos', 'dine_in', 'd', 'EUR', 'day', '', ?, 0, 'placed', 0, 0, 'o', 'l')`);
  order.run('o1', 7);
  order.run('o2', null);
  order.run('o3', null);
  expect(() => order.run('o4', 7)).toThrow(
    'UNIQUE constraint failed: orders.businessDay, orders.series, orders.number',
  );
});

test('40: a station’s wall, a ticket’s lines and an order’s tickets are found by index', () => {
  const db = at(40);
  expect(plan(db, "tickets WHERE stationId = 'grill' AND state = 'open'")).toBe(
    'SEARCH tickets USING INDEX tickets_by_station (stationId=? AND state=?)',
  );
  expect(
    plan(db, "tickets WHERE stationId = 'grill' AND state = 'bumped' AND bumpedMs > 5 ORDER BY bumpedMs DESC"),
  ).toBe('SEARCH tickets USING INDEX tickets_by_station (stationId=? AND state=? AND bumpedMs>?)');
  expect(plan(db, "tickets WHERE orderId = 'x'")).toContain('USING INDEX tickets_by_order');
  expect(plan(db, "ticket_lines WHERE ticketId = 'x'")).toContain('USING INDEX ticket_lines_by_ticket');
  expect(plan(db, "ticket_lines WHERE orderId = 'x'")).toContain('USING INDEX ticket_lines_by_order');
});

test('50: an ingredient’s movements and level are found by index', () => {
  const db = at(50);
  expect(plan(db, "stock_movements WHERE ingredientId = 'x'")).toContain('USING INDEX stock_movements_by_ingredient');
  expect(plan(db, "stock_levels WHERE ingredientId = 'x'")).toContain('USING PRIMARY KEY');
});

test('60: sessions are found by id and by their end, and a lockout by the person', () => {
  const db = at(60);
  expect(plan(db, "sessions WHERE id = 'x'")).toContain('USING PRIMARY KEY');
  expect(plan(db, 'sessions WHERE expiresMs < 5')).toContain('USING INDEX sessions_by_expiry');
  expect(plan(db, "lockouts WHERE staffId = 'x'")).toContain('USING PRIMARY KEY');
  expect(() => db.exec("INSERT INTO lockouts VALUES ('s', NULL, -1, NULL)")).toThrow('CHECK constraint failed');
});

test('every step has its test here', () => {
  expect(MIGRATIONS.map((migration) => migration.number)).toEqual([10, 20, 30, 40, 50, 60]);
});
