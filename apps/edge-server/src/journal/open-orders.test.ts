import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from './migrations/migrate.ts';
import { ORDER_IS_OPEN } from './open-orders.ts';
import { queryBuilder } from './query-builder.ts';

test('open orders are found through their own small index, in order of their ids', () => {
  const db = new Sqlite(':memory:');
  migrate(db);
  const query = queryBuilder.selectFrom('orders').select('id').where(ORDER_IS_OPEN).orderBy('id').limit(200).compile();
  // EXPLAIN QUERY PLAN gives a column `detail`.
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${query.sql}`).all(...query.parameters) as { detail: string }[];
  expect(plan.map((step) => step.detail)).toEqual(['SCAN orders USING COVERING INDEX orders_open']);
});
