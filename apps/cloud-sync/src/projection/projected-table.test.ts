import { TABLES, type TableName } from '@passbell/core/journal/table-declarations';
import { must } from '@passbell/core/kernel/assert';
import { expect, test } from 'vitest';
import { decodeBody as decodeEvent, type ProjectedTable, projectedTable } from './projected-table.ts';

const payments = projectedTable('payments');
const payment = {
  id: 'p1',
  orderId: 'o1',
  checkId: 'c1',
  tender: 'cash',
  state: 'captured',
  amountMinor: 1250,
  tenderedMinor: 2000,
  changeMinor: 750,
  currency: 'USD',
  businessDay: '2026-11-22',
  staffId: null,
  deviceId: 'till-1',
  createdMs: 5,
  settledMs: 6,
};

const decodeBody = (tables: readonly ProjectedTable[], body: string) =>
  decodeEvent(tables, { type: 'order.changed', ver: 1, body });

function bodyOf(table: TableName, row: Record<string, unknown> | null): string {
  return JSON.stringify([{ table, key: ['p1'], row }]);
}

test('a row image becomes columns by the names of the database', () => {
  const rows = decodeBody([payments], bodyOf('payments', payment));
  expect(rows).toMatchObject({
    ok: true,
    value: [{ id: 'p1', values: { order_id: 'o1', amount_minor: 1250, staff_id: null, settled_ms: 6 } }],
  });
});

test('columns of a newer edge and other tables are passed over', () => {
  expect(decodeBody([payments], bodyOf('payments', { ...payment, tipMinor: 3 }))).toMatchObject({ ok: true });
  expect(decodeBody([payments], bodyOf('tickets', { anything: true }))).toEqual({ ok: true, value: [] });
  expect(decodeBody([payments], '[{"table":"from_the_future","key":[1],"row":{}}]')).toEqual({ ok: true, value: [] });
});

test('a deleted row comes without values', () => {
  expect(decodeBody([payments], bodyOf('payments', null))).toMatchObject({
    ok: true,
    value: [{ id: 'p1', values: null }],
  });
});

test.each([
  ['not JSON', 'nope', 'the body is not JSON'],
  ['no list', '{}', 'the body is not a list of row images'],
  [
    'a missing amount',
    bodyOf('payments', { ...payment, amountMinor: undefined }),
    'payments p1: amountMinor is missing',
  ],
  [
    'money with a fraction',
    bodyOf('payments', { ...payment, amountMinor: 12.5 }),
    'payments p1: amountMinor is no integer',
  ],
  ['money as text', bodyOf('payments', { ...payment, amountMinor: '1250' }), 'payments p1: amountMinor is no integer'],
  ['a number as text column', bodyOf('payments', { ...payment, tender: 7 }), 'payments p1: tender is no text'],
])('%s is refused with the reason', (_name, body, reason) => {
  expect(decodeBody([payments], body)).toEqual({ ok: false, error: reason });
});

test('JSON columns are taken as the text the journal stores and as a value', () => {
  const checks = projectedTable('checks');
  const check = {
    id: 'p1',
    orderId: 'o1',
    position: 0,
    state: 'open',
    subtotalMinor: 1,
    exclusiveTaxMinor: 0,
    inclusiveTaxMinor: 0,
    totalMinor: 1,
    paidMinor: 0,
  };
  const asText = decodeBody([checks], bodyOf('checks', { ...check, taxes: '[{"a":1}]' }));
  expect(asText).toEqual(decodeBody([checks], bodyOf('checks', { ...check, taxes: [{ a: 1 }] })));
  expect(decodeBody([checks], bodyOf('checks', { ...check, taxes: '[' }))).toMatchObject({ ok: false });
});

test('sealed columns are never projected', () => {
  const sealed = Object.entries(TABLES).flatMap(
    ([table, { columns }]) =>
      Object.entries(columns)
        .filter(([, kind]) => kind.startsWith('sealed'))
        .map(([field]) => [table as TableName, field] as const), // Keys of TABLES are its names.
  );
  expect(sealed).toContainEqual(['orders', 'guestName']);
  for (const [table, field] of sealed) {
    const fields = projectedTable(table).columns.map((column) => column.field);
    expect(fields, `${table}.${field}`).not.toContain(field);
    must(fields[0], `${table} has columns`);
  }
});
