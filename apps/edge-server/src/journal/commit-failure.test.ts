import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { makeTempDir, openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, orderImage, told } from '../../test/told-decisions.ts';
import { createJournal } from './journal.ts';
import { OutcomeUnknown } from './journal-errors.ts';
import { migrate } from './migrations/migrate.ts';
import { openReader, openWriter } from './open-database.ts';
import { verifyJournal } from './verify-journal.ts';

const opened: TestJournal[] = [];
afterEach(async () => {
  for (const t of opened.splice(0)) await t.dispose();
});

const order = (id: string, note = '') => told({ events: [event('a', [orderImage(id, { note })])] });

/** A journal whose connection throws on one kind of statement from the moment `failing` is set. */
function openFailing(sql: string, code: string) {
  const t = openTestJournal({ decide: decideAsTold });
  opened.push(t);
  const db = openWriter(join(t.dir, 'failing.sqlite'));
  migrate(db);
  const state = { failing: false };
  const prepare = db.prepare.bind(db);
  db.prepare = ((text: string) => {
    const statement = prepare(text);
    if (text !== sql) return statement;
    const run = statement.run.bind(statement);
    statement.run = () => {
      if (state.failing) throw new Sqlite.SqliteError('injected', code);
      return run();
    };
    return statement;
    // The same function with one statement wrapped.
  }) as typeof db.prepare;
  const heard: number[] = [];
  const journal = createJournal(db, t.options);
  journal.onCommitted((batch) => heard.push(batch.headSeq));
  return { journal, state, fatal: t.fatal, heard };
}

test.each([
  ['COMMIT', 'SQLITE_IOERR_FSYNC'],
  ['COMMIT', 'SQLITE_FULL'],
  ['COMMIT', 'SQLITE_BUSY'],
  ['BEGIN IMMEDIATE', 'SQLITE_IOERR_LOCK'],
  ['SAVEPOINT work', 'SQLITE_CORRUPT'],
  ['RELEASE work', 'SQLITE_NOTADB'],
])('%s throwing %s: nobody is answered, the journal stops once and takes nothing more', async (sql, code) => {
  const { journal, state, fatal, heard } = openFailing(sql, code);
  expect(await journal.submit(order('o1'))).toMatchObject({ status: 'committed' });
  state.failing = true;
  const more = Array.from({ length: 70 }, (_, at) => journal.submit(order(`x${at}`)));
  const local = journal.submitLocal(() => 1);
  const results = await Promise.allSettled([...more, local]);
  for (const result of results)
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'OutcomeUnknown' } });
  expect(fatal).toMatchObject([{ code }]);
  expect(heard).toEqual([2]);
  expect(await journal.submit(order('o2'))).toMatchObject({ status: 'refused', error: { code: 'shutting_down' } });
  await expect(journal.submitLocal(() => 1)).rejects.toThrow('shutting_down');
  await journal.close();
  expect(fatal).toHaveLength(1);
});

test('a really full disk: whatever was answered is there after a restart, and the chain holds', async () => {
  const t = openTestJournal({ decide: decideAsTold });
  opened.push(t);
  await t.journal.close();
  const db = openWriter(t.file);
  const pages = db.pragma('page_count', { simple: true });
  db.pragma(`max_page_count = ${Number(pages) + 40}`);
  const journal = createJournal(db, t.options);
  const acknowledged: string[] = [];
  const unknown: unknown[] = [];
  for (let at = 0; unknown.length === 0 && at < 500; at += 1) {
    await Promise.all(
      ['a', 'b', 'c'].map((part) =>
        journal.submit(order(`o${at}${part}`, 'x'.repeat(3_000))).then(
          () => acknowledged.push(`o${at}${part}`),
          (error) => unknown.push(error),
        ),
      ),
    );
  }
  expect(unknown).toHaveLength(3);
  for (const error of unknown) expect(error).toBeInstanceOf(OutcomeUnknown);
  expect(t.fatal).toMatchObject([{ code: 'SQLITE_FULL' }]);
  await journal.close();
  const again = await t.reopen();
  const found = again.read((tx) => tx.rows<{ id: string }>('orders', {})).map((row) => row.id);
  expect(found).toEqual(acknowledged.toSorted());
  expect(acknowledged.length).toBeGreaterThan(5);
  const reader = openReader(t.file);
  expect(verifyJournal(reader)).toMatchObject({ ok: true, seq: again.head().seq });
  reader.close();
});

/**
 * A journal in a process of its own whose files may not grow past a limit of the operating system: writing the WAL
 * then fails in the kernel, in the middle of whatever SQLite is doing. It says what was answered, then dies.
 */
const CHILD = `
  const [fixture, told, dir] = process.argv.slice(1);
  const { openTestJournal } = await import(fixture);
  const { decideAsTold, event, orderImage, told: command } = await import(told);
  const fatal = (error) => { process.stdout.write('fatal ' + error.code + '\\n'); process.exit(70); };
  const { journal } = openTestJournal({ decide: decideAsTold, file: dir + '/journal.sqlite', onFatal: fatal });
  for (let at = 0; ; at += 1) {
    const id = 'o' + at;
    await journal.submit(command({ events: [event('a', [orderImage(id, { note: 'x'.repeat(2000) })])] }));
    process.stdout.write(id + '\\n');
  }`;

test.skipIf(process.platform === 'win32')('the kernel refuses a write: every answered order survives', () => {
  const { dir, remove } = makeTempDir();
  const modules = ['../../test/journal-fixture.ts', '../../test/told-decisions.ts'].map(
    (path) => new URL(path, import.meta.url).href,
  );
  // A file may have 4,000 blocks of 512 bytes; the signal that comes with passing that is ignored, the error is not.
  const shell = 'trap "" XFSZ; ulimit -f 4000; exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', CHILD, ...modules, dir];
  const run = spawnSync('sh', ['-c', shell, 'sh', ...node], { encoding: 'utf8', env: { ...process.env, TMPDIR: dir } });
  const lines = run.stdout.trim().split('\n');
  expect(lines.at(-1)).toMatch(/^fatal SQLITE_(IOERR|FULL)/u);
  expect(run.status).toBe(70);
  const acknowledged = lines.slice(0, -1);
  expect(acknowledged.length).toBeGreaterThan(10);
  const db = openWriter(join(dir, 'journal.sqlite'));
  const found = new Set(db.prepare('SELECT id FROM orders').pluck().all());
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  expect(verifyJournal(db)).toMatchObject({ ok: true });
  db.close();
  remove();
});
