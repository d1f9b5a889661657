import { expect, test } from 'vitest';
import { exampleMenu } from '../menu/example-menu.ts';
import { indexMenu } from '../menu/menu-index.ts';
import { type LineRequest, resolveLine } from './resolve-lines.ts';

const menu = indexMenu(exampleMenu, 'hash');
const FRIDAY_2130 = Date.parse('2026-11-21T02:30:00Z');
const FRIDAY_2330 = Date.parse('2026-11-21T04:30:00Z');
const resolve = (request: Partial<LineRequest> & { itemId: string }, at = FRIDAY_2130) =>
  resolveLine(menu, { quantity: 1, course: 1, allergies: [], ...request }, at, 'America/New_York');
const codeOf = (result: ReturnType<typeof resolve>) => (result.ok ? 'ok' : result.error.code);

test('without a choice the defaults of the menu hold', () => {
  const line = resolve({ itemId: 'burger' });
  expect(line.ok && line.value).toMatchObject({ variationId: 'burger-single', amountMinor: 1_400 });
  expect(line.ok && line.value.modifiers.map((modifier) => [modifier.modifierId, modifier.action])).toEqual([
    ['medium', 'choice'],
    ['onion', 'standard'],
  ]);
});

test('a default left off is a "no", another choice in a group of one is not', () => {
  const line = resolve({ itemId: 'burger', modifiers: [{ modifierId: 'rare', quantity: 1 }] });
  expect(
    line.ok && line.value.modifiers.map((modifier) => [modifier.modifierId, modifier.action, modifier.quantity]),
  ).toEqual([
    ['rare', 'choice', 1],
    ['onion', 'no', 0],
  ]);
});

test('twice is extra: it costs twice and takes twice from stock', () => {
  const line = resolve({
    itemId: 'burger',
    variationId: 'burger-double',
    quantity: 3,
    modifiers: [
      { modifierId: 'medium', quantity: 1 },
      { modifierId: 'fried-egg', quantity: 2 },
    ],
  });
  expect(line.ok && line.value).toMatchObject({ amountMinor: 3 * (1_850 + 500), allergens: ['gluten', 'egg'] });
  expect(line.ok && line.value.recipe).toContainEqual({ ingredientId: 'egg', quantity: 2 });
  expect(line.ok && line.value.modifiers.at(-1)).toMatchObject({ action: 'extra', quantity: 2 });
});

test('each wrong choice is refused by its own name', () => {
  const rare = { modifierId: 'rare', quantity: 1 };
  expect(codeOf(resolve({ itemId: 'burger', modifiers: [] }))).toBe('modifiers_below_min');
  expect(codeOf(resolve({ itemId: 'burger', modifiers: [rare, { modifierId: 'medium', quantity: 1 }] }))).toBe(
    'modifiers_above_max',
  );
  expect(codeOf(resolve({ itemId: 'burger', modifiers: [rare, { modifierId: 'fried-egg', quantity: 6 }] }))).toBe(
    'modifiers_above_max',
  );
  expect(codeOf(resolve({ itemId: 'burger', modifiers: [rare, rare] }))).toBe('modifier_repeated');
  expect(codeOf(resolve({ itemId: 'lager', modifiers: [rare] }))).toBe('modifier_unknown');
  expect(codeOf(resolve({ itemId: 'nothing' }))).toBe('item_unknown');
  expect(codeOf(resolve({ itemId: 'burger', variationId: 'lager-pint' }))).toBe('item_unknown');
});

test('a price is typed where the menu has none, and only there', () => {
  expect(codeOf(resolve({ itemId: 'catch' }))).toBe('price_required');
  expect(codeOf(resolve({ itemId: 'catch', unitPriceMinor: 2_345 }))).toBe('ok');
  expect(codeOf(resolve({ itemId: 'lager', unitPriceMinor: 1 }))).toBe('price_not_allowed');
  expect(codeOf(resolve({ itemId: 'lager', unitPriceMinor: 700 }))).toBe('ok');
});

test('an item of a daypart is sold only while it is on, also past midnight', () => {
  expect(codeOf(resolve({ itemId: 'nightcap' }))).toBe('item_unavailable');
  expect(codeOf(resolve({ itemId: 'nightcap' }, FRIDAY_2330))).toBe('ok');
  const saturday0130 = Date.parse('2026-11-21T06:30:00Z');
  expect(codeOf(resolve({ itemId: 'nightcap' }, saturday0130))).toBe('ok');
  expect(codeOf(resolve({ itemId: 'nightcap' }, Date.parse('2026-11-20T06:30:00Z')))).toBe('item_unavailable');
});
