import { expect, test } from 'vitest';
import type { RowImage } from './domain-event.ts';
import { isCurrentVersion, UPCASTERS, type UpcasterRegistry, upcast } from './upcasters.ts';

/** `stock.moved` as it might have grown: version 1 had no reason, version 2 told whole units where 3 tells thousandths. */
const registry: UpcasterRegistry = {
  'stock.moved': {
    1: (rows) => rows.map((image) => ({ ...image, row: image.row && { ...image.row, reason: null } })),
    2: (rows) =>
      rows.map((image) => ({
        ...image,
        row: image.row && { ...image.row, onHandDelta: Number(image.row.onHandDelta) * 1000 },
      })),
  },
};

function movement(row: RowImage['row']): RowImage[] {
  return [{ table: 'stock_movements', key: ['m1'], row }];
}

test('an event of the first version passes through every step, in order', () => {
  const stored = movement({ id: 'm1', onHandDelta: 5 });
  expect(upcast('stock.moved', 1, stored, registry)).toEqual(movement({ id: 'm1', onHandDelta: 5000, reason: null }));
  expect(stored).toEqual(movement({ id: 'm1', onHandDelta: 5 }));
});

test('an event starts at the step of its own version', () => {
  const stored = movement({ id: 'm1', onHandDelta: 5, reason: 'spoiled' });
  expect(upcast('stock.moved', 2, stored, registry)).toEqual(
    movement({ id: 'm1', onHandDelta: 5000, reason: 'spoiled' }),
  );
});

test('rows of the current version and of types without steps stay as they are', () => {
  const stored = movement({ id: 'm1', onHandDelta: 5000, reason: null });
  expect(upcast('stock.moved', 3, stored, registry)).toBe(stored);
  expect(upcast('order.placed', 1, stored, registry)).toBe(stored);
  expect(upcast('toString', 1, stored, registry)).toBe(stored);
});

test('a deleted row stays deleted', () => {
  expect(upcast('stock.moved', 1, movement(null), registry)).toEqual(movement(null));
});

test('only the last version of a type counts as current', () => {
  expect([1, 2, 3].map((ver) => isCurrentVersion('stock.moved', ver, registry))).toEqual([false, false, true]);
});

test('a version that is not a positive integer is a bug', () => {
  expect(() => upcast('stock.moved', 0, [], registry)).toThrow('has version 0');
});

test('the registry has no holes: from its first step every type leads to one current version', () => {
  for (const [type, steps] of Object.entries(UPCASTERS)) {
    const versions = Object.keys(steps)
      .map(Number)
      .sort((a, b) => a - b);
    const first = versions[0] ?? 1;
    expect(versions, type).toEqual(versions.map((_, index) => first + index));
  }
});
