import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { checkMenu } from '@passbell/core/menu/check-menu';
import { type MenuDocument, menuDocument } from '@passbell/core/menu/menu-document';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contextOf,
  imported as importedSquare,
  item,
  itemOf,
  variation,
} from '../../../../../test/fixtures/square/catalog-builders.ts';
import type { ImportContext, ImportedMenu } from '../import-context.ts';
import { importCsv } from './import-csv.ts';

const TEMPLATE = readFileSync(join(import.meta.dirname, '../menu-template.csv'), 'utf8');

function imported(text: string, over: Partial<ImportContext> = {}): ImportedMenu {
  const result = importCsv(text, contextOf(over));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function codesOf(menu: ImportedMenu, id: string): string[] {
  return (
    menu.report.entries
      .find((entry) => entry.kind === 'ROW' && entry.id === id)
      ?.reasons.map((reason) => reason.code) ?? []
  );
}

test('the template reads whole', () => {
  const { document, report } = imported(TEMPLATE);
  expect(report.totals.leftOut).toBe(0);
  expect(document.items.map((one) => [one.name, one.variations.map((v) => [v.name, v.priceMinor])])).toEqual([
    [
      'Tomato soup',
      [
        ['Cup', 650],
        ['Bowl', 900],
      ],
    ],
    ['Skirt steak frites', [['Regular', 3200]]],
    ['Ribeye 14 oz', [['Regular', 4600]]],
    ['House salad', [['Regular', 700]]],
    ['Lemonade', [['Regular', 400]]],
    ['Catch of the bar', [['Regular', null]]],
  ]);
  const steak = itemOf(document, 'Skirt steak frites');
  expect(steak).toMatchObject({ kitchenName: 'Skirt frites', allergens: ['dairy'], prepSeconds: 720 });
  const groups = new Map(document.modifierGroups.map((group) => [group.id, group]));
  expect(steak.modifierGroups.map((link) => groups.get(link.groupId)?.name)).toEqual(['Temperature', 'Extras']);
  expect(itemOf(document, 'Ribeye 14 oz').modifierGroups).toEqual(steak.modifierGroups);
  const temperature = groups.get(steak.modifierGroups[0]?.groupId ?? '');
  expect(temperature).toMatchObject({ min: 1, max: 1 });
  expect(temperature?.modifiers.filter((modifier) => modifier.isDefault).map((modifier) => modifier.name)).toEqual([
    'Med rare',
  ]);
  expect(itemOf(document, 'House salad').categoryIds).toHaveLength(2);
  expect(itemOf(document, 'House salad').dietaryTags).toEqual(['gluten-free', 'vegan']);
  expect(document.stations.map((station) => station.name)).toEqual(['Kitchen', 'Sauté', 'Grill', 'Cold', 'Bar']);
  expect(document.taxGroups.map((group) => group.taxes.map((tax) => [tax.name, tax.ratePpm, tax.inclusive]))).toEqual([
    [['Sales tax', 86_250, false]],
  ]);
});

test('running the template twice changes nothing', () => {
  const first = imported(TEMPLATE);
  const second = imported(TEMPLATE, { base: first.document });
  expect(canonicalJson(second.document)).toBe(canonicalJson(first.document));
  expect(second.report).toMatchObject({ changed: false, totals: { taken: 0, mapped: 0, leftOut: 0 } });
});

test.each([
  ['comma, LF', 'item,price\nSoup,6.50\n'],
  ['CRLF and a byte-order mark', '\uFEFFitem,price\r\nSoup,6.50\r\n'],
  ['semicolon and decimal comma', 'Artikel;Preis\nSoup;6,50\n'],
  ['tabs', 'Item\tPrice\nSoup\t6.50'],
  ['quotes', '"Item Name","Price"\n"Soup","$6.50"\n'],
  ['empty rows and columns without a name', 'item,price,\n,,\n\nSoup,6.50,x\n'],
  ['spaces', ' item , price \n Soup , 6.50 \n'],
])('a sheet with %s reads the same', (_what, text) => {
  const { document } = imported(text);
  expect(document.items.map((one) => [one.name, one.variations[0]?.priceMinor])).toEqual([['Soup', 650]]);
});

test('quoted cells may hold the delimiter, quotes and lines', () => {
  const { document } = imported('item;description;price\n"Soup ""of the day""; hot";"first\nsecond";6,50');
  expect(document.items[0]).toMatchObject({ name: 'Soup "of the day"; hot', description: 'first\nsecond' });
});

test('rows are named as the spreadsheet counts them, empty and broken ones included', () => {
  const menu = imported('item,price\n\nSoup,6\nBread,minus\n,4\nSoup,7\n');
  expect(
    menu.report.entries
      .filter((entry) => entry.outcome === 'left_out')
      .map((entry) => [entry.id, entry.reasons[0]?.code]),
  ).toEqual([
    ['row 4', 'price_malformed'],
    ['row 5', 'row_incomplete'],
    ['row 6', 'row_repeated'],
  ]);
});

test.each([
  ['nothing', ''],
  ['no item column', 'thing,price\na,1'],
  ['no price column', 'item,cost\na,1'],
  ['only a header', 'item,price\n'],
  ['nothing usable', 'item,price\n,1\nx,y\n'],
  ['a quote that never ends', 'item,price\n"a,1\nb,2'],
])('a sheet with %s is refused with a code', (_what, text) => {
  expect(importCsv(text, contextOf())).toMatchObject({ ok: false, error: { code: 'validation_failed' } });
});

test('a column nobody knows is named and not read', () => {
  const menu = imported('item,price,shoe size\nSoup,6,42');
  expect(menu.report.notes).toEqual([
    expect.objectContaining({ code: 'column_unknown', words: expect.stringContaining('shoe size') }),
  ]);
});

test('the same dish in a second section stands in both', () => {
  const menu = imported('category,item,price\nStarters,Salad,7\nSides,Salad,7\n');
  expect(menu.document.items).toHaveLength(1);
  expect(menu.document.items[0]?.categoryIds).toHaveLength(2);
});

test('a later row that says something else of the item is told so', () => {
  const menu = imported('item,variation,price,station\nSoup,Cup,6,Fry\nSoup,Bowl,9,Grill\n');
  expect(codesOf(menu, 'row 3')).toEqual(['row_differs']);
  expect(menu.document.stations.map((station) => station.name)).not.toContain('Grill');
});

test('groups may be described in a later row than the one that names them first', () => {
  const menu = imported('item,price,modifier_groups\nA,1,Dips\nB,1,Dips [0-2]: Aioli | Mayo\nC,1,Nope\n');
  const [a, b] = menu.document.items;
  expect(a?.modifierGroups).toEqual(b?.modifierGroups);
  expect(a?.modifierGroups).toHaveLength(1);
  expect(codesOf(menu, 'row 4')).toContain('group_undefined');
});

test('a sheet changes the prices of a menu that came from elsewhere and keeps the rest', () => {
  const base: MenuDocument = structuredClone(
    importedSquare([item('SQ1', { name: 'Fish pie', variations: [variation('V1')] })]).document,
  );
  const pie = itemOf(base, 'Fish pie');
  Object.assign(pie, { stockPolicy: 'strict', description: 'Cod' });
  const { document } = imported('item,price\nfish PIE,14.50\n', { base });
  expect(document.items).toHaveLength(1);
  expect(document.items[0]).toMatchObject({ id: 'SQ1', stockPolicy: 'strict', description: 'Cod' });
  expect(document.items[0]?.variations).toEqual([expect.objectContaining({ id: 'V1', priceMinor: 1450 })]);
});

test('prices follow the exponent of the currency', () => {
  expect(imported('item,price\nRamen,1200', { currency: 'JPY' }).document.items[0]?.variations[0]?.priceMinor).toBe(
    1200,
  );
  expect(imported('item,price\nMachboos,1.250', { currency: 'KWD' }).document.items[0]?.variations[0]?.priceMinor).toBe(
    1250,
  );
});

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'Soup',
    'Bread',
    'Grill',
    'Grill | Bar',
    '6.50',
    '-1',
    'open',
    'yes',
    'Dips: A* | B +1',
    'Dips',
    'X [1]: a* | b* +2',
    '8.625',
    '300',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
);
const row = fc.record({
  category: cell,
  item: fc.oneof(fc.constantFrom('Soup', 'Bread', 'Steak', 'سلطة', '🍲'), cell),
  kitchen_name: cell,
  variation: cell,
  price: fc.oneof(fc.constantFrom('1', '2,50', 'open'), cell),
  tax_name: cell,
  tax_percent: fc.oneof(fc.constantFrom('', '5', '20'), cell),
  tax_inclusive: cell,
  station: cell,
  modifier_groups: cell,
  allergens: cell,
  dietary: cell,
  available: cell,
  prep_minutes: cell,
});

function sheetOf(rows: readonly Record<string, string>[], delimiter: string): string {
  const columns = [
    'category',
    'item',
    'kitchen_name',
    'variation',
    'price',
    'tax_name',
    'tax_percent',
    'tax_inclusive',
    'station',
    'modifier_groups',
    'allergens',
    'dietary',
    'available',
    'prep_minutes',
  ];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [
    columns.join(delimiter),
    ...rows.map((one) => columns.map((column) => quoted(one[column] ?? '')).join(delimiter)),
  ].join('\r\n');
}

test('whatever a sheet holds, the menu is sound, each row is accounted for, and a second run changes nothing', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 15 }), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
      const text = sheetOf(rows, delimiter);
      const first = importCsv(text, contextOf());
      if (!first.ok) {
        expect(first.error.code).toBe('validation_failed');
        return;
      }
      const { document, report } = first.value;
      expect(menuDocument.safeParse(document).success).toBe(true);
      expect(checkMenu(document)).toEqual([]);
      const filled = rows.filter((one) => Object.values(one).some((value) => value.trim() !== ''));
      expect(report.entries.filter((entry) => entry.kind === 'ROW')).toHaveLength(filled.length);
      const second = importCsv(text, contextOf({ base: document }));
      expect(second.ok && canonicalJson(second.value.document)).toBe(canonicalJson(document));
      expect(second).toMatchObject({
        ok: true,
        value: { report: { changed: false, totals: { taken: 0, mapped: 0 } } },
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('a sheet laid over the menu of another leaves a sound menu, and a second run changes nothing', () => {
  const sheet = fc.array(row, { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(sheet, sheet, (before, after) => {
      const base = importCsv(sheetOf(before, ','), contextOf());
      if (!base.ok) return;
      const text = sheetOf(after, ',');
      const second = importCsv(text, contextOf({ base: base.value.document }));
      if (!second.ok) {
        expect(second.error.code).toBe('validation_failed');
        return;
      }
      expect(checkMenu(second.value.document)).toEqual([]);
      const third = importCsv(text, contextOf({ base: second.value.document }));
      expect(third.ok && canonicalJson(third.value.document)).toBe(canonicalJson(second.value.document));
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('no text at all makes the importer throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((tail) => `item,price\n${tail}`),
      ),
      (text) => {
        const result = importCsv(text, contextOf());
        if (!result.ok) expect(result.error.code).toBe('validation_failed');
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
