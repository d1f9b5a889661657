import { must } from '@passbell/core/kernel/assert';
import { resolveLine } from '@passbell/core/orders/resolve-lines';
import { expect, test } from 'vitest';
import { menu, NOON_MS, stockMap } from '../../../../test/till-fixtures.ts';
import { allergySources, menuAllergens } from './allergy-sources.ts';
import { firstMissing, modifierGroupsOf, variationGroupOf } from './choice-groups.ts';
import {
  choiceOfRequest,
  type ItemChoice,
  removeModifier,
  requestOf,
  startChoice,
  tapModifier,
} from './item-choice.ts';
import { sheetModel } from './sheet-model.ts';

const burger = must(menu.items.get('burger'), 'burger');
const catchOfDay = must(menu.items.get('catch'), 'catch');
const START = { seat: null, allergies: [], quantity: 1 };
const moment = { nowMs: NOON_MS, timeZone: 'America/New_York' };
const start = (stock = stockMap()) => startChoice(menu, burger, stock, START);
const looks = (choice: ItemChoice, stock = stockMap()) =>
  Object.fromEntries(
    modifierGroupsOf(menu, burger, choice, stock).flatMap((group) =>
      group.options.map((option) => [option.id, option.look]),
    ),
  );
const tap = (choice: ItemChoice, ...ids: string[]) =>
  ids.reduce((now, id) => tapModifier(menu, burger, now, id), choice);

test('a sheet opens with what the menu answers by itself', () => {
  expect(looks(start())).toEqual({ rare: 'off', medium: 'on', onion: 'on', 'fried-egg': 'off' });
  expect(start().variationId).toBe('burger-single');
  expect(firstMissing(modifierGroupsOf(menu, burger, start(), stockMap()))).toBeUndefined();
});

test('a size that is 86 is not chosen, and a default that is 86 is not put on', () => {
  const stock = stockMap(
    { kind: 'variation', subjectId: 'burger-single', eightySixed: 'stock' },
    { kind: 'modifier', subjectId: 'medium', eightySixed: 'manual' },
  );
  const choice = start(stock);
  expect(choice.variationId).toBe('burger-double');
  expect(firstMissing(modifierGroupsOf(menu, burger, choice, stock))?.name).toBe('Doneness');
});

test('in a group of one, a tap takes the place of the other and cannot leave nothing', () => {
  expect(looks(tap(start(), 'rare'))).toMatchObject({ rare: 'on', medium: 'off' });
  expect(looks(tap(start(), 'rare', 'rare'))).toMatchObject({ rare: 'on', medium: 'off' });
});

test('taps cycle: an addition goes add, extra, off; a default goes no, extra, on', () => {
  expect(
    [
      tap(start(), 'fried-egg'),
      tap(start(), 'fried-egg', 'fried-egg'),
      tap(start(), 'fried-egg', 'fried-egg', 'fried-egg'),
    ].map((choice) => looks(choice)['fried-egg']),
  ).toEqual(['add', 'extra', 'off']);
  expect(
    [tap(start(), 'onion'), tap(start(), 'onion', 'onion'), tap(start(), 'onion', 'onion', 'onion')].map(
      (choice) => looks(choice).onion,
    ),
  ).toEqual(['no', 'extra', 'on']);
});

test('steps the group has no room for are left out', () => {
  const item = { ...burger, modifierGroups: [{ groupId: 'changes', min: null, max: 2 }] };
  const full = tapModifier(menu, item, startChoice(menu, item, stockMap(), START), 'fried-egg');
  expect(full.modifiers.get('fried-egg')).toBe(1);
  // Onion and egg fill the two places: a second egg has none, so the tap takes the egg off.
  expect(tapModifier(menu, item, full, 'fried-egg').modifiers.has('fried-egg')).toBe(false);
});

test('what is asked for is what the edge takes, with the defaults spelled out', () => {
  const choice = {
    ...tap(start(), 'rare', 'onion', 'fried-egg'),
    quantity: 2,
    seat: 3,
    note: '  cut in half ',
    allergies: ['egg'],
  };
  const request = requestOf(menu, burger, choice);
  expect(request).toEqual({
    itemId: 'burger',
    variationId: 'burger-single',
    quantity: 2,
    course: 1,
    seat: 3,
    note: 'cut in half',
    allergies: ['egg'],
    modifiers: [
      { modifierId: 'rare', quantity: 1 },
      { modifierId: 'fried-egg', quantity: 1 },
    ],
  });
  const resolved = resolveLine(menu, request, NOON_MS, 'America/New_York');
  expect(resolved.ok && resolved.value.amountMinor).toBe(2 * (1_400 + 250));
  expect(resolved.ok && resolved.value.modifiers.find((modifier) => modifier.modifierId === 'onion')?.action).toBe(
    'no',
  );
  expect(choiceOfRequest(menu, burger, 'line', request)).toMatchObject({
    seat: 3,
    quantity: 2,
    note: 'cut in half',
    lineId: 'line',
  });
});

test('the sheet prices by the edge’s rules, and asks for a price where there is none', () => {
  const model = must(sheetModel(menu, tap(start(), 'fried-egg'), stockMap(), moment, { size: 'Size' }), 'model');
  expect(model.amountMinor).toBe(1_650);
  expect(variationGroupOf(burger, start(), stockMap(), 'Size')?.answer).toEqual(['Single']);
  const weighed = startChoice(menu, catchOfDay, stockMap(), START);
  expect(sheetModel(menu, weighed, stockMap(), moment, { size: 'Size' })).toMatchObject({
    asksPrice: true,
    missingPrice: true,
    amountMinor: null,
  });
  expect(sheetModel(menu, { ...weighed, unitPriceMinor: 2_350 }, stockMap(), moment, { size: 'Size' })).toMatchObject({
    missingPrice: false,
    amountMinor: 2_350,
  });
});

test('an allergy finds the modifier that brings it, and the dish itself', () => {
  const withEgg = tap(start(), 'fried-egg');
  expect(allergySources(menu, burger, withEgg, ['Egg'])).toEqual([
    { allergen: 'Egg', kind: 'modifier', name: 'Fried egg', removableId: 'fried-egg' },
  ]);
  expect(allergySources(menu, burger, removeModifier(withEgg, 'fried-egg'), ['egg'])).toEqual([]);
  expect(allergySources(menu, burger, start(), ['gluten'])).toEqual([
    { allergen: 'gluten', kind: 'item', name: 'Smash burger', removableId: null },
  ]);
});

test('an ingredient’s allergen counts where the dish does not say it', () => {
  const quiet = { ...burger, allergens: [] };
  expect(allergySources(menu, quiet, start(), ['gluten'])).toEqual([
    { allergen: 'gluten', kind: 'item', name: 'Smash burger', removableId: null },
  ]);
});

test('the list of allergens is the menu’s own, in the order it is usually read', () => {
  expect(menuAllergens(menu)).toEqual(['gluten', 'egg', 'fish']);
});
