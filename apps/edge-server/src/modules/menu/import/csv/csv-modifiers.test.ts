import { expect, test } from 'vitest';
import { readModifierGroups } from './csv-modifiers.ts';

function fixed(priceMinor: number) {
  return { kind: 'price', priceMinor };
}

test('a group with bounds, prices and a choice that is made already', () => {
  expect(readModifierGroups('Temperature [1]: Rare | Med rare* | Well done +1.50', 'USD')).toEqual([
    {
      name: 'Temperature',
      min: 1,
      max: 1,
      choices: [
        { name: 'Rare', price: fixed(0), isDefault: false },
        { name: 'Med rare', price: fixed(0), isDefault: true },
        { name: 'Well done', price: fixed(150), isDefault: false },
      ],
    },
  ]);
});

test.each([
  ['Sides', 0, null],
  ['Sides [2]', 2, 2],
  ['Sides [0-3]', 0, 3],
  ['Sides [1+]', 1, null],
  ['Sides [any]', 0, null],
  ['Sides [ 1 - 2 ]', 1, 2],
])('%s only names a group; %s to %s', (cell, min, max) => {
  expect(readModifierGroups(cell, 'USD')).toEqual([{ name: 'Sides', min, max, choices: null }]);
});

test.each(['[1]: a', 'Sides [3-1]: a', 'Sides [x]: a', 'Sides [0]: a', 'Sides [999]: a', ': a | b'])(
  '%s cannot be read',
  (cell) => {
    expect(readModifierGroups(cell, 'USD')).toEqual([null]);
  },
);

test('names may hold a plus; a price is a plus with a number at the end', () => {
  const [group] = readModifierGroups(
    'Extra: Mac + cheese +3 | Salt + pepper | A+ * | Half -1 | €: Brot +1,50 €*',
    'EUR',
  );
  expect(group?.choices?.map(({ name, price, isDefault }) => [name, price, isDefault])).toEqual([
    ['Mac + cheese', fixed(300), false],
    ['Salt + pepper', fixed(0), false],
    ['A+', fixed(0), true],
    ['Half', { kind: 'refused', why: 'price_negative' }, false],
    ['€: Brot', fixed(150), true],
  ]);
});

test('groups are told apart by semicolons and by lines', () => {
  expect(readModifierGroups('A: x; B: y\nC;;\n', 'USD').map((group) => group?.name)).toEqual(['A', 'B', 'C']);
});
