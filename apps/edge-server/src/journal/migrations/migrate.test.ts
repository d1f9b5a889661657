import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempDir } from '../../../test/journal-fixture.ts';
import { JournalTooNew } from '../journal-errors.ts';
import { openWriter } from '../open-database.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './registry.ts';

const FIRST = { number: 10, name: 'first', sql: 'CREATE TABLE a (x TEXT NOT NULL) STRICT' };
const SECOND = { number: 20, name: 'second', sql: 'CREATE TABLE b (x TEXT NOT NULL) STRICT' };
const BROKEN = { number: 30, name: 'broken', sql: 'CREATE TABLE c (x TEXT NOT NULL) STRICT; SELECT nonsense' };

let temp: ReturnType<typeof makeTempDir>;
let db: Sqlite.Database;
beforeEach(() => {
  temp = makeTempDir();
  db = openWriter(join(temp.dir, 'journal.sqlite'));
});
afterEach(() => {
  db.close();
  temp.remove();
});

const tables = (file = db) =>
  file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
const copies = () => readdirSync(temp.dir).filter((name) => name.includes('.at-version-'));

test('a new file takes every step, without a copy', () => {
  migrate(db, [FIRST, SECOND]);
  expect({ tables: tables(), version: schemaVersion(db), copies: copies() }).toEqual({
    tables: ['a', 'b'],
    version: 20,
    copies: [],
  });
});

test('an existing file is copied as it was, then takes what it misses', () => {
  migrate(db, [FIRST]);
  db.exec("INSERT INTO a VALUES ('kept')");
  migrate(db, [FIRST, SECOND]);
  expect({ tables: tables(), version: schemaVersion(db) }).toEqual({ tables: ['a', 'b'], version: 20 });
  expect(copies()).toEqual(['journal.sqlite.at-version-10']);
  const file = join(temp.dir, 'journal.sqlite.at-version-10');
  const copy = new Sqlite(file, { readonly: true });
  expect({ tables: tables(copy), version: schemaVersion(copy), mode: statSync(file).mode & 0o777 }).toEqual({
    tables: ['a'],
    version: 10,
    mode: 0o600,
  });
  expect(copy.prepare('SELECT x FROM a').pluck().all()).toEqual(['kept']);
  copy.close();
});

test('a file that misses nothing is left alone', () => {
  migrate(db, [FIRST]);
  migrate(db, [FIRST]);
  expect(copies()).toEqual([]);
});

test('a step that fails leaves the file at the step before it, and can be tried again', () => {
  migrate(db, [FIRST]);
  expect(() => migrate(db, [FIRST, SECOND, BROKEN])).toThrow('no such column: nonsense');
  expect({ tables: tables(), version: schemaVersion(db) }).toEqual({ tables: ['a', 'b'], version: 20 });
  migrate(db, [FIRST, SECOND, { ...BROKEN, sql: 'CREATE TABLE c (x TEXT NOT NULL) STRICT' }]);
  expect(tables()).toEqual(['a', 'b', 'c']);
});

test('a file of a newer version is refused untouched, and says what to do', () => {
  migrate(db, [FIRST, SECOND]);
  expect(() => migrate(db, [FIRST])).toThrow(JournalTooNew);
  expect(() => migrate(db, [FIRST])).toThrow('has schema 20, this version knows 10 at most');
  expect({ tables: tables(), copies: copies() }).toEqual({ tables: ['a', 'b'], copies: [] });
});

test('steps out of order are a bug', () => {
  expect(() => migrate(db, [SECOND, FIRST])).toThrow('not a later multiple of ten');
  expect(() => migrate(db, [{ ...FIRST, number: 11 }])).toThrow('not a later multiple of ten');
  expect(tables()).toEqual([]);
});

test('the real steps are in order', () => {
  migrate(db);
  expect(schemaVersion(db)).toBe(MIGRATIONS.at(-1)?.number);
});
