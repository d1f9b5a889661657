import { TABLES } from '@passbell/core/journal/table-declarations';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { ROW_TABLES } from '../tables.ts';
import { migrate } from './migrate.ts';

function migrated(): Sqlite.Database {
  const db = new Sqlite(':memory:');
  migrate(db);
  return db;
}

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** The table as SQLite has it, in the words of a declaration (kinds that are stored alike look alike). */
function storedShape(db: Sqlite.Database, table: string) {
  // PRAGMA table_info gives these columns, among others.
  const columns = db.pragma(`table_info(${table})`) as ColumnInfo[];
  return {
    columns: columns.map(({ name, type, notnull }) => `${name} ${type}${notnull === 1 ? '' : '?'}`),
    key: columns
      .filter((column) => column.pk > 0)
      .toSorted((a, b) => a.pk - b.pk)
      .map((column) => column.name),
  };
}

test.each(Object.entries(ROW_TABLES))('the table %s is what its declaration says', (table, declaration) => {
  const tenancy = Object.hasOwn(TABLES, table) ? ['orgId TEXT', 'locationId TEXT'] : [];
  const declared = Object.entries(declaration.columns).map(([name, kind]) => {
    const type = kind.startsWith('integer') || kind === 'boolean' ? 'INTEGER' : 'TEXT';
    return `${name} ${type}${kind.endsWith('?') ? '?' : ''}`;
  });
  expect(storedShape(migrated(), table)).toEqual({ columns: [...declared, ...tenancy], key: declaration.key });
});

test('every table is declared, and strict', () => {
  const db = migrated();
  const tables = db.pragma('table_list') as { schema: string; name: string; strict: number }[];
  const own = tables.filter((table) => table.schema === 'main' && !table.name.startsWith('sqlite_'));
  expect(own.map((table) => table.name).sort()).toEqual([...Object.keys(ROW_TABLES), 'events'].sort());
  expect(own.filter((table) => table.strict !== 1)).toEqual([]);
});

test('booleans and sealed columns are held to their form', () => {
  const db = migrated();
  for (const [table, { columns }] of Object.entries(ROW_TABLES)) {
    const ddl = String(db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table));
    for (const [name, kind] of Object.entries(columns)) {
      if (kind === 'boolean') expect(ddl, `${table}.${name}`).toContain(`CHECK (${name} IN (0, 1))`);
      if (kind.startsWith('sealed')) expect(ddl, `${table}.${name}`).toContain(`CHECK (${name} GLOB 'sealed:1:*')`);
    }
  }
});

test('the whole schema is the one on record', async () => {
  const ddl = migrated()
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name')
    .pluck()
    .all()
    .join(';\n\n');
  await expect(`${ddl};\n`).toMatchFileSnapshot('./schema.snapshot.sql');
});
