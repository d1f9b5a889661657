import { must } from '@passbell/core/kernel/assert';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { createItemSearch, foldText, parseSearch } from './item-search.ts';
import type { MenuPage } from './menu-sections.ts';

const burger = must(exampleMenu.items[0], 'the example has items');
const category = must(exampleMenu.categories[0], 'the example has categories');

function pagesOf(...names: string[]): MenuPage[] {
  const items = names.map((name, at) => ({ ...burger, id: `i${at}`, name, kitchenName: name.slice(0, 12) }));
  return [{ category, sections: [{ id: 'all', name: 'All', tint: 'ember', items }] }];
}
const names = (result: readonly { readonly item: { readonly name: string } }[]) => result.map(({ item }) => item.name);

test('finds by the beginnings of words, in any order, without accents, the likeliest first', () => {
  const search = createItemSearch(
    pagesOf('Skirt steak frites', 'Skin-on fries', 'Crème brûlée', 'Mac + cheese', 'Fries'),
  );
  expect(names(search.find('fri').found)).toEqual(['Fries', 'Skin-on fries', 'Skirt steak frites']);
  expect(names(search.find('creme bru').found)).toEqual(['Crème brûlée']);
  expect(names(search.find('cheese mac').found)).toEqual(['Mac + cheese']);
  expect(names(search.find('mac cheese').found)).toEqual(['Mac + cheese']);
});

test('digits and a times sign are the quantity, in each way people write it', () => {
  expect(parseSearch('2x fries')).toEqual({ quantity: 2, words: 'fries' });
  expect(parseSearch('12*ipa')).toEqual({ quantity: 12, words: 'ipa' });
  expect(parseSearch('3 × steak')).toEqual({ quantity: 3, words: 'steak' });
  expect(parseSearch('0x ale')).toEqual({ quantity: 1, words: 'ale' });
  expect(parseSearch('7 up')).toEqual({ quantity: 1, words: '7 up' });
  expect(parseSearch('2x')).toEqual({ quantity: 2, words: '' });
});

test('nothing found gives the three nearest, and only then', () => {
  const search = createItemSearch(pagesOf('Ribeye', 'Half chicken', 'Lamb cutlets', 'Lemonade'));
  expect(search.find('ribeye').nearest).toEqual([]);
  const { found, nearest } = search.find('ribaye');
  expect(found).toEqual([]);
  expect(nearest).toHaveLength(3);
  expect(nearest[0]?.item.name).toBe('Ribeye');
  expect(createItemSearch(pagesOf('Half chicken', 'Lamb')).find('chikcen').nearest[0]?.item.name).toBe('Half chicken');
});

test('distance counts a swap of neighbours once, and letters of any script', () => {
  expect(editDistance('chicken', 'chikcen')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('🍔a', '🍔b')).toBe(1);
  expect(foldText('  Ünïcode & co ')).toBe('unicode co');
});

test('answers within 30 ms on a menu ten times the usual size, also when nothing is found', () => {
  const search = createItemSearch(
    pagesOf(...Array.from({ length: 1_000 }, (_, at) => `Charred dish number ${at} with lemon`)),
  );
  const slowest = Math.max(
    ...['dish 999', 'zzqqxx', 'lemn'].map((words) => {
      search.find(words);
      const startMs = performance.now();
      search.find(words);
      return performance.now() - startMs;
    }),
  );
  expect(slowest).toBeLessThan(30);
});
