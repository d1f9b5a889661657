import { expect, test } from 'vitest';
import {
  category,
  contextOf,
  groupOf,
  imported,
  item,
  list,
  modifier,
  tax,
  usd,
  variation,
} from '../../../../../test/fixtures/square/catalog-builders.ts';
import { toMenuRef } from '../menu-ref.ts';
import { importSquare } from './import-square.ts';

// Small catalogs, for one question each.

test('the only location a file names is taken', () => {
  const objects = [
    item('A', {
      variations: [
        variation('A1', {
          price_money: usd(100),
          location_overrides: [{ location_id: 'LHARBOUR', price_money: usd(150) }],
        }),
      ],
    }),
  ];
  const menu = imported(objects);
  expect(menu.report.notes.map((note) => note.code)).toEqual(['location_assumed']);
  expect(menu.document.items[0]?.variations[0]?.priceMinor).toBe(150);
});

test.each([
  ['a number', 1250, 1250],
  ['text', '1250', 1250],
  ['nothing', undefined, null],
  ['zero', 0, 0],
])('a price as %s', (_what, amount, priceMinor) => {
  const menu = imported([item('A', { variations: [variation('A1', { price_money: usd(amount) })] })]);
  expect(menu.document.items[0]?.variations[0]?.priceMinor).toBe(priceMinor);
});

test.each([
  [-5, 'price_negative'],
  [12.5, 'price_malformed'],
  ['twelve', 'price_malformed'],
  [1e15, 'price_out_of_range'],
])('a price of %s is refused for that variation alone: %s', (amount, code) => {
  const menu = imported([item('A', { variations: [variation('A1', { price_money: usd(amount) }), variation('A2')] })]);
  expect(menu.document.items[0]?.variations.map((one) => one.id)).toEqual(['A2']);
  expect(menu.report.entries.find((entry) => entry.id === 'A1')?.reasons[0]?.code).toBe(code);
});

test.each([
  ['8.5', 'ADDITIVE', 85_000, false],
  ['8.625', 'INCLUSIVE', 86_250, true],
  ['0', undefined, 0, false],
  [7.25, undefined, 72_500, false],
  ['8.66666', 'ADDITIVE', 86_667, false],
])('a tax of %s %s is %s ppm', (percentage, inclusion, ratePpm, inclusive) => {
  const menu = imported([tax('T', { percentage, inclusion_type: inclusion }), item('A', { tax_ids: ['T'] })]);
  expect(menu.document.taxGroups[0]?.taxes[0]).toMatchObject({ ratePpm, inclusive });
});

test('a tax that does not say so is in the price where the location says so', () => {
  const catalog = [tax('T', { percentage: '20', inclusion_type: null }), item('A', { tax_ids: ['T'] })];
  expect(imported(catalog, { taxMode: 'inclusive' }).document.taxGroups[0]?.taxes[0]?.inclusive).toBe(true);
});

test('a tax whose rate changes changes in every group that holds it', () => {
  const first = imported([
    tax('S', { percentage: '5' }),
    tax('T', { percentage: '8' }),
    item('A', { tax_ids: ['S', 'T'] }),
    item('B', { tax_ids: ['T'] }),
  ]);
  const second = imported([tax('T', { percentage: '9' }), item('B', { tax_ids: ['T'] })], { base: first.document });
  const rates = second.document.taxGroups.flatMap((group) =>
    group.taxes.filter((one) => one.id === 'T').map((one) => one.ratePpm),
  );
  expect(rates).toEqual([90_000, 90_000]);
});

test.each([
  ['101', 'tax_rate'],
  ['-1', 'tax_rate'],
  ['eight', 'tax_rate'],
  [undefined, 'tax_rate'],
])('a tax of %s is left out, and the item says so', (percentage, code) => {
  const menu = imported([tax('T', { percentage }), item('A', { tax_ids: ['T', 'GHOST'] })]);
  expect(menu.report.entries[0]?.reasons[0]?.code).toBe(code);
  expect(menu.document.items[0]?.taxGroupId).toBeNull();
  expect(menu.report.entries.find((entry) => entry.kind === 'ITEM')?.reasons.map((reason) => reason.code)).toContain(
    'tax_missing',
  );
});

test.each([
  ['text', { name: 5 }],
  ['list', { variations: 'none' }],
  ['flag', { is_archived: 'no' }],
  ['numbers', { tax_ids: [1, 2] }],
])('an item with a wrong type (%s) is left out and the rest is taken', (_what, data) => {
  const menu = imported([item('BAD', data), item('GOOD')]);
  expect(menu.document.items.map((one) => one.id)).toEqual(['GOOD']);
  expect(menu.report.entries.find((entry) => entry.id === 'BAD')?.outcome).toBe('left_out');
});

test('a broken object among good ones is reported by its place', () => {
  const menu = imported([null, 7, 'x', [], {}, { type: 'ITEM' }, { id: 'X' }, { type: 'WHAT', id: 'Y' }, item('GOOD')]);
  expect(menu.report.totals).toEqual({ taken: 1, mapped: 1, leftOut: 8, unchanged: 0 });
  expect(menu.report.entries.slice(0, 6).map((entry) => entry.id)).toEqual(
    [0, 1, 2, 3, 4, 5].map((at) => `objects[${at}]`),
  );
});

test('keys that reach for the prototype are nothing special', () => {
  const evil = JSON.parse(
    '[{"type":"ITEM","id":"__proto__","item_data":{"name":"constructor","__proto__":{"is_archived":true},' +
      '"variations":[{"type":"ITEM_VARIATION","id":"toString","item_variation_data":{"name":"__proto__","price_money":{"amount":5,"currency":"USD"}}}]}},' +
      '{"type":"__proto__","id":"p"},{"type":"constructor","id":"c"},{"__proto__":{"type":"ITEM","id":"z"}}]',
  );
  const menu = imported(evil);
  expect(menu.document.items.map((one) => [one.name, one.available])).toEqual([['constructor', true]]);
  expect(menu.report.totals.leftOut).toBe(3);
  expect(({} as { is_archived?: boolean }).is_archived).toBeUndefined();
});

test.each([
  ['nothing', null],
  ['a number', 5],
  ['text', 'menu'],
  ['an object without objects', { items: [] }],
  ['an empty list', []],
  ['only what cannot be used', [{ type: 'DISCOUNT', id: 'D' }]],
])('%s is refused with a code', (_what, catalog) => {
  const result = importSquare(catalog, contextOf());
  expect(result).toMatchObject({ ok: false, error: { code: 'validation_failed' } });
});

test('a restaurant with another currency or without the station is refused', () => {
  const base = imported([item('A')]).document;
  expect(importSquare([item('A')], contextOf({ base, currency: 'EUR' }))).toMatchObject({
    error: { code: 'currency_mismatch' },
  });
  expect(importSquare([item('A')], contextOf({ base, defaultStationId: 'moon' }))).toMatchObject({
    error: { code: 'station_unknown' },
  });
});

test('the newest of two versions counts', () => {
  const menu = imported([
    item('A', { name: 'Old' }, { version: 1 }),
    item('A', { name: 'New' }, { version: 2 }),
    item('A', { name: 'Older' }),
  ]);
  expect(menu.document.items.map((one) => one.name)).toEqual(['New']);
});

test('several pages in one list read as one, and a page that has a next one says so', () => {
  const menu = imported([{ objects: [item('A')], cursor: 'x' }, { objects: [item('B')] }]);
  expect(menu.document.items).toHaveLength(2);
  expect(imported({ objects: [item('A')], cursor: 'next' }).report.notes.map((note) => note.code)).toEqual([
    'incomplete_export',
  ]);
});

test.each([
  ['both unset', {}, -1, -1, 1, 2],
  ['null is unset', {}, null, null, 1, 2],
  ['own maximum', {}, -1, 4, 1, 4],
  ['own minimum', {}, 0, -1, 0, 2],
  ['zero maximum is none', { selection_type: 'MULTIPLE' }, 0, 0, 0, 100],
  ['contradicting', {}, 5, 3, 5, 5],
  ['invalid', {}, -7, -9, 0, 100],
])('bounds of an item: %s', (_what, data, min, max, wantMin, wantMax) => {
  const menu = imported([
    list('L', { min_selected_modifiers: 1, max_selected_modifiers: 2, ...data }, [
      modifier('M1'),
      modifier('M2'),
      modifier('M3'),
    ]),
    item('A', {
      modifier_list_info: [{ modifier_list_id: 'L', min_selected_modifiers: min, max_selected_modifiers: max }],
    }),
  ]);
  const link = menu.document.items[0]?.modifierGroups[0];
  expect([link?.min ?? 1, link?.max ?? 2]).toEqual([wantMin, wantMax]);
});

test.each([
  [{ selection_type: 'SINGLE' }, 0, 1],
  [{ selection_type: 'MULTIPLE' }, 0, null],
  [{ selection_type: 'SINGLE', min_selected_modifiers: -1, max_selected_modifiers: -1 }, 0, 1],
  [{ selection_type: 'MULTIPLE', min_selected_modifiers: '2', max_selected_modifiers: '1' }, 2, 2],
  [{ min_selected_modifiers: 500, max_selected_modifiers: 600 }, 100, null],
])('bounds of a list %j are %s to %s', (data, min, max) => {
  const menu = imported([list('L', data, [modifier('M1')]), item('A')]);
  expect(menu.document.modifierGroups[0]).toMatchObject({ min, max });
});

test('more preselected modifiers than may be chosen are trimmed in order', () => {
  const on = { on_by_default: true };
  const menu = imported([
    list('L', { max_selected_modifiers: 2 }, [
      modifier('M1', { ...on, ordinal: 3 }),
      modifier('M2', { ...on, ordinal: 1 }),
      modifier('M3', { ...on, ordinal: 2 }),
    ]),
    item('A', { modifier_list_info: [{ modifier_list_id: 'L' }] }),
  ]);
  const group = menu.document.modifierGroups[0];
  expect(group?.modifiers.map((one) => [one.id, one.isDefault])).toEqual([
    ['M2', true],
    ['M3', true],
    ['M1', false],
  ]);
});

test('NOT_SET obeys the modifier, whatever the older flag beside it says', () => {
  const info = (word: unknown) => ({
    modifier_list_id: 'L',
    modifier_overrides: [{ modifier_id: 'M1', on_by_default: false, on_by_default_override: word }],
  });
  const catalog = (word: unknown) => [
    list('L', {}, [modifier('M1', { on_by_default: true })]),
    item('A', { modifier_list_info: [info(word)] }),
  ];
  const isOn = (word: unknown) => {
    const { document } = imported(catalog(word));
    return groupOf(document, document.items[0]?.modifierGroups[0]?.groupId).modifiers[0]?.isDefault;
  };
  expect([isOn('NOT_SET'), isOn('NO'), isOn(undefined), isOn('YES')]).toEqual([true, false, false, true]);
});

test('parent categories that run in a circle end at the top', () => {
  const menu = imported([
    category('A', { parent_category: { id: 'B' } }),
    category('B', { parent_category: { id: 'C' } }),
    category('C', { parent_category: { id: 'A' } }),
    category('D', { parent_category: { id: 'GONE' } }),
    item('I'),
  ]);
  const parents = new Map(menu.document.categories.map((one) => [one.id, one.parentId]));
  for (const id of parents.keys()) {
    let at: string | null = id;
    for (let step = 0; at !== null; step += 1) {
      expect(step).toBeLessThan(10);
      at = parents.get(at) ?? null;
    }
  }
  expect(parents.get('D')).toBeNull();
});

test('names are made fit: cut between characters, cleaned of controls, never split', () => {
  const long = '👨‍👩‍👧‍👦'.repeat(60);
  const menu = imported([
    item('A', { name: long }),
    item('B', { name: 'Fish\u0000 and\tchips\ud800' }),
    item('C', { name: ' \u0007 ' }),
  ]);
  const [a, b] = menu.document.items;
  expect(a?.name).toBe('👨‍👩‍👧‍👦'.repeat(10));
  expect(b?.name).toBe('Fish and chips\ufffd');
  expect(menu.report.entries.find((entry) => entry.id === 'C')?.reasons[0]?.code).toBe('name_missing');
});

test('an id that a menu cannot carry gets one that stays the same', () => {
  const menu = imported([item('#temp item', {}, {}), item('a b'), item('a-b')]);
  const ids = menu.document.items.map((one) => one.id);
  expect(new Set(ids).size).toBe(3);
  expect(imported([item('#temp item')]).document.items[0]?.id).toBe(ids[0]);
});

test('a variation that moves to another item is not held twice', () => {
  const first = imported([item('A', { variations: [variation('V1'), variation('V2')] })]);
  const second = imported([item('B', { variations: [variation('V2')] })], { base: first.document });
  expect(second.document.items.map((one) => [one.id, one.variations.map((v) => v.id)])).toEqual([
    ['A', ['V1']],
    ['B', ['V2']],
  ]);
});

test('ten thousand items with everything are read within seconds', () => {
  const objects = Array.from({ length: 10_000 }, (_, at) =>
    item(`I${at}`, {
      tax_ids: ['T'],
      categories: [{ id: `C${at % 50}`, ordinal: -at }],
      modifier_list_info: [{ modifier_list_id: `L${at % 200}` }],
    }),
  );
  const lists = Array.from({ length: 200 }, (_, at) => list(`L${at}`, {}, [modifier(`M${at}`)]));
  const categories = Array.from({ length: 50 }, (_, at) => category(`C${at}`));
  const catalog = [...categories, tax('T', { percentage: '8' }), ...lists, ...objects, item('ONE-TOO-MANY')];
  const menu = imported(catalog);
  expect(menu.document.items).toHaveLength(10_000);
  expect(menu.report.entries.find((entry) => entry.id === 'ONE-TOO-MANY')?.reasons[0]?.code).toBe('too_many');
  const again = imported(catalog, { base: menu.document });
  expect(again.report.changed).toBe(false);
}, 30_000);

test('a list that allows fewer choices than a dish of the house asks for leaves the dish sellable', () => {
  const first = imported([
    list('L', { max_selected_modifiers: 3 }, [modifier('M1'), modifier('M2')]),
    item('A', {
      modifier_list_info: [{ modifier_list_id: 'L', min_selected_modifiers: 2, max_selected_modifiers: -1 }],
    }),
  ]);
  const second = imported([list('L', { max_selected_modifiers: 1 }, [modifier('M1')])], { base: first.document });
  expect(second.document.modifierGroups[0]).toMatchObject({ max: 1 });
  expect(second.document.items[0]?.modifierGroups).toEqual([{ groupId: 'L', min: 2, max: 2 }]);
});

test('an id made for one thing that another already has leaves the other out', () => {
  const madeId = toMenuRef('a b');
  const menu = imported([
    list('L', {}, [modifier('a b'), modifier(madeId), modifier('c')]),
    list('a b', {}, [modifier('d')]),
    list(madeId, {}, [modifier('e')]),
  ]);
  expect(menu.document.modifierGroups.map((group) => group.modifiers.length)).toEqual([2, 1]);
  const left = menu.report.entries.filter((entry) => entry.outcome === 'left_out');
  expect(left.map((entry) => [entry.id, entry.reasons[0]?.code])).toEqual([
    [madeId, 'duplicate_id'],
    [madeId, 'duplicate_id'],
    ['e', 'parent_left_out'],
  ]);
});
