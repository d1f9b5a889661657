import type { TableName } from '@passbell/core/journal/table-declarations';
import { sql } from 'kysely';
import { queryBuilder } from './query-builder.ts';
import type { SqlValue, StatementCache } from './statement-cache.ts';
import { ROW_TABLES } from './tables.ts';

const PAGE_ROWS = 500;

type StoredRow = Readonly<Record<string, SqlValue>>;
type Key = readonly SqlValue[];

/** One row that is not what the journal says. Values are left out: they may be personal. */
export interface RowDifference {
  readonly table: TableName;
  readonly key: Key;
  /** `missing`: the journal has it, the table has not. `surplus`: the other way round. */
  readonly difference: 'missing' | 'surplus' | 'changed';
  /** The columns that differ, for `changed`. */
  readonly columns: readonly string[];
}

function pageSql(table: TableName, isFirst: boolean): string {
  const { key } = ROW_TABLES[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const after = isFirst ? sql`` : sql` where (${columns}) > (${sql.join(key.map(() => 0))})`;
  return sql`select * from ${sql.table(table)}${after} order by ${columns} limit ${0}`.compile(queryBuilder).sql;
}

function keyOf(table: TableName, row: StoredRow): Key {
  return ROW_TABLES[table].key.map((column) => row[column] ?? null);
}

function* rowsInKeyOrder(statements: StatementCache, table: TableName): Generator<StoredRow, undefined> {
  const [first, next] = [pageSql(table, true), pageSql(table, false)];
  let after: Key = [];
  for (;;) {
    // `select *`: the table's columns by name.
    const page = statements.get(after.length > 0 ? next : first).all(...after, PAGE_ROWS) as StoredRow[];
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    after = keyOf(table, last);
  }
}

/** SQLite's order of key parts: numbers before text, text by its UTF-8 bytes (which JavaScript's own order is not). */
function compareParts(a: SqlValue, b: SqlValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return Buffer.compare(Buffer.from(a ?? ''), Buffer.from(b ?? ''));
}

function compareKeys(a: Key, b: Key): number {
  for (const [at, part] of a.entries()) {
    const other = b[at] ?? null;
    const order = part === other ? 0 : compareParts(part, other);
    if (order !== 0) return order;
  }
  return 0;
}

function changedColumns(stored: StoredRow, expected: StoredRow): string[] {
  return Object.keys(expected).filter((column) => stored[column] !== expected[column]);
}

/**
 * Walks a table in two databases side by side, in key order. Yields a difference, or null for every page's worth of
 * equal rows so that the caller can pause; returns how many rows were expected.
 */
export function* compareTable(
  table: TableName,
  stored: StatementCache,
  expected: StatementCache,
): Generator<RowDifference | null, number> {
  const storedRows = rowsInKeyOrder(stored, table);
  const expectedRows = rowsInKeyOrder(expected, table);
  let have = storedRows.next().value;
  let want = expectedRows.next().value;
  let count = 0;
  while (have !== undefined || want !== undefined) {
    const order = have && want ? compareKeys(keyOf(table, have), keyOf(table, want)) : have ? -1 : 1;
    if (have && order < 0) {
      yield { table, key: keyOf(table, have), difference: 'surplus', columns: [] };
      have = storedRows.next().value;
      continue;
    }
    if (!want) break;
    count += 1;
    if (have && order === 0) {
      const columns = changedColumns(have, want);
      if (columns.length > 0) yield { table, key: keyOf(table, want), difference: 'changed', columns };
      have = storedRows.next().value;
    } else {
      yield { table, key: keyOf(table, want), difference: 'missing', columns: [] };
    }
    want = expectedRows.next().value;
    if (count % PAGE_ROWS === 0) yield null;
  }
  return count;
}
