import { must } from '@passbell/core/kernel/assert';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import type { MenuCategory, MenuItem } from '@passbell/core/menu/menu-document';
import { expect, test } from 'vitest';
import { menuPages, sectionOfItem } from './menu-sections.ts';

const burger = must(exampleMenu.items[0], 'the example has items');
const category = (id: string, parentId: string | null, ordinal: number): MenuCategory => ({
  id,
  name: id,
  parentId,
  ordinal,
  tint: 'basil',
});
const item = (id: string, categoryIds: string[], ordinal: number, change: Partial<MenuItem> = {}): MenuItem => ({
  ...burger,
  id,
  name: id,
  categoryIds,
  ordinal,
  ...change,
});

test('roots make the rail, children make sections, all in the order of the menu', () => {
  const pages = menuPages({
    ...exampleMenu,
    categories: [
      category('fish', 'grill', 2),
      category('drinks', null, 2),
      category('grill', null, 1),
      category('steak', 'grill', 1),
      category('empty', null, 3),
    ],
    items: [
      item('cod', ['fish'], 2),
      item('bass', ['fish'], 1),
      item('rib', ['steak'], 1),
      item('cola', ['drinks'], 1),
      item('bread', ['grill'], 1),
    ],
  });
  expect(
    pages.map((page) => [
      page.category.id,
      page.sections.map((section) => [section.id, section.items.map((one) => one.id)]),
    ]),
  ).toEqual([
    [
      'grill',
      [
        ['grill', ['bread']],
        ['steak', ['rib']],
        ['fish', ['bass', 'cod']],
      ],
    ],
    ['drinks', [['drinks', ['cola']]]],
  ]);
  expect(sectionOfItem(pages, 'cod')?.id).toBe('fish');
});

test('a category whose parent is gone, or that is its own ancestor, does not take its dishes off the till or hang it', () => {
  const pages = menuPages({
    ...exampleMenu,
    categories: [category('orphan', 'nowhere', 1), category('root', null, 2), category('loop', 'loop', 3)],
    items: [item('cod', ['orphan'], 1), item('cola', ['root', 'orphan'], 2)],
  });
  expect(
    pages.map((page) => [page.category.id, page.sections.flatMap((section) => section.items.map((one) => one.id))]),
  ).toEqual([
    ['orphan', ['cod', 'cola']],
    ['root', ['cola']],
  ]);
});

test('what the menu switched off is not on the till', () => {
  const pages = menuPages({
    ...exampleMenu,
    categories: [category('root', null, 1)],
    items: [item('off', ['root'], 1, { available: false })],
  });
  expect(pages).toEqual([]);
});
