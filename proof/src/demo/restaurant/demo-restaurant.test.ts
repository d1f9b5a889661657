import { locationRow } from '@passbell/core/location/location-row';
import { checkMenu } from '@passbell/core/menu/check-menu';
import { type MenuItem, menuDocument } from '@passbell/core/menu/menu-document';
import { indexMenu } from '@passbell/core/menu/menu-index';
import { resolveLine } from '@passbell/core/orders/resolve-lines';
import { shownModifiers } from '@passbell/core/orders/resolve-modifiers';
import { STAFF_ROLES } from '@passbell/core/staff/permissions';
import { expect, test } from 'vitest';
import { demoLocation } from './demo-location.ts';
import { demoMenu } from './demo-menu.ts';
import { demoOpeningStock } from './demo-opening-stock.ts';
import { demoStaff } from './demo-staff.ts';

const menu = indexMenu(demoMenu, 'demo');
const stock = new Map(demoOpeningStock.map(({ ingredientId, quantity }) => [ingredientId, quantity]));

function itemOf(name: string): MenuItem {
  const item = demoMenu.items.find((one) => one.name === name);
  if (!item) throw new Error(`no item ${name}`);
  return item;
}

/** A dish as it comes when nobody asks for anything else. */
function usual(item: MenuItem, variationId: string, instantMs: number) {
  return resolveLine(
    menu,
    { itemId: item.id, variationId, quantity: 1, course: 1, allergies: [] },
    instantMs,
    demoLocation.timeZone,
  );
}

/** A Wednesday at 15:30 in New York: lunch and happy hour are on. */
const HAPPY_MS = Date.parse('2026-11-18T20:30:00Z');
/** The same day at 19:42. */
const DINNER_MS = Date.parse('2026-11-19T00:42:00Z');

function soldAt(item: MenuItem): number {
  return item.daypartIds.includes('dinner') ? DINNER_MS : HAPPY_MS;
}

test('the menu is sound', () => {
  expect(menuDocument.safeParse(demoMenu).error?.issues ?? []).toEqual([]);
  expect(checkMenu(demoMenu)).toEqual([]);
});

test('it is a believable size: 60 dishes in 8 sections at 5 stations, 90 ingredients', () => {
  const sections = demoMenu.categories.filter((category) => category.parentId === null);
  expect(demoMenu.items.length).toBeGreaterThanOrEqual(60);
  expect(sections.map((section) => section.name)).toEqual([
    'Starters',
    'Grill',
    'Burgers',
    'Bowls',
    'Sides',
    'Sweet',
    'Kids',
    'Drinks',
    'Wine + bar',
  ]);
  expect(demoMenu.stations.map((station) => station.name)).toEqual(['Grill', 'Sauté', 'Fry', 'Cold', 'Bar']);
  for (const station of demoMenu.stations) {
    expect(demoMenu.items.filter((item) => item.stationId === station.id).length).toBeGreaterThanOrEqual(5);
  }
  expect(demoMenu.ingredients.length).toBeGreaterThanOrEqual(90);
});

test('kitchen names fit a kitchen screen without being cut', () => {
  expect(demoMenu.items.filter((item) => [...item.kitchenName].length > 16).map((item) => item.kitchenName)).toEqual(
    [],
  );
});

test('every ingredient is used, has a recipe somewhere and stands in the opening stock', () => {
  const recipes = [
    ...demoMenu.items.flatMap((item) => item.variations.flatMap((variation) => variation.recipe)),
    ...demoMenu.modifierGroups.flatMap((group) => group.modifiers.flatMap((modifier) => modifier.recipe)),
  ];
  const used = new Set(recipes.map((part) => part.ingredientId));
  expect(demoMenu.ingredients.map((ingredient) => ingredient.id).filter((id) => !used.has(id))).toEqual([]);
  expect([...stock.keys()].sort()).toEqual(demoMenu.ingredients.map((ingredient) => ingredient.id).sort());
});

test.each(demoMenu.items.map((item) => [item.name, item] as const))(
  '%s has a recipe and can be made from the opening stock',
  (_name, item) => {
    for (const variation of item.variations) {
      // A tea has no default: the till asks, so the first one stands for it.
      const tea = item.modifierGroups.some((link) => link.groupId === 'tea')
        ? { modifiers: [{ modifierId: 'tea.mint', quantity: 1 }] }
        : {};
      const line = resolveLine(
        menu,
        { itemId: item.id, variationId: variation.id, quantity: 1, course: 1, allergies: [], ...tea },
        soldAt(item),
        demoLocation.timeZone,
      );
      if (!line.ok) throw new Error(JSON.stringify(line.error));
      expect(line.value.recipe.length).toBeGreaterThan(0);
      for (const part of line.value.recipe)
        expect(stock.get(part.ingredientId) ?? 0).toBeGreaterThanOrEqual(part.quantity);
    }
  },
);

test('a few things run short: three octopus, four ribeyes, two plates of scallops', () => {
  const portions = (name: string) =>
    Math.min(
      ...(itemOf(name).variations[0]?.recipe ?? []).map((part) =>
        Math.floor((stock.get(part.ingredientId) ?? 0) / part.quantity),
      ),
    );
  expect([portions('Charred octopus'), portions('Ribeye 14 oz'), portions('Scallops')]).toEqual([3, 4, 2]);
  expect(['Charred octopus', 'Ribeye 14 oz', 'Scallops'].map((name) => itemOf(name).stockPolicy)).toEqual([
    'strict',
    'strict',
    'strict',
  ]);
});

const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  vegan: ['dairy', 'egg', 'fish', 'shellfish'],
  vegetarian: ['fish', 'shellfish'],
  'gluten-free': ['gluten'],
};

test.each(Object.entries(FORBIDDEN))('a dish called %s holds none of it as it usually comes', (diet, allergens) => {
  const dishes = demoMenu.items.filter((item) => item.dietaryTags.includes(diet) && item.id !== 'hot-tea');
  expect(dishes.length).toBeGreaterThan(4);
  for (const item of dishes) {
    for (const variation of item.variations) {
      const line = usual(item, variation.id, soldAt(item));
      expect(line.ok && line.value.allergens.filter((allergen) => allergens.includes(allergen)), item.name).toEqual([]);
    }
  }
});

test('meat and bacon are in nothing that is called vegetarian or vegan', () => {
  const meat = /steak$|ribeye|pork|lamb|bavette|chicken|turkey|bacon|beef|kids-patty|broth/u;
  for (const item of demoMenu.items.filter((one) =>
    one.dietaryTags.some((tag) => tag === 'vegan' || tag === 'vegetarian'),
  )) {
    const parts = item.variations.flatMap((variation) => variation.recipe.map((part) => part.ingredientId));
    expect(
      parts.filter((id) => meat.test(id)),
      item.name,
    ).toEqual([]);
  }
});

test('allergens are those of the ingredients, the nine of the United States', () => {
  const known = ['gluten', 'dairy', 'egg', 'tree-nuts', 'peanuts', 'fish', 'shellfish', 'soy', 'sesame'];
  const named = new Set(demoMenu.ingredients.flatMap((ingredient) => ingredient.allergens));
  expect([...named].sort()).toEqual([...known].sort());
  expect(itemOf('Charred octopus').allergens).toEqual(['shellfish']);
  const line = usual(itemOf('Charred octopus'), 'charred-octopus.regular', HAPPY_MS);
  expect(line.ok && [...line.value.allergens].sort()).toEqual(['shellfish', 'tree-nuts']);
});

test('the grill page of the till is as drawn: four headings of five tiles, with their prices', () => {
  const page = (parent: string) => demoMenu.categories.filter((category) => category.parentId === parent);
  const tiles = (categoryId: string) =>
    demoMenu.items
      .filter((item) => item.categoryIds.includes(categoryId))
      .sort((a, b) => a.ordinal - b.ordinal)
      .map((item) => [item.name, (item.variations[0]?.priceMinor ?? 0) / 100]);
  expect(Object.fromEntries(page('grill').map((category) => [category.name, tiles(category.id)]))).toEqual({
    'Steak + chops': [
      ['Skirt steak frites', 32],
      ['Ribeye 14 oz', 46],
      ['Pork chop', 31],
      ['Lamb cutlets', 36],
      ['Bavette for two', 58],
    ],
    'Birds + fish': [
      ['Charred octopus', 17],
      ['Half chicken piri-piri', 26],
      ['Cedar salmon', 29],
      ['Whole branzino', 34],
      ['Scallops', 33],
    ],
    'From the garden': [
      ['Portobello melt', 15],
      ['Cauliflower steak', 19],
      ['Corn ribs', 11],
      ['Charred broccolini', 8],
      ['Mushroom skewer', 14],
    ],
    'With it': [
      ['Skin-on fries', 6],
      ['Truffle fries', 9],
      ['House salad', 7],
      ['Mac + cheese', 9],
      ['Soft polenta', 7],
    ],
  });
});

test('a skirt steak is asked for and read as drawn', () => {
  const steak = itemOf('Skirt steak frites');
  const [temperature, side, changes] = steak.modifierGroups.map((link) => menu.groups.get(link.groupId));
  expect(temperature).toMatchObject({ name: 'Temperature', min: 1, max: 1 });
  expect(temperature?.modifiers.map((modifier) => modifier.name)).toEqual([
    'Rare',
    'Med rare',
    'Medium',
    'Med well',
    'Well',
  ]);
  expect(temperature?.modifiers.find((modifier) => modifier.isDefault)?.name).toBe('Med rare');
  expect(side?.modifiers.map((modifier) => [modifier.name, modifier.priceMinor])).toEqual([
    ['Skin-on fries', 0],
    ['House salad', 0],
    ['Truffle fries', 300],
    ['Broccolini', 200],
    ['Mac + cheese', 300],
    ['No side', 0],
  ]);
  expect(changes?.modifiers.map((modifier) => [modifier.name, modifier.priceMinor])).toEqual([
    ['Garlic butter', 0],
    ['Chimichurri', 0],
    ['Fried egg', 250],
    ['Au poivre', 300],
    ['Shrimp', 800],
    ['Blue cheese', 300],
  ]);
  const asked = ['temperature.med-rare', 'side.house-salad', 'steak-changes.fried-egg'].map((modifierId) => ({
    modifierId,
    quantity: 1,
  }));
  const line = resolveLine(
    menu,
    { itemId: steak.id, quantity: 1, course: 2, allergies: [], modifiers: asked },
    DINNER_MS,
    demoLocation.timeZone,
  );
  if (!line.ok) throw new Error(line.error.code);
  expect(line.value.kitchenName).toBe('Skirt frites');
  expect(line.value.amountMinor).toBe(3450);
  expect(shownModifiers(line.value.modifiers).map((modifier) => `${modifier.action} ${modifier.kitchenName}`)).toEqual([
    'choice MR',
    'sub house salad',
    'no garlic butter',
    'add fried egg',
  ]);
});

test('what is drawn on other screens is there: sizes of wine and burgers, a required choice without a default', () => {
  expect(itemOf('Pinot noir').variations.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([
    ['Glass', 1400],
    ['Bottle', 5400],
  ]);
  expect(itemOf('Smash burger').variations.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([
    ['Double', 1700],
    ['Single', 1400],
    ['Veggie', 1700],
  ]);
  expect(usual(itemOf('Hot tea'), 'hot-tea.regular', HAPPY_MS)).toMatchObject({
    error: { code: 'modifiers_below_min' },
  });
  expect(menu.taxGroups.get(itemOf('Pinot noir').taxGroupId ?? '')?.taxes).toHaveLength(2);
});

test('only what belongs to an hour is bound to it', () => {
  const bound = demoMenu.items.filter((item) => item.daypartIds.length > 0).map((item) => item.name);
  expect(bound).toEqual(['Happy hour oysters', 'Turkey club', 'Crab linguine', 'Happy hour lager']);
  expect(usual(itemOf('Happy hour lager'), 'happy-lager.regular', DINNER_MS)).toMatchObject({
    error: { code: 'item_unavailable' },
  });
});

test('people of every role work here, each with a PIN of their own', () => {
  expect(demoStaff.length).toBeGreaterThanOrEqual(8);
  expect([...new Set(demoStaff.map((person) => person.role))].sort()).toEqual([...STAFF_ROLES].sort());
  for (const key of ['id', 'name', 'pin'] as const)
    expect(new Set(demoStaff.map((person) => person[key])).size).toBe(demoStaff.length);
  for (const person of demoStaff) expect(person.pin).toMatch(/^\d{4}$/u);
});

test('the place is set up as a table restaurant in New York', () => {
  expect(locationRow.parse(demoLocation)).toMatchObject({
    timeZone: 'America/New_York',
    openChecks: true,
    handOverOnPayment: true,
  });
});
