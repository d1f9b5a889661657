import type { RowImage } from '@passbell/core/journal/domain-event';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyImage } from '../../test/any-image.ts';
import { openTestJournal } from '../../test/journal-fixture.ts';
import { activationImage, decideAsTold, event, movementImage, orderImage, told } from '../../test/told-decisions.ts';
import { openReader } from './open-database.ts';
import { replayJournal } from './replay-journal.ts';
import { verifyJournal } from './verify-journal.ts';

/** One synthetic command: any rows of any tables over any events; now and then refused, broken or repeated. */
const anyCommand = fc.record({
  events: fc.array(fc.array(anyImage(), { maxLength: 4 }), { maxLength: 3 }),
  fate: fc.constantFrom('write', 'write', 'write', 'write', 'refuse', 'break', 'repeat'),
  forget: fc.option(fc.constantFrom('a', 'b', 'ä'), { freq: 12 }),
});

/** Ledger rows are only ever added: each gets an id of its own, and removals are left out. */
function withLedgerIds(images: readonly RowImage[], nextId: () => string): RowImage[] {
  return images.flatMap((image) => {
    if (image.table !== 'stock_movements') return [image];
    if (image.row === null) return [];
    const id = nextId();
    const delta = (value: unknown) => Number(value) % 1_000_000;
    const { onHandDelta, reservedDelta } = image.row;
    const row = { ...image.row, id, onHandDelta: delta(onHandDelta) + 0, reservedDelta: delta(reservedDelta) + 0 };
    return [{ ...image, key: [id], row }];
  });
}

test('whatever is written, refused, broken, repeated and forgotten: replay gives the stored rows and the chain holds', async () => {
  const kinds = { committed: 0, refused: 0, broken: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 25 }), async (commands) => {
      const t = openTestJournal({ decide: decideAsTold });
      let ledgerEntries = 0;
      const nextId = () => {
        ledgerEntries += 1;
        return `m${ledgerEntries}`;
      };
      const submitted = commands.flatMap(({ events, fate, forget }) => {
        const decided = events.map((images, at) => event(`test.${at}`, withLedgerIds(images, nextId)));
        const broken = event('test.broken', [{ table: 'orders', key: ['a', 'b'], row: null }]);
        const command = told(
          fate === 'refuse' ? { refuse: true } : { events: fate === 'break' ? [...decided, broken] : decided },
        );
        const outcomes = [t.journal.submit(command), ...(fate === 'repeat' ? [t.journal.submit(command)] : [])];
        const local = forget === null ? [] : [t.journal.forgetSubject(forget)];
        return [...outcomes, ...local];
      });
      for (const result of await Promise.allSettled(submitted)) {
        if (result.status === 'rejected') kinds.broken += 1;
        else if (result.value?.status === 'committed') kinds.committed += 1;
        else kinds.refused += 1;
      }
      const db = openReader(t.file);
      expect(verifyJournal(db)).toEqual({ ok: true, events: t.journal.head().seq, ...t.journal.head() });
      expect(replayJournal(db)).toMatchObject({
        ok: true,
        differences: [],
        stoppedAt: null,
        events: t.journal.head().seq,
      });
      db.close();
      await t.dispose();
      expect(t.fatal).toEqual([]);
    }),
    { numRuns: 60 },
  );
  // The run means something only when each of these happened often.
  for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(20);
}, 60_000);

test('replay names rows that are changed, missing and surplus, in journaled and derived tables', async () => {
  const t = openTestJournal({ decide: decideAsTold });
  const rows = [orderImage('o1'), orderImage('o2'), activationImage('main', 1), movementImage('m1', 'bun', 5)];
  await t.journal.submit(
    told({ events: [event('a', rows), event('b', [{ table: 'orders', key: ['o3'], row: null }])] }),
  );
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec(`
    UPDATE orders SET totalMinor = 5, note = 'x' WHERE id = 'o1';
    DELETE FROM orders WHERE id = 'o2';
    INSERT INTO number_series VALUES ('2026-11-20', '', 7, 'org', 'loc');
    UPDATE stock_levels SET onHand = 6;
    UPDATE menu_activations SET orgId = 'other';
  `);
  const report = replayJournal(db);
  expect(report.ok).toBe(false);
  expect(report.differences).toEqual([
    { table: 'menu_activations', key: ['main'], difference: 'changed', columns: ['orgId'] },
    { table: 'number_series', key: ['2026-11-20', ''], difference: 'surplus', columns: [] },
    { table: 'orders', key: ['o1'], difference: 'changed', columns: ['note', 'totalMinor'] },
    { table: 'orders', key: ['o2'], difference: 'missing', columns: [] },
    { table: 'stock_levels', key: ['bun'], difference: 'changed', columns: ['onHand'] },
  ]);
  expect(replayJournal(db, { maxDifferences: 2 })).toMatchObject({
    ok: false,
    truncated: true,
    differences: { length: 2 },
  });
  db.close();
  await t.dispose();
});

test('rows are met in the order of SQLite, which is not the order of JavaScript', async () => {
  const t = openTestJournal({ decide: decideAsTold });
  await t.journal.submit(told({ events: [event('a', [orderImage('\uffff'), orderImage('🍔'), orderImage('z')])] }));
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.prepare('DELETE FROM orders WHERE id = ?').run('\uffff');
  expect(replayJournal(db).differences).toEqual([
    { table: 'orders', key: ['\uffff'], difference: 'missing', columns: [] },
  ]);
  db.close();
  await t.dispose();
});

test('events of an old version come back through the upcasters', async () => {
  const t = openTestJournal({ decide: decideAsTold });
  await t.journal.submit(told({ events: [event('order.opened', [orderImage('o1', { note: 'was' })])] }));
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec("UPDATE orders SET note = 'is'");
  expect(replayJournal(db).ok).toBe(false);
  const rewrite = (images: readonly RowImage[]) =>
    images.map((image) => ({ ...image, row: image.row && { ...image.row, note: 'is' } }));
  expect(replayJournal(db, { upcasters: { 'order.opened': { 1: rewrite } } }).ok).toBe(true);
  db.close();
  await t.dispose();
});

test('an event that cannot be applied is named, with the reason', async () => {
  const t = openTestJournal({ decide: decideAsTold });
  await t.journal.submit(told({ events: [event('a', [])] }));
  await t.journal.close();
  const db = new Sqlite(t.file);
  db.exec('DROP TRIGGER events_never_change');
  for (const [body, reason] of [
    ['[{"table":"nothing","key":["x"],"row":null}]', 'no table is called nothing'],
    ['[{"table":"stock_levels","key":["x"],"row":null}]', 'stock_levels is derived'],
    ['[{', 'JSON'],
  ]) {
    db.prepare('UPDATE events SET body = ? WHERE seq = 2').run(body);
    const { stoppedAt } = replayJournal(db);
    expect(stoppedAt).toMatchObject({ epoch: 1, seq: 2 });
    expect(stoppedAt?.reason).toContain(reason);
  }
  expect(db.inTransaction).toBe(false);
  db.close();
  await t.dispose();
});
