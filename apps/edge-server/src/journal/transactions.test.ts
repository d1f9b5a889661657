import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestJournal, type TestJournal } from '../../test/journal-fixture.ts';
import { decideAsTold, event, image, orderImage, staffImage, told } from '../../test/told-decisions.ts';
import type { WriteTx } from './transactions.ts';

let t: TestJournal;
beforeEach(async () => {
  t = openTestJournal({ decide: decideAsTold });
  const line = { hash: 'h1', version: 1, name: 'Menu', body: { items: [{ id: 'soup', price: 5 }] } };
  const orders = ['o3', 'o1', 'o2'].map((id, at) =>
    orderImage(id, { status: at === 0 ? 'ready' : 'cart', totalMinor: at }),
  );
  const rows = [...orders, staffImage('s1', 'Ann'), image('menu_documents', line)];
  await t.journal.submit(told({ events: [event('a', rows)] }));
});
afterEach(() => t.dispose());

const ids = (rows: { id: string }[]) => rows.map((row) => row.id);

test('a row comes back as rules wrote it', () => {
  t.journal.read((tx) => {
    expect(tx.row('orders', ['o1'])).toEqual(orderImage('o1', { totalMinor: 1 }).row);
    expect(tx.row('menu_documents', ['h1'])).toMatchObject({ body: { items: [{ id: 'soup', price: 5 }] } });
    expect(tx.row('staff', ['s1'])).toMatchObject({ name: 'Ann', active: true });
    expect(tx.row('orders', ['nobody'])).toBeUndefined();
  });
});

test('rows are found by equality, null included, in the order asked for', () => {
  t.journal.read((tx) => {
    expect(ids(tx.rows('orders', { status: 'cart' }))).toEqual(['o1', 'o2']);
    expect(ids(tx.rows('orders', { number: null, status: 'ready' }))).toEqual(['o3']);
    expect(ids(tx.rows('orders', { number: null }))).toEqual(['o1', 'o2', 'o3']);
    expect(ids(tx.rows('orders', { number: 1 }))).toEqual([]);
    expect(ids(tx.rows('orders', {}))).toEqual(['o1', 'o2', 'o3']);
    expect(ids(tx.rows('orders', {}, ['totalMinor desc']))).toEqual(['o2', 'o1', 'o3']);
    expect(ids(tx.rows('orders', {}, ['status', 'totalMinor desc'], 2))).toEqual(['o2', 'o1']);
  });
});

test('a column or table nobody declared is a bug, whatever its name tries', () => {
  t.journal.read((tx) => {
    expect(() => tx.rows('orders', { 'id" = "id" --': 'x' })).toThrow('orders has no');
    expect(() => tx.rows('orders', {}, ['id; drop table orders'])).toThrow('orders has no');
    expect(() => tx.row('orders', [])).toThrow('as many parts');
  });
});

test('queries of the builder run with their types', () => {
  t.journal.read((tx) => {
    const totals = tx.all(
      tx.db.selectFrom('orders').select(['id', 'totalMinor']).where('status', 'in', ['cart', 'ready']).orderBy('id'),
    );
    expect(totals).toEqual([
      { id: 'o1', totalMinor: 1 },
      { id: 'o2', totalMinor: 2 },
      { id: 'o3', totalMinor: 0 },
    ]);
    const sum = tx.first(tx.db.selectFrom('orders').select((eb) => eb.fn.sum<number>('totalMinor').as('sum')));
    expect(sum?.sum).toBe(3);
    expect(tx.first(tx.db.selectFrom('orders').select('id').where('id', '=', 'none'))).toBeUndefined();
  });
});

test('the builder cannot run its queries by itself', async () => {
  const db = t.journal.read((tx) => tx.db);
  expect(await db.selectFrom('orders').selectAll().execute()).toEqual([]);
});

const FORBIDDEN: [string, (tx: WriteTx) => unknown][] = [
  [
    'inserting a journaled row',
    (tx) =>
      tx.run(
        tx.db
          .insertInto('number_series')
          .values({ businessDay: 'd', series: '', lastNumber: 1, orgId: 'o', locationId: 'l' }),
      ),
  ],
  ['updating a journaled row', (tx) => tx.run(tx.db.updateTable('orders').set({ status: 'completed' }))],
  ['deleting a journaled row', (tx) => tx.run(tx.db.deleteFrom('orders'))],
  ['changing a derived row', (tx) => tx.run(tx.db.updateTable('stock_levels').set({ onHand: 9 }))],
  ['writing the log', (tx) => tx.run(tx.db.deleteFrom('events'))],
  ['writing the memory of commands', (tx) => tx.run(tx.db.deleteFrom('commands'))],
  ['deleting a subject key past the journal', (tx) => tx.deleteLocal('subject_keys', ['o1'])],
  ['changing whose file it is', (tx) => tx.putLocal('meta', { name: 'orgId', value: 'other' })],
  ['raw SQL', (tx) => tx.run({ compile: () => sql<unknown>`delete from orders`.compile(tx.db) })],
  // Wrong on purpose.
  ['putting a journaled row', (tx) => tx.putLocal('orders' as 'meta', orderImage('o9').row ?? {})],
  ['an alias', (tx) => tx.run(tx.db.updateTable('orders as sessions').set({ status: 'completed' }))],
];
test.each(FORBIDDEN)('%s through a local write is a bug', async (_, write) => {
  await expect(t.journal.submitLocal((tx) => void write(tx))).rejects.toThrow('its rows come from events alone');
});

test('local tables take inserts, updates and deletes of the builder', async () => {
  const session = { id: 'h1', staffId: 's1', deviceId: 'd1', createdMs: 1, expiresMs: 2, endedMs: null };
  const changes = await t.journal.submitLocal((tx) => [
    tx.run(tx.db.insertInto('sessions').values(session)).changes,
    tx.run(tx.db.updateTable('sessions').set({ endedMs: 1 })).changes,
    tx.run(tx.db.deleteFrom('sessions').where('id', '=', 'h1')).changes,
    tx.run(tx.db.deleteFrom('sessions').where('id', '=', 'h1')).changes,
  ]);
  expect(changes).toEqual([1, 1, 1, 0]);
});
