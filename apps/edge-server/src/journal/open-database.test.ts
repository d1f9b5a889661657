import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempDir } from '../../test/journal-fixture.ts';
import { openReader, openWriter } from './open-database.ts';

let temp: ReturnType<typeof makeTempDir>;
beforeEach(() => {
  temp = makeTempDir();
});
afterEach(() => temp.remove());

const DURABLE = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  journal_size_limit: 64 * 1024 * 1024,
  busy_timeout: 5000,
  cell_size_check: 1,
  trusted_schema: 0,
};

function pragmas(db: Sqlite.Database) {
  return Object.fromEntries(Object.keys(DURABLE).map((name) => [name, db.pragma(name, { simple: true })]));
}

test('the writer is durable on the open that switches to WAL and on every one after it', () => {
  const file = join(temp.dir, 'journal.sqlite');
  for (const open of ['first', 'second', 'third']) {
    const db = openWriter(file);
    expect(pragmas(db), open).toEqual(DURABLE);
    db.exec('CREATE TABLE IF NOT EXISTS t (x) STRICT'.replace('(x)', '(x TEXT)'));
    db.close();
  }
});

test('the file can be read by its owner alone', () => {
  const file = join(temp.dir, 'journal.sqlite');
  openWriter(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a reader sees what is committed and cannot write', () => {
  const file = join(temp.dir, 'journal.sqlite');
  const writer = openWriter(file);
  writer.exec("CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES ('a')");
  const reader = openReader(file);
  expect(reader.prepare('SELECT x FROM t').pluck().all()).toEqual(['a']);
  expect(() => reader.exec("INSERT INTO t VALUES ('b')")).toThrow('readonly');
  reader.close();
  writer.close();
});

test('a reader does not make the file it does not find', () => {
  expect(() => openReader(join(temp.dir, 'nothing.sqlite'))).toThrow('unable to open');
});

test('a file that is no database is refused, not replaced', async () => {
  const file = join(temp.dir, 'journal.sqlite');
  const { writeFileSync, readFileSync } = await import('node:fs');
  writeFileSync(file, 'not a database, and rather longer than the header of one would be, to be sure of it'.repeat(20));
  expect(() => openWriter(file)).toThrow('not a database');
  expect(readFileSync(file, 'utf8')).toContain('not a database');
});
