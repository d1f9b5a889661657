import { GENESIS_HASH, type JournalEvent } from '@passbell/core/journal/domain-event';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestJournal, TEST_IDENTITY, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, orderImage, told } from '../../test/told-decisions.ts';
import { chainHash } from './event-writer.ts';
import { openReader } from './open-database.ts';
import { verifyInSlices, verifyJournal } from './verify-journal.ts';

let t: TestJournal;
beforeEach(async () => {
  t = openTestJournal({ decide: decideAsTold });
  // Events 2 and 3 are one command, 4 to 9 one each.
  await t.journal.submit(
    told({ events: [event('a', [orderImage('o1')]), event('b', [orderImage('o1', { note: 'x' })])] }),
  );
  for (const id of ['o4', 'o5', 'o6', 'o7', 'o8', 'o9']) {
    await t.journal.submit(told({ events: [event('a', [orderImage(id)], id)] }));
  }
});
afterEach(() => t.dispose());

/** Changes the file behind the journal's back, as somebody with root on the box could. */
async function tamper(sql: string) {
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec(`DROP TRIGGER events_never_change; DROP TRIGGER events_never_go; ${sql}`);
  const report = verifyJournal(db);
  db.close();
  return report;
}

test('an untouched journal is whole, to its head', () => {
  const db = openReader(t.file);
  expect(verifyJournal(db)).toEqual({ ok: true, events: 9, ...t.journal.head() });
  db.close();
});

const HEADER_CHANGES = [
  ['id', "'other'"],
  ['type', "'b'"],
  ['ver', '2'],
  ['entity', "'order'"],
  ['entityId', "'o6'"],
  ['occurredMs', 'occurredMs + 1'],
  ['actor', "'s9'"],
  ['device', "'device-2'"],
  ['commandKey', "'other'"],
  ['txn', '4'],
] as const;
test.each(HEADER_CHANGES)('a changed %s is named', async (column, value) => {
  expect(await tamper(`UPDATE events SET ${column} = ${value} WHERE seq = 5`)).toEqual({
    ok: false,
    events: 4,
    epoch: 1,
    seq: 5,
    problem: 'hash_mismatch',
  });
});

test.each([
  [
    'a changed body',
    'UPDATE events SET body = replace(body, \'"cart"\', \'"paid"\') WHERE seq = 5',
    5,
    'hash_mismatch',
  ],
  ['a changed hash', `UPDATE events SET hash = '${'a'.repeat(64)}' WHERE seq = 5`, 5, 'hash_mismatch'],
  ['a changed prevHash', `UPDATE events SET prevHash = '${'a'.repeat(64)}' WHERE seq = 5`, 5, 'prev_hash_mismatch'],
  ['an event cut out of the middle', 'DELETE FROM events WHERE seq = 5', 5, 'missing'],
  ['a middle that is gone', 'DELETE FROM events WHERE seq BETWEEN 4 AND 7', 4, 'missing'],
  ['a beginning that is gone', 'DELETE FROM events WHERE seq < 4', 1, 'missing'],
  ['an end that is gone while commands remember it', 'DELETE FROM events WHERE seq > 7', 8, 'missing'],
  ['an empty log', 'DELETE FROM events', 1, 'missing'],
  [
    'two events in each other’s place',
    'UPDATE events SET seq = 99 WHERE seq = 5; UPDATE events SET seq = 5, txn = 5 WHERE seq = 6; UPDATE events SET seq = 6 WHERE seq = 99',
    5,
    'prev_hash_mismatch',
  ],
  [
    'an event closed over by renumbering',
    'DELETE FROM events WHERE seq = 5; UPDATE events SET seq = seq - 1, txn = txn - 1 WHERE seq > 5',
    5,
    'prev_hash_mismatch',
  ],
  ['an epoch that does not begin', 'UPDATE events SET epoch = 2 WHERE seq > 5', 6, 'epoch_skipped'],
])('%s is named', async (_, sql, seq, problem) => {
  const report = await tamper(sql);
  expect(report).toMatchObject({ ok: false, seq, problem });
});

/** Rewrites the log as a forger who knows how it is made: every event changed as told, with a hash that fits it. */
async function forge(change: (event: JournalEvent) => Partial<JournalEvent>, options: { relink: boolean }) {
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec('DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
  let prevHash = GENESIS_HASH;
  // The columns of the events table are those of JournalEvent.
  for (const stored of db.prepare('SELECT * FROM events ORDER BY seq').all() as JournalEvent[]) {
    const forged = { ...stored, ...change(stored), ...(options.relink ? { prevHash } : {}) };
    const hash = chainHash(TEST_IDENTITY, forged);
    const update = 'UPDATE events SET txn = ?, body = ?, prevHash = ?, hash = ? WHERE seq = ?';
    db.prepare(update).run(forged.txn, forged.body, forged.prevHash, hash, stored.seq);
    prevHash = hash;
  }
  const report = verifyJournal(db);
  db.close();
  return report;
}

test('a forged event with a fitting hash is found where the next one does not follow it', async () => {
  const report = await forge((event) => (event.seq === 5 ? { body: '[]' } : {}), { relink: false });
  expect(report).toEqual({ ok: false, events: 5, epoch: 1, seq: 6, problem: 'prev_hash_mismatch' });
});

test('an event that claims a command it does not belong to is named even when every hash fits', async () => {
  const report = await forge((event) => (event.seq === 7 ? { txn: 5 } : {}), { relink: true });
  expect(report).toEqual({ ok: false, events: 6, epoch: 1, seq: 7, problem: 'txn_mismatch' });
});

test('a journal of another restaurant does not verify under this one’s name', async () => {
  expect(await tamper("UPDATE meta SET value = 'elsewhere' WHERE name = 'locationId'")).toMatchObject({
    ok: false,
    seq: 1,
    problem: 'hash_mismatch',
  });
});

test('the walk goes in slices with the journal at work in between', async () => {
  for (let at = 0; at < 20; at += 1) {
    await Promise.all(Array.from({ length: 60 }, () => t.journal.submit(told({ events: [event('a', [])] }))));
  }
  const db = openReader(t.file);
  const walk = verifyInSlices(db);
  const first = walk.next();
  expect(first).toMatchObject({ done: false, value: { events: 500 } });
  await t.journal.submit(told({ events: [event('a', [])] }));
  let step = walk.next();
  while (!step.done) step = walk.next();
  expect(step.value).toEqual({ ok: true, events: 1210, ...t.journal.head() });
  db.close();
});

test('progress is told along the way', () => {
  const db = openReader(t.file);
  const told: unknown[] = [];
  verifyJournal(db, { onProgress: (progress) => told.push(progress) });
  expect(told).toEqual([{ events: 9, epoch: 1, seq: 9 }]);
  db.close();
});
