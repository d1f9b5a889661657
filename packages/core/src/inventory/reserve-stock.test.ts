import { expect, test } from 'vitest';
import { reserveStock } from './reserve-stock.ts';
import type { AvailabilityRow } from './stock-rows.ts';
import type { StockState } from './stock-state.ts';

type SoldLine = Parameters<typeof reserveStock>[0][number];

const egg = {
  modifierId: 'egg',
  groupId: 'extras',
  name: 'Fried egg',
  kitchenName: 'Egg',
  action: 'add' as const,
  quantity: 1,
  unitPriceMinor: 250,
};
const burger: SoldLine = {
  itemId: 'burger',
  variationId: 'single',
  name: 'Smash burger',
  quantity: 1,
  recipe: [{ ingredientId: 'beef', quantity: 120 }],
  stockPolicy: 'strict',
  modifiers: [],
};
const withEgg: SoldLine = {
  ...burger,
  modifiers: [egg],
  recipe: [...burger.recipe, { ingredientId: 'egg', quantity: 1 }],
};

function stockOf(
  levels: Readonly<Record<string, number>>,
  off: readonly Omit<AvailabilityRow, 'sinceMs'>[] = [],
): StockState {
  return {
    level: (ingredientId) => ({ ingredientId, onHand: levels[ingredientId] ?? 0, reserved: 0 }),
    availability: (kind, subjectId) => {
      const row = off.find((candidate) => candidate.kind === kind && candidate.subjectId === subjectId);
      return row && { ...row, sinceMs: 1 };
    },
  };
}

test('a modifier that ran out is named by itself: the dish is there', () => {
  const stock = stockOf({ beef: 1_000, egg: 0 }, [{ kind: 'modifier', subjectId: 'egg', cause: 'stock' }]);
  expect(reserveStock([withEgg], stock)).toEqual({
    ok: false,
    error: {
      code: 'sold_out',
      params: { items: [{ itemId: 'burger', modifierId: 'egg', name: 'Fried egg', left: 0 }] },
    },
  });
  expect(reserveStock([burger], stock).ok).toBe(true);
});

test('dish and modifier that both ran out are both named', () => {
  const stock = stockOf({}, [
    { kind: 'modifier', subjectId: 'egg', cause: 'stock' },
    { kind: 'variation', subjectId: 'single', cause: 'stock' },
  ]);
  expect(reserveStock([withEgg], stock)).toMatchObject({
    error: { params: { items: [{ variationId: 'single' }, { modifierId: 'egg' }] } },
  });
});

test('a modifier stopped by hand stops the line it was chosen for, whatever the stock; left off it stops nothing', () => {
  const stock = stockOf({ beef: 1_000, egg: 9 }, [{ kind: 'modifier', subjectId: 'egg', cause: 'manual' }]);
  expect(reserveStock([withEgg], stock)).toMatchObject({
    error: { code: 'eighty_sixed', params: { items: [{ modifierId: 'egg' }] } },
  });
  const leftOff = { ...burger, modifiers: [{ ...egg, action: 'no' as const, quantity: 0 }] };
  expect(reserveStock([leftOff], stock).ok).toBe(true);
});

test('a modifier that is only short for this order is not called sold out; the line says how many are left', () => {
  const stock = stockOf({ beef: 1_000, egg: 1 });
  expect(reserveStock([{ ...withEgg, quantity: 2 }], stock)).toMatchObject({
    error: { params: { items: [{ variationId: 'single', left: 1 }] } },
  });
});
