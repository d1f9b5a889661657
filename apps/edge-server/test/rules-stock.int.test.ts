import type { CommandInput } from '@passbell/core/wire/command-registry';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestEdge, type TestEdge } from './edge-fixture.ts';

let edge: TestEdge;
beforeEach(async () => {
  edge = await openTestEdge();
});
afterEach(() => edge.dispose());

async function stock(levels: Readonly<Record<string, number>>): Promise<void> {
  const lines = Object.entries(levels).map(([ingredientId, counted]) => ({ ingredientId, counted }));
  await edge.commit('countStock', { lines });
}

function off(subjectId: string) {
  return edge.reads.stock().find((view) => view.subjectId === subjectId)?.eightySixed ?? null;
}

type Line = CommandInput<'placeOrder'>['lines'][number];
const single: Line = { itemId: 'burger', quantity: 1 };
const withEgg: Line = { ...single, modifiers: [{ modifierId: 'rare' }, { modifierId: 'fried-egg' }] };

async function refusal(lines: readonly Line[]) {
  const outcome = await edge.send('placeOrder', { lines });
  return outcome.status === 'refused' ? outcome.error : null;
}

test('a modifier that ran out is what the refusal names, and the dish is sold without it', async () => {
  await stock({ beef: 1_000, bun: 10, egg: 0 });
  expect(off('fried-egg')).toBe('stock');
  expect(await refusal([withEgg])).toEqual({
    code: 'sold_out',
    params: { items: [{ itemId: 'burger', modifierId: 'fried-egg', name: 'Fried egg', left: 0 }] },
  });
  expect(await refusal([single])).toBeNull();
});

test('a default that staff stopped is named when nobody chose; choosing another, or leaving it off, sells the dish', async () => {
  await stock({ beef: 1_000, bun: 10 });
  await edge.commit('eightySix', { kind: 'modifier', subjectId: 'medium' });
  expect(await refusal([single])).toMatchObject({
    code: 'eighty_sixed',
    params: { items: [{ modifierId: 'medium' }] },
  });
  expect(await refusal([{ ...single, modifiers: [{ modifierId: 'rare' }] }])).toBeNull();
  await edge.commit('eightySix', { kind: 'modifier', subjectId: 'onion' });
  expect(await refusal([{ ...single, modifiers: [{ modifierId: 'rare' }] }])).toBeNull();
});

test('the lines of one order share what there is: dishes and modifiers together', async () => {
  await stock({ beef: 360, bun: 10, egg: 1 });
  const two = { ...single, quantity: 2 };
  const double: Line = { itemId: 'burger', variationId: 'burger-double', quantity: 1 };
  expect(await refusal([two, double])).toEqual({
    code: 'sold_out',
    params: {
      items: [
        { itemId: 'burger', variationId: 'burger-single', name: 'Smash burger', left: 3 },
        { itemId: 'burger', variationId: 'burger-double', name: 'Smash burger', left: 1 },
      ],
    },
  });
  expect(await refusal([withEgg, withEgg])).toMatchObject({ params: { items: [{ left: 1 }, { left: 1 }] } });
  expect(await refusal([withEgg, single])).toBeNull();
  expect([off('fried-egg'), off('burger-double'), off('burger-single')]).toEqual(['stock', 'stock', null]);
});

test('a count below what is promised stops the sale and touches no order; a delivery lifts it', async () => {
  await stock({ beef: 480, bun: 10 });
  await edge.commit('placeOrder', { lines: [{ ...single, quantity: 3 }] });
  await stock({ beef: 100 });
  expect(edge.reads.stockLevels()).toContainEqual({ ingredientId: 'beef', onHand: 100, reserved: 360 });
  expect(off('burger-single')).toBe('stock');
  await edge.commit('receiveStock', { lines: [{ ingredientId: 'beef', quantity: 379 }] });
  expect(off('burger-single')).toBe('stock');
  await edge.commit('receiveStock', { lines: [{ ingredientId: 'beef', quantity: 1 }] });
  expect([off('burger-single'), off('burger-double')]).toEqual([null, 'stock']);
});

test('what staff stopped stays off whatever stock does, and what is put back while short stays off for that', async () => {
  await stock({ beef: 1_000, bun: 10 });
  await edge.commit('eightySix', { kind: 'variation', subjectId: 'burger-single' });
  await stock({ beef: 0 });
  await stock({ beef: 1_000 });
  expect(off('burger-single')).toBe('manual');
  await stock({ beef: 0 });
  const restored = await edge.commit('restoreSale', { kind: 'variation', subjectId: 'burger-single' });
  expect(restored.eightySixed).toBe('stock');
  await stock({ beef: 1_000 });
  expect(off('burger-single')).toBeNull();
});

test('advisory dishes are sold below nothing; dishes that are not counted take nothing', async () => {
  expect(await refusal([{ itemId: 'lager', quantity: 2 }])).toBeNull();
  expect(await refusal([{ itemId: 'catch', quantity: 2, unitPriceMinor: 5 }])).toBeNull();
  expect(edge.reads.stockLevels()).toEqual([{ ingredientId: 'lager', onHand: 0, reserved: 1_136 }]);
});
