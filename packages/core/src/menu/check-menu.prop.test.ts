import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMenu } from './check-menu.ts';
import { exampleMenu } from './example-menu.ts';
import { MENU_LIMITS, type MenuDocument, menuDocument } from './menu-document.ts';

type Bend = (menu: MenuDocument) => void;

const GONE = 'gone';

/** Contradictions a menu may carry, each with the words that must name it. */
const BENDS: readonly (readonly [string, Bend])[] = [
  ['category gone', (menu) => menu.items[0]?.categoryIds.push(GONE)],
  ['station gone', (menu) => Object.assign(menu.items[1] ?? {}, { stationId: GONE })],
  ['tax group gone', (menu) => Object.assign(menu.items[0] ?? {}, { taxGroupId: GONE })],
  ['daypart gone', (menu) => menu.items[2]?.daypartIds.push(GONE)],
  ['modifier group gone', (menu) => menu.items[1]?.modifierGroups.push({ groupId: GONE, min: null, max: null })],
  ['ingredient gone', (menu) => menu.items[1]?.variations[0]?.recipe.push({ ingredientId: GONE, quantity: 1 })],
  ['ingredient gone', (menu) => menu.modifierGroups[1]?.modifiers[0]?.recipe.push({ ingredientId: GONE, quantity: 1 })],
  ['category gone', (menu) => Object.assign(menu.categories[0] ?? {}, { parentId: GONE })],
  ['stands twice', (menu) => menu.items.push(...menuDocument.parse(exampleMenu).items.slice(0, 1))],
  ['stands twice', (menu) => menu.stations.push({ id: 'grill', name: 'Grill again', targetSeconds: 60 })],
  ['fewer choices', (menu) => Object.assign(menu.modifierGroups[0] ?? {}, { min: 3, max: 2 })],
  ['fewer choices', (menu) => Object.assign(menu.items[0]?.modifierGroups[1] ?? {}, { min: 9 })],
  ['beef stands twice', (menu) => menu.items[0]?.variations[0]?.recipe.push({ ingredientId: 'beef', quantity: 1 })],
  [
    'egg stands twice',
    (menu) => menu.modifierGroups[1]?.modifiers[1]?.recipe.push({ ingredientId: 'egg', quantity: 1 }),
  ],
  ['sales stands twice', (menu) => menu.taxGroups[0]?.taxes.push(...(exampleMenu.taxGroups[0]?.taxes ?? []))],
  ['drinks stands under itself', (menu) => Object.assign(menu.categories[1] ?? {}, { parentId: 'drinks' })],
  [
    'group changes has more defaults',
    (menu) => {
      Object.assign(menu.items[0]?.modifierGroups[1] ?? {}, { max: 1 });
      Object.assign(menu.modifierGroups[1]?.modifiers[1] ?? {}, { isDefault: true });
    },
  ],
  ['offers none', (menu) => Object.assign(menu.modifierGroups[0] ?? {}, { modifiers: [] })],
];

test('a sound menu has no issue', () => {
  expect(checkMenu(exampleMenu)).toEqual([]);
});

test('every contradiction of a menu is named, whatever else is wrong with it', () => {
  fc.assert(
    fc.property(fc.subarray([...BENDS], { minLength: 1 }), (bends) => {
      // Parsing copies.
      const menu = menuDocument.parse(exampleMenu);
      for (const [, bend] of bends) bend(menu);
      const said = checkMenu(menu).map((issue) => issue.problem);
      for (const [words] of bends) expect(said).toContainEqual(expect.stringContaining(words));
    }),
  );
});

test('the largest menu is checked in a moment: the box serves nobody meanwhile', () => {
  const [item] = exampleMenu.items;
  const [group] = exampleMenu.modifierGroups;
  if (!item || !group) throw new Error('the example has items and groups');
  const items = Array.from({ length: MENU_LIMITS.items }, (_, at) => ({
    ...item,
    id: `item-${at}`,
    variations: item.variations.map((variation) => ({ ...variation, id: `${variation.id}-${at}` })),
  }));
  const more = Array.from({ length: MENU_LIMITS.modifierGroups - exampleMenu.modifierGroups.length }, (_, at) => ({
    ...group,
    id: `group-${at}`,
    min: 0,
    modifiers: [],
  }));
  const startedMs = Date.now();
  expect(checkMenu({ ...exampleMenu, items, modifierGroups: [...exampleMenu.modifierGroups, ...more] })).toEqual([]);
  expect(Date.now() - startedMs).toBeLessThan(1_500);
});
