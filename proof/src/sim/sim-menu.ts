import { must } from '@passbell/core/kernel/assert';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';

const [burger, , weighed] = exampleMenu.items;
const mains = must(burger, 'the example menu has a burger');
const byWeight = must(weighed, 'the example menu has something by weight');

/** The example menu, with a third station, a counted soup of its own and a taxed dish at any price. */
export const simMenu: MenuDocument = {
  ...exampleMenu,
  stations: [...exampleMenu.stations, { id: 'cold', name: 'Cold', targetSeconds: 120 }],
  ingredients: [...exampleMenu.ingredients, { id: 'broth', name: 'Broth', unit: 'ml', allergens: [] }],
  items: [
    ...exampleMenu.items,
    {
      ...mains,
      id: 'soup',
      name: 'Soup',
      kitchenName: 'Soup',
      stationId: 'cold',
      variations: [
        {
          id: 'soup-bowl',
          name: 'Bowl',
          priceMinor: 650,
          ordinal: 1,
          available: true,
          recipe: [{ ingredientId: 'broth', quantity: 300 }],
        },
      ],
      modifierGroups: [],
      ordinal: 5,
      stockPolicy: 'strict',
    },
    {
      ...byWeight,
      id: 'special',
      name: 'Special',
      kitchenName: 'Special',
      stationId: 'cold',
      taxGroupId: 'food',
      variations: [{ id: 'special-any', name: 'Any', priceMinor: null, ordinal: 1, available: true, recipe: [] }],
      ordinal: 6,
    },
  ],
};

/** Every station of the menu. */
export const SIM_STATIONS = simMenu.stations.map((station) => station.id);

/** What is used by strict items alone, so that it must never be promised twice, with what one portion takes. */
export const STRICT_PORTIONS: Readonly<Record<string, number>> = { beef: 120, bun: 1, egg: 1, broth: 300 };
