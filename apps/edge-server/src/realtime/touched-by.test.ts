import type { RowImage } from '@passbell/core/journal/domain-event';
import { TABLES, type TableName } from '@passbell/core/journal/table-declarations';
import { expect, test } from 'vitest';
import { type Touched, touchedBy } from './touched-by.ts';

const NOTHING: Touched = {
  orderIds: new Set(),
  ingredientIds: new Set(),
  availabilitySubjects: new Set(),
  menu: false,
  staff: false,
  devices: false,
  location: false,
};

function touchedByRow(image: RowImage, entity = 'order', entityId = 'o1'): Touched {
  return touchedBy([{ entity, entityId, rows: [image] }]);
}

test('every row of an order touches that order', () => {
  expect(touchedByRow({ table: 'orders', key: ['o1'], row: { id: 'o1' } })).toEqual({
    ...NOTHING,
    orderIds: new Set(['o1']),
  });
  for (const table of ['order_lines', 'checks', 'payments', 'tickets', 'ticket_lines'] as const) {
    const image: RowImage = { table, key: ['x'], row: { id: 'x', orderId: 'o2' } };
    expect(touchedByRow(image, 'ticket', 't1'), table).toEqual({ ...NOTHING, orderIds: new Set(['o2']) });
  }
});

test('a row that is gone still touches the order of its event', () => {
  const gone: RowImage = { table: 'order_lines', key: ['l1'], row: null };
  expect(touchedByRow(gone, 'order', 'o9').orderIds).toEqual(new Set(['o9']));
});

test('stock is touched by movement and level, not the order a movement belongs to', () => {
  const movement: RowImage = { table: 'stock_movements', key: ['m'], row: { ingredientId: 'steak', orderId: 'o1' } };
  expect(touchedByRow(movement)).toEqual({ ...NOTHING, ingredientIds: new Set(['steak']) });
  const level: RowImage = { table: 'stock_levels', key: ['flour'], row: null };
  expect(touchedByRow(level)).toEqual({ ...NOTHING, ingredientIds: new Set(['flour']) });
});

test('something put back on sale leaves no row, but is touched by its key', () => {
  const restored: RowImage = { table: 'availability', key: ['item', 'scallops'], row: null };
  expect(touchedByRow(restored, 'availability', 'item:scallops')).toEqual({
    ...NOTHING,
    availabilitySubjects: new Set(['item:scallops']),
  });
});

test('menu, staff, devices and location are touched as a whole', () => {
  const image = (table: TableName): RowImage => ({ table, key: ['k'], row: null });
  expect(touchedByRow(image('menu_activations'), 'menu', 'm')).toEqual({ ...NOTHING, menu: true });
  expect(touchedByRow(image('staff'), 'staff', 's')).toEqual({ ...NOTHING, staff: true });
  expect(touchedByRow(image('devices'), 'device', 'd')).toEqual({ ...NOTHING, devices: true });
  expect(touchedByRow(image('locations'), 'location', 'l')).toEqual({ ...NOTHING, location: true });
  expect(touchedByRow(image('menu_documents'), 'menu', 'm')).toEqual(NOTHING);
});

test('no table is forgotten', () => {
  // Object.keys widens to string; the table's keys are exactly TableName.
  for (const table of Object.keys(TABLES) as TableName[]) {
    expect(() => touchedByRow({ table, key: ['a', 'b'], row: null }), table).not.toThrow();
  }
});
