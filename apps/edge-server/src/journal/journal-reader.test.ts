import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, orderImage, told } from '../../test/told-decisions.ts';
import { chainHash } from './event-writer.ts';
import { type JournalReader, openJournalReader } from './journal-reader.ts';
import type { ReadTx } from './transactions.ts';

let t: TestJournal;
let reader: JournalReader;
beforeEach(async () => {
  t = openTestJournal({ decide: decideAsTold });
  reader = openJournalReader(t.file);
  // The log: 1 (epoch) | 2 | 3 4 5 | 6 | 7 8
  for (const size of [1, 3, 1, 2]) {
    const events = Array.from({ length: size }, (_, at) => event('a', [orderImage(`o${size}${at}`)]));
    await t.journal.submit(told({ events }));
  }
});
afterEach(async () => {
  reader.close();
  await t.dispose();
});

const seqs = (epoch: number, seq: number, maxEvents: number, maxBytes = 1e9) =>
  reader.eventsAfter(epoch, seq, { maxEvents, maxBytes }).map((found) => found.seq);

test('events come after a place, in order, and at most as many as asked for', () => {
  expect(seqs(0, 0, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(seqs(1, 0, 2)).toEqual([1, 2]);
  expect(seqs(1, 5, 100)).toEqual([6, 7, 8]);
  expect(seqs(1, 8, 100)).toEqual([]);
  expect(seqs(2, 0, 100)).toEqual([]);
});

test('a command is never cut: a limit inside it ends before it', () => {
  expect(seqs(1, 0, 3)).toEqual([1, 2]);
  expect(seqs(1, 0, 4)).toEqual([1, 2]);
  expect(seqs(1, 0, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(seqs(1, 5, 2)).toEqual([6]);
});

test('a command larger than the limit comes whole and alone', () => {
  expect(seqs(1, 2, 1)).toEqual([3, 4, 5]);
  expect(seqs(1, 2, 100, 1)).toEqual([3, 4, 5]);
  expect(seqs(1, 6, 1)).toEqual([7, 8]);
});

test('bytes are counted as UTF-8', async () => {
  await t.journal.submit(told({ events: [event('a', [orderImage('o1', { note: '🍔'.repeat(100) })])] }));
  await t.journal.submit(told({ events: [event('a', [])] }));
  const bytes = Buffer.byteLength(reader.eventAt(1, 9)?.body ?? '');
  expect(seqs(1, 8, 100, bytes + 1)).toEqual([9]);
  expect(seqs(1, 8, 100, bytes + 2)).toEqual([9, 10]);
});

test('events are as they were hashed', () => {
  const identity = reader.identity();
  expect(identity).toEqual(t.journal.identity());
  for (const found of reader.eventsAfter(0, 0, { maxEvents: 100, maxBytes: 1e9 })) {
    expect(chainHash(identity, found), `seq ${found.seq}`).toBe(found.hash);
  }
  expect(reader.head()).toEqual(t.journal.head());
});

test('the events of one command, and one event, are found by their place', () => {
  expect(reader.eventsForTxn(1, 3).map((found) => found.seq)).toEqual([3, 4, 5]);
  expect(reader.eventsForTxn(1, 4)).toEqual([]);
  expect(reader.eventAt(1, 4)).toMatchObject({ seq: 4, txn: 3 });
  expect(reader.eventAt(1, 99)).toBeUndefined();
});

test('a read sees one moment although somebody writes meanwhile, and the next read sees that', () => {
  const other = new Sqlite(t.file);
  const failures = (tx: ReadTx) => tx.rows<{ failures: number }>('lockouts', {}).map((row) => row.failures);
  const seen = reader.read((tx) => {
    const before = failures(tx);
    other.exec("INSERT INTO lockouts VALUES ('s1', NULL, 3, NULL)");
    return [before, failures(tx)];
  });
  other.close();
  expect([seen, reader.read(failures)]).toEqual([[[], []], [3]]);
});

test('personal columns read in clear with the keyring alone', async () => {
  await t.journal.submit(told({ events: [event('a', [orderImage('o1', { guestName: 'Ann' })])] }));
  const guest = (from: JournalReader) => from.read((tx) => tx.row('orders', ['o1']));
  expect(guest(reader)).toMatchObject({ guestName: null });
  const withKeys = openJournalReader(t.file, { keyring: t.options.keyring });
  expect(guest(withKeys)).toMatchObject({ guestName: 'Ann' });
  await t.journal.forgetSubject('o1');
  expect(guest(withKeys)).toMatchObject({ guestName: null });
  withKeys.close();
});
