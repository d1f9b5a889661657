import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, orderImage, staffImage, told } from '../../test/told-decisions.ts';
import { openText, sealText } from './sealer.ts';
import { verifyJournal } from './verify-journal.ts';

let t: TestJournal;
beforeEach(() => {
  t = openTestJournal({ decide: decideAsTold });
});
afterEach(() => t.dispose());

const submit = (...events: Parameters<typeof event>[1][]) =>
  t.journal.submit(told({ events: events.map((rows) => event('test', rows)) }));
const guest = (id: string, guestName: string | null, note: string | null = null) => orderImage(id, { guestName, note });
const readGuest = (id: string) =>
  t.journal.read((tx) => tx.row<{ guestName: string | null }>('orders', [id])?.guestName);

function stored<Row>(query: string): Row[] {
  const db = new Sqlite(t.file, { readonly: true });
  try {
    // The tests name the columns they select.
    return db.prepare(query).all() as Row[];
  } finally {
    db.close();
  }
}
const ciphertext = (id: string) =>
  stored<{ id: string; guestName: string | null }>('SELECT id, guestName FROM orders').find((row) => row.id === id)
    ?.guestName;

test('personal text stands nowhere in the file, and reads in clear', async () => {
  await submit([guest('o1', 'Wilhelmina Ångström')], [staffImage('s1', 'Ann')]);
  expect(readGuest('o1')).toBe('Wilhelmina Ångström');
  expect(t.journal.read((tx) => tx.rows('staff', {}))).toMatchObject([{ name: 'Ann', pinHash: 'argon' }]);
  expect(ciphertext('o1')).toMatch(/^sealed:1:[\w-]+$/u);
  await t.journal.close();
  const { readFileSync } = await import('node:fs');
  const file = readFileSync(t.file);
  expect(file.includes('o1')).toBe(true);
  for (const secret of ['Wilhelmina', 'Ångström', 'argon']) expect(file.includes(secret), secret).toBe(false);
});

test('listeners hear personal text in clear', async () => {
  const heard: unknown[] = [];
  t.journal.onCommitted((batch) => heard.push(batch.txns[0]?.events[0]?.rows[0]?.row?.guestName));
  await submit([guest('o1', 'Ann')]);
  expect(heard).toEqual(['Ann']);
});

test('unchanged text keeps its ciphertext when the row is written again; changed text gets another', async () => {
  await submit([guest('o1', 'Ann')]);
  const first = ciphertext('o1');
  await submit([guest('o1', 'Ann', 'no ice')], [guest('o1', 'Ann', 'with ice')]);
  expect(ciphertext('o1')).toBe(first);
  await submit([guest('o1', 'Anna')]);
  expect(ciphertext('o1')).not.toBe(first);
  expect(readGuest('o1')).toBe('Anna');
  await submit([guest('o1', null)]);
  expect(ciphertext('o1')).toBeNull();
});

test('the same name of two guests has two keys and two ciphertexts', async () => {
  await submit([guest('o1', 'Ann'), guest('o2', 'Ann')]);
  expect(ciphertext('o1')).not.toBe(ciphertext('o2'));
  expect(stored('SELECT subject FROM subject_keys')).toEqual([{ subject: 'o1' }, { subject: 'o2' }]);
});

test('a row without personal text makes no key', async () => {
  await submit([guest('o1', null)]);
  expect(stored('SELECT subject FROM subject_keys')).toEqual([]);
});

test('a command that is undone leaves no key behind, and the next one works', async () => {
  const failing = told({
    events: [event('test', [guest('o1', 'Ann')]), event('test', [{ ...orderImage('x'), key: [] }])],
  });
  await expect(t.journal.submit(failing)).rejects.toThrow('is short');
  expect(stored('SELECT subject FROM subject_keys')).toEqual([]);
  await submit([guest('o1', 'Ann')]);
  await t.reopen();
  expect(readGuest('o1')).toBe('Ann');
});

test('a forgotten subject reads as null everywhere, and the chain stays whole', async () => {
  await submit([guest('o1', 'Ann'), guest('o2', 'Bob')], [staffImage('s1', 'Cem')]);
  for (const subject of ['o1', 's1', 'never-seen']) await t.journal.forgetSubject(subject);
  for (const when of ['at once', 'after opening again']) {
    expect([readGuest('o1'), readGuest('o2')], when).toEqual([null, 'Bob']);
    expect(
      t.journal.read((tx) => tx.row('staff', ['s1'])),
      when,
    ).toMatchObject({ name: null, role: 'cook' });
    await t.reopen();
  }
  const db = new Sqlite(t.file, { readonly: true });
  expect(verifyJournal(db)).toMatchObject({ ok: true });
  db.close();
  expect(stored("SELECT wrappedKey FROM subject_keys WHERE subject = 'o1'")).toEqual([{ wrappedKey: null }]);
});

test('nothing personal of a forgotten subject is kept again, and their rows can still be written', async () => {
  await submit([guest('o1', 'Ann'), staffImage('s1', 'Cem')]);
  const sealedName = stored<{ name: string }>('SELECT name FROM staff')[0]?.name;
  await t.journal.forgetSubject('o1');
  await t.journal.forgetSubject('s1');
  await submit([guest('o1', 'Ann', 'she is back'), staffImage('s1', null, { pinHash: null, active: false })]);
  expect(t.journal.read((tx) => tx.row('orders', ['o1']))).toMatchObject({ guestName: null, note: 'she is back' });
  expect(ciphertext('o1')).toBeNull();
  expect(t.journal.read((tx) => tx.row('staff', ['s1']))).toMatchObject({ name: null, active: false });
  expect(stored<{ name: string }>('SELECT name FROM staff')[0]?.name).toBe(sealedName);
});

test('a key that was simply deleted counts as forgotten', async () => {
  await submit([guest('o1', 'Ann')]);
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec('DELETE FROM subject_keys');
  db.close();
  await t.reopen();
  expect(readGuest('o1')).toBeNull();
});

test('required personal text cannot be missing from the start', async () => {
  await expect(submit([staffImage('s1', null)])).rejects.toThrow('staff.name is sealed but got null');
});

test('sealed text opens with its own key alone, and only whole', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const sealed = sealText(key, new Uint8Array(12).fill(3), Buffer.from('Ann'));
  expect(openText(key, sealed)?.toString()).toBe('Ann');
  expect(openText(other, sealed)).toBeNull();
  expect(openText(key, `${sealed.slice(0, -2)}AA`)).toBeNull();
  expect(openText(key, sealed.slice(0, 20))).toBeNull();
  expect(openText(key, 'Ann')).toBeNull();
});
