import type { MenuCategory, MenuDocument, MenuItem } from '@passbell/core/menu/menu-document';
import { demoIngredients } from './ingredients/demo-ingredients.ts';
import { bowls } from './items/bowls.ts';
import { burgers } from './items/burgers.ts';
import { drinks } from './items/drinks.ts';
import { grill } from './items/grill.ts';
import { kids } from './items/kids.ts';
import { sides } from './items/sides.ts';
import { starters } from './items/starters.ts';
import { sweet } from './items/sweet.ts';
import { wineAndBar } from './items/wine-and-bar.ts';
import { kitchenGroups } from './modifiers/kitchen-groups.ts';
import { tableGroups } from './modifiers/table-groups.ts';

type Section = readonly [id: string, name: string, tint: MenuCategory['tint'], parentId?: string];

const SECTIONS: readonly Section[] = [
  ['starters', 'Starters', 'basil'],
  ['grill', 'Grill', 'ember'],
  ['steak-and-chops', 'Steak + chops', 'ember', 'grill'],
  ['birds-and-fish', 'Birds + fish', 'sky', 'grill'],
  ['from-the-garden', 'From the garden', 'basil', 'grill'],
  ['with-it', 'With it', 'amber', 'grill'],
  ['burgers', 'Burgers', 'amber'],
  ['bowls', 'Bowls', 'sky'],
  ['sides', 'Sides', 'linen'],
  ['sweet', 'Sweet', 'orchid'],
  ['kids', 'Kids', 'sky'],
  ['drinks', 'Drinks', 'sky'],
  ['wine-and-bar', 'Wine + bar', 'orchid'],
];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];

/** Tiles stand in the order in which they are written down here. */
function inOrder(items: readonly MenuItem[]): MenuItem[] {
  return items.map((item, ordinal) => ({ ...item, ordinal }));
}

/** The menu of Saltmarsh, a restaurant that does not exist. */
export const demoMenu: MenuDocument = {
  schema: 1,
  name: 'Saltmarsh',
  currency: 'USD',
  stations: [
    { id: 'grill', name: 'Grill', targetSeconds: 540 },
    { id: 'saute', name: 'Sauté', targetSeconds: 600 },
    { id: 'fry', name: 'Fry', targetSeconds: 420 },
    { id: 'cold', name: 'Cold', targetSeconds: 360 },
    { id: 'bar', name: 'Bar', targetSeconds: 240 },
  ],
  taxGroups: [
    {
      id: 'food',
      name: 'Prepared food',
      taxes: [{ id: 'sales-tax', name: 'Sales tax', ratePpm: 86_250, inclusive: false }],
    },
    {
      id: 'alcohol',
      name: 'Alcohol',
      taxes: [
        { id: 'sales-tax', name: 'Sales tax', ratePpm: 86_250, inclusive: false },
        { id: 'liquor-tax', name: 'Liquor tax', ratePpm: 25_000, inclusive: false },
      ],
    },
  ],
  dayparts: [
    { id: 'lunch', name: 'Lunch', days: EVERY_DAY, from: '11:00', to: '16:00' },
    { id: 'dinner', name: 'Dinner', days: EVERY_DAY, from: '16:00', to: '23:00' },
    { id: 'happy-hour', name: 'Happy hour', days: WEEKDAYS, from: '15:00', to: '18:00' },
  ],
  categories: SECTIONS.map(([id, name, tint, parentId], ordinal) => ({
    id,
    name,
    tint,
    ordinal,
    parentId: parentId ?? null,
  })),
  ingredients: Object.entries(demoIngredients).map(([id, { name, unit, allergens }]) => ({
    id,
    name,
    unit,
    allergens: [...allergens],
  })),
  modifierGroups: [...kitchenGroups, ...tableGroups].map((group, ordinal) => ({ ...group, ordinal })),
  items: inOrder([...starters, ...grill, ...burgers, ...bowls, ...sides, ...sweet, ...kids, ...drinks, ...wineAndBar]),
};
