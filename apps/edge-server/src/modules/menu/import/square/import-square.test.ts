import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { expect, test } from 'vitest';
import { codesOf, entryOf, groupOf, imported, itemOf } from '../../../../../test/fixtures/square/catalog-builders.ts';

const FIXTURES = join(import.meta.dirname, '../../../../../test/fixtures/square');
const HARBOUR = 'LH8R4Q2W9XKTB';
const PIER = 'L3NVZ7D5P0YQA';

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));
}

const here = imported(fixture('list-catalog.json'), { locationId: HARBOUR });

test('everything that is sold here is taken', () => {
  expect(here.document.items.map((item) => item.name)).toEqual([
    'Harbour breakfast',
    'Shakshuka',
    'Avocado toast',
    'Grilled cheese',
    'Smoked trout bagel',
    'Latte',
    'Oat flat white',
    'Iced oat flat white',
    'Cold brew growler',
    'قهوة عربية',
    'Croissant 🥐',
    'Cake slice',
    'Day-old bag',
    'Market fish sandwich',
    'Mimosa',
  ]);
});

test.each([
  ['ITEM', 'Winter pie', 'archived'],
  ['ITEM', 'Discontinued wrap', 'deleted'],
  ['ITEM', 'Pier special', 'absent_here'],
  ['ITEM', 'Uptown special', 'absent_here'],
  ['ITEM', 'Gift card', 'product_type'],
  ['ITEM', 'Barista class', 'product_type'],
  ['ITEM', 'Imported jam', 'no_usable_variation'],
  ['ITEM_VARIATION', 'Imported jam / Jar', 'currency_mismatch'],
  ['ITEM_VARIATION', 'Cold brew growler / Keg', 'not_sellable'],
  ['ITEM_VARIATION', 'Mimosa / Pitcher', 'absent_here'],
  ['ITEM_VARIATION', 'Winter pie / Regular', 'parent_left_out'],
  ['MODIFIER', 'Milk / Half & half', 'absent_here'],
  ['MODIFIER', 'Add-ons / Truffle butter', 'deleted'],
  ['MODIFIER_LIST', 'Name on the cup', 'text_modifier'],
  ['CATEGORY', 'Old specials', 'deleted'],
  ['CATEGORY', 'Grill line', 'kitchen_category'],
  ['TAX', 'Bottle levy', 'tax_disabled'],
  ['TAX', 'Unused tax', 'tax_unused'],
  ['ITEM_OPTION', 'Colour', 'option_unused'],
  ['ITEM_OPTION_VAL', 'Colour / Blue', 'option_unused'],
  ['IMAGE', 'breakfast.jpg', 'image'],
  ['DISCOUNT', 'Staff meal', 'unsupported_type'],
  ['PRICING_RULE', 'Happy hour', 'unsupported_type'],
])('%s %s is left out: %s', (kind, name, code) => {
  expect(entryOf(here, kind, name).outcome).toBe('left_out');
  expect(codesOf(here, kind, name)).toContain(code);
});

test.each([
  ['ITEM_VARIATION', 'Cake slice / Regular', 'price_open'],
  ['ITEM_VARIATION', 'Cold brew growler / By weight', 'price_per_unit'],
  ['ITEM_VARIATION', 'Grilled cheese / Regular', 'price_here'],
  ['ITEM_VARIATION', 'Smoked trout bagel / Regular', 'sold_out'],
  ['ITEM_VARIATION', 'Smoked trout bagel / Regular', 'stock_not_taken'],
  ['ITEM_VARIATION', 'Latte / Large', 'sku_not_kept'],
  ['ITEM_VARIATION', 'Shakshuka / Regular', 'name_made'],
  ['ITEM', 'Harbour breakfast', 'calories_not_kept'],
  ['ITEM', 'Shakshuka', 'description_plain'],
  ['ITEM', 'Day-old bag', 'no_category'],
  ['ITEM', 'Oat flat white', 'defaults_per_item'],
  ['ITEM', 'Mimosa', 'variations_left_out'],
  ['MODIFIER_LIST', 'Milk', 'modifiers_left_out'],
  ['ITEM_OPTION_VAL', 'Size / Small', 'option_names'],
])('%s %s is taken with a change: %s', (kind, name, code) => {
  expect(entryOf(here, kind, name).outcome).toBe('mapped');
  expect(codesOf(here, kind, name)).toContain(code);
});

test('prices are those of the location: its own, the general one, or typed at the till', () => {
  const price = (name: string, at = 0) => itemOf(here.document, name).variations[at]?.priceMinor;
  expect(price('Grilled cheese')).toBe(1200);
  expect(price('Shakshuka')).toBe(1325);
  expect(price('Cake slice')).toBeNull();
  expect(price('Cold brew growler', 1)).toBeNull();
  const pier = imported(fixture('list-catalog.json'), { locationId: PIER });
  expect(itemOf(pier.document, 'Grilled cheese').variations[0]?.priceMinor).toBeNull();
  expect(itemOf(pier.document, 'Mimosa').variations.map((variation) => variation.name)).toEqual(['Glass', 'Pitcher']);
  expect(pier.document.items.some((item) => item.name === 'Pier special')).toBe(true);
});

test('what is sold out here is switched off, and only here', () => {
  expect(itemOf(here.document, 'Smoked trout bagel').variations[0]?.available).toBe(false);
  const pier = imported(fixture('list-catalog.json'), { locationId: PIER });
  expect(itemOf(pier.document, 'Smoked trout bagel').variations[0]?.available).toBe(true);
  const milk = pier.document.modifierGroups.find((group) => group.name === 'Milk');
  expect(milk?.modifiers.map(({ name, available, priceMinor }) => [name, available, priceMinor])).toEqual([
    ['Whole milk', true, 0],
    ['Oat milk', true, 80],
    ['Almond milk', false, 80],
    ['Half & half', true, 0],
  ]);
});

test('variations without a name take it from their option values', () => {
  expect(itemOf(here.document, 'Latte').variations.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([
    ['Small', 450],
    ['Large', 525],
  ]);
});

test('categories keep their nesting, their order by ordinal, and the order of their items', () => {
  const byId = new Map(here.document.categories.map((category) => [category.id, category]));
  const tops = here.document.categories.filter((category) => category.parentId === null && category.name !== 'Other');
  expect([...tops].sort((a, b) => a.ordinal - b.ordinal).map((category) => category.name)).toEqual([
    'Breakfast',
    'Sandwiches',
    'Coffee',
    'Pastry case',
  ]);
  const cold = here.document.categories.find((category) => category.name === 'Cold drinks');
  expect(byId.get(cold?.parentId ?? '')?.name).toBe('Coffee');
  const inCategory = (name: string) =>
    here.document.items
      .filter((item) => byId.get(item.categoryIds[0] ?? '')?.name === name)
      .sort((a, b) => a.ordinal - b.ordinal)
      .map((item) => item.name);
  expect(inCategory('Sandwiches')).toEqual(['Smoked trout bagel', 'Grilled cheese', 'Market fish sandwich']);
  expect(inCategory('Breakfast')).toEqual(['Harbour breakfast', 'Shakshuka', 'Avocado toast']);
  expect(itemOf(here.document, 'Avocado toast').categoryIds).toHaveLength(2);
  expect(byId.get(itemOf(here.document, 'Day-old bag').categoryIds[0] ?? '')?.name).toBe('Other');
});

test('bounds come from the item where it has its own, else from the list; -1 is no bound', () => {
  const [eggs, addOns] = itemOf(here.document, 'Harbour breakfast').modifierGroups;
  expect(eggs).toMatchObject({ min: null, max: null });
  expect(groupOf(here.document, eggs?.groupId)).toMatchObject({ min: 1, max: 1 });
  expect(groupOf(here.document, addOns?.groupId)).toMatchObject({ min: 0, max: null });
  expect(itemOf(here.document, 'Shakshuka').modifierGroups[0]).toMatchObject({ min: null, max: 2 });
  const milk = here.document.modifierGroups.find((group) => group.name === 'Milk');
  expect(milk).toMatchObject({ min: 0, max: 1 });
});

test('a disabled list is not offered', () => {
  expect(itemOf(here.document, 'Grilled cheese').modifierGroups).toHaveLength(1);
});

test('items with their own preselection share one copy of the list', () => {
  const ids = ['Oat flat white', 'Iced oat flat white'].map(
    (name) => itemOf(here.document, name).modifierGroups[0]?.groupId,
  );
  expect(ids[0]).toBe(ids[1]);
  const defaults = (id: string | undefined) =>
    groupOf(here.document, id)
      .modifiers.filter((modifier) => modifier.isDefault)
      .map((modifier) => modifier.name);
  expect(defaults(ids[0])).toEqual(['Oat milk']);
  expect(defaults(itemOf(here.document, 'Latte').modifierGroups[0]?.groupId)).toEqual(['Whole milk']);
});

test('the kitchen reads the act from the mark, not from the name', () => {
  const addOns = here.document.modifierGroups.find((group) => group.name === 'Add-ons');
  expect(addOns?.modifiers.map(({ name, kitchenName, kind }) => [name, kitchenName, kind])).toEqual([
    ['Add bacon', 'Bacon x2', 'add'],
    ['Add avocado', 'avocado', 'add'],
    ['Sub gluten-free bread', 'gluten-free bread', 'sub'],
    ['No onion', 'No onion', 'choice'],
    ['Dressing on the side', 'Dressing', 'side'],
  ]);
  expect(itemOf(here.document, 'Harbour breakfast').kitchenName).toBe('Harbour bkfst');
});

test('taxes that lie on an item together make one group, whatever their order', () => {
  const groups = new Map(here.document.taxGroups.map((group) => [group.id, group]));
  const both = groups.get(itemOf(here.document, 'Harbour breakfast').taxGroupId ?? '');
  expect(both?.taxes.map((tax) => [tax.name, tax.ratePpm, tax.inclusive])).toEqual(
    expect.arrayContaining([
      ['Sales tax', 82_500, false],
      ['City meals tax', 7_500, false],
    ]),
  );
  expect(itemOf(here.document, 'Shakshuka').taxGroupId).toBe(both?.id);
  expect(groups.get(itemOf(here.document, 'Latte').taxGroupId ?? '')?.taxes).toHaveLength(1);
  expect(itemOf(here.document, 'Day-old bag').taxGroupId).toBeNull();
  expect(here.document.taxGroups).toHaveLength(2);
});

test('allergens and diets come from the food facts', () => {
  expect(itemOf(here.document, 'Harbour breakfast').allergens).toEqual(['egg', 'gluten', 'pork']);
  expect(itemOf(here.document, 'Avocado toast').dietaryTags).toEqual(['raw-honey', 'vegan']);
  expect(itemOf(here.document, 'Mimosa').dietaryTags).toEqual(['alcohol']);
});

test('a description loses its markup and nothing else', () => {
  expect(itemOf(here.document, 'Shakshuka').description).toBe(
    'Peppers, tomato, feta, two eggs\nspicy\ncomes with pita',
  );
  expect(itemOf(here.document, 'Harbour breakfast').description).toBe(
    'Two eggs, thick bacon, grilled tomato & sourdough',
  );
});

test('without a chosen location, what is sold anywhere is taken and the report says so', () => {
  const anywhere = imported(fixture('list-catalog.json'));
  expect(anywhere.report.notes.map((note) => note.code)).toEqual(['location_not_chosen']);
  expect(anywhere.document.items.some((item) => item.name === 'Pier special')).toBe(true);
  expect(itemOf(anywhere.document, 'Grilled cheese').variations[0]?.priceMinor).toBe(1100);
});

test('a chosen location that the file never names is pointed out', () => {
  const elsewhere = imported(fixture('list-catalog.json'), { locationId: 'LNOWHERE' });
  expect(elsewhere.report.notes.map((note) => note.code)).toEqual(['location_not_in_file']);
});

test('the answer of a search, variations apart from their items, reads the same', () => {
  const menu = imported(fixture('search-catalog.json'));
  expect(menu.document.items.map((one) => [one.name, one.variations.length])).toEqual([
    ['Fish pie', 1],
    ['Peas', 1],
  ]);
  expect(menu.report.totals.leftOut).toBe(2);
  expect(
    menu.report.entries.filter((entry) => entry.outcome === 'left_out').map((entry) => entry.reasons[0]?.code),
  ).toEqual(['parent_missing', 'duplicate_id']);
  const sides = menu.document.modifierGroups[0];
  expect(sides).toMatchObject({ name: 'Sides', min: 0, max: 1 });
});

test('running the same file twice changes nothing and says so', () => {
  for (const name of ['list-catalog.json', 'search-catalog.json']) {
    const first = imported(fixture(name), { locationId: HARBOUR });
    const second = imported(fixture(name), { locationId: HARBOUR, base: first.document });
    expect(canonicalJson(second.document)).toBe(canonicalJson(first.document));
    expect(second.report.changed).toBe(false);
    expect(second.report.totals).toMatchObject({ taken: 0, mapped: 0, leftOut: first.report.totals.leftOut });
  }
});

test('what only the restaurant knows outlives an import that changes a price', () => {
  const own: MenuDocument = structuredClone(here.document);
  own.stations.push({ id: 'bar', name: 'Bar', targetSeconds: 240 });
  own.ingredients.push({ id: 'beans', name: 'Beans', unit: 'g', allergens: [] });
  const latte = itemOf(own, 'Latte');
  Object.assign(latte, {
    stationId: 'bar',
    stockPolicy: 'strict',
    prepSeconds: 90,
    kitchenName: 'LATTE',
    allergens: ['dairy', 'soy'],
  });
  latte.variations[0]?.recipe.push({ ingredientId: 'beans', quantity: 18 });
  own.items.push({
    ...structuredClone(latte),
    id: 'house-special',
    name: 'House special',
    variations: [{ id: 'house-special-1', name: 'Regular', priceMinor: 900, ordinal: 0, available: true, recipe: [] }],
  });
  const raised = JSON.parse(JSON.stringify(fixture('list-catalog.json')).replaceAll('"amount":450', '"amount":475'));
  const menu = imported(raised, { base: own, locationId: HARBOUR });
  expect(itemOf(menu.document, 'Latte')).toMatchObject({
    stationId: 'bar',
    stockPolicy: 'strict',
    prepSeconds: 90,
    kitchenName: 'LATTE',
    allergens: ['dairy', 'soy'],
  });
  expect(itemOf(menu.document, 'Latte').variations[0]).toMatchObject({
    priceMinor: 475,
    recipe: [{ ingredientId: 'beans', quantity: 18 }],
  });
  expect(itemOf(menu.document, 'House special').variations[0]?.priceMinor).toBe(900);
  expect(entryOf(menu, 'ITEM', 'Latte').outcome).toBe('mapped');
  expect(codesOf(menu, 'ITEM', 'Latte')).toContain('allergens_kept');
  expect(entryOf(menu, 'ITEM', 'Croissant 🥐').outcome).toBe('unchanged');
});

test('a dish that is renamed takes its kitchen name along, unless somebody set one', () => {
  const renamed = JSON.parse(JSON.stringify(fixture('list-catalog.json')).replaceAll('Grilled cheese', 'Tuna melt'));
  expect(
    itemOf(imported(renamed, { base: here.document, locationId: HARBOUR }).document, 'Tuna melt').kitchenName,
  ).toBe('Tuna melt');
  const own: MenuDocument = structuredClone(here.document);
  itemOf(own, 'Grilled cheese').kitchenName = 'CHEESE';
  const menu = imported(renamed, { base: own, locationId: HARBOUR });
  expect(itemOf(menu.document, 'Tuna melt').kitchenName).toBe('CHEESE');
  expect(codesOf(menu, 'ITEM', 'Tuna melt')).toContain('kitchen_name_kept');
});

test('a dish that was deleted, archived or taken off this location since is switched off, not lost', () => {
  const gone = fixture('list-catalog.json');
  const text = JSON.stringify(gone);
  const latte = itemOf(here.document, 'Latte');
  const parsed: { objects: { id: string; is_deleted: boolean }[] } = JSON.parse(text);
  for (const object of parsed.objects) if (object.id === latte.id) object.is_deleted = true;
  const menu = imported(parsed, { base: here.document, locationId: HARBOUR });
  expect(itemOf(menu.document, 'Latte')).toEqual({ ...latte, available: false });
  expect(codesOf(menu, 'ITEM', 'Latte')).toEqual(['deleted', 'switched_off']);
  const again = imported(parsed, { base: menu.document, locationId: HARBOUR });
  expect(again.report.changed).toBe(false);
  const back = imported(gone, { base: menu.document, locationId: HARBOUR });
  expect(itemOf(back.document, 'Latte').available).toBe(false);
  expect(codesOf(back, 'ITEM', 'Latte')).toEqual(['still_off']);
});

test('an export of items alone keeps taxes, categories and modifier lists that are here', () => {
  const parsed: { objects: { type: string }[] } = JSON.parse(JSON.stringify(fixture('list-catalog.json')));
  const itemsOnly = parsed.objects.filter((object) => object.type === 'ITEM');
  const menu = imported(itemsOnly, { base: here.document, locationId: HARBOUR });
  expect(itemOf(menu.document, 'Harbour breakfast')).toMatchObject({
    taxGroupId: itemOf(here.document, 'Harbour breakfast').taxGroupId,
    categoryIds: itemOf(here.document, 'Harbour breakfast').categoryIds,
  });
  expect(itemOf(menu.document, 'Harbour breakfast').modifierGroups).toHaveLength(2);
});
