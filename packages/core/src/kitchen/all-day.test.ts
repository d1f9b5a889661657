import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShownModifier } from '../orders/resolve-modifiers.ts';
import { type AllDayLine, allDay } from './all-day.ts';

function modifier(kitchenName: string, action: ShownModifier['action']): ShownModifier {
  const id = kitchenName.toLowerCase();
  return { modifierId: id, groupId: 'g', name: kitchenName, kitchenName, action, quantity: 1, unitPriceMinor: 0 };
}

function line(name: string, quantity: number, change: Partial<AllDayLine> = {}): AllDayLine {
  return { name, quantity, variationName: null, state: 'waiting', modifiers: [], ...change };
}

test('only lines that wait or are being made count', () => {
  const states = ['waiting', 'making', 'done', 'voided'] as const;
  expect(allDay(states.map((state) => line('Octopus', 2, { state })))).toEqual([
    { name: 'Octopus', quantity: 4, splits: [] },
  ]);
});

test('a dish is split by variation and choices, not by what is added or left off', () => {
  const mediumRare = [modifier('MR', 'choice'), modifier('Garlic butter', 'no'), modifier('Egg', 'add')];
  expect(
    allDay([
      line('Skirt frites', 2, { modifiers: mediumRare }),
      line('Skirt frites', 1, { modifiers: [modifier('R', 'choice')] }),
      line('Skirt frites', 1, { modifiers: [modifier('MR', 'choice')] }),
      line('Smash', 3, { variationName: 'Double' }),
      line('Smash', 4, { variationName: 'Single', modifiers: [modifier('MR', 'choice')] }),
    ]),
  ).toEqual([
    {
      name: 'Smash',
      quantity: 7,
      splits: [
        { label: 'Double', quantity: 3 },
        { label: 'Single MR', quantity: 4 },
      ],
    },
    {
      name: 'Skirt frites',
      quantity: 4,
      splits: [
        { label: 'MR', quantity: 3 },
        { label: 'R', quantity: 1 },
      ],
    },
  ]);
});

test('no portion is lost or counted twice, and the largest dish comes first', () => {
  const lines = fc.array(
    fc.record({
      name: fc.constantFrom('A', 'B', 'C'),
      quantity: fc.integer({ min: 1, max: 9 }),
      variationName: fc.constantFrom(null, 'Small', 'Large'),
      state: fc.constantFrom('waiting' as const, 'making' as const, 'done' as const),
      modifiers: fc.constant([]),
    }),
  );
  fc.assert(
    fc.property(lines, (given) => {
      const entries = allDay(given);
      const open = given.filter((each) => each.state !== 'done').reduce((sum, each) => sum + each.quantity, 0);
      expect(entries.reduce((sum, each) => sum + each.quantity, 0)).toBe(open);
      expect(entries.map((each) => each.quantity)).toEqual(
        entries.map((each) => each.quantity).toSorted((a, b) => b - a),
      );
      for (const { quantity, splits } of entries) {
        expect(splits.reduce((sum, each) => sum + each.quantity, 0)).toBeLessThanOrEqual(quantity);
      }
    }),
  );
});
