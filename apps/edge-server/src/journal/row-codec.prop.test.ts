import type { RowImage } from '@passbell/core/journal/domain-event';
import { TABLES } from '@passbell/core/journal/table-declarations';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyImage } from '../../test/any-image.ts';
import { orderImage, staffImage } from '../../test/told-decisions.ts';
import { encodeImage } from './row-applier.ts';
import { createRowCodec } from './row-codec.ts';
import { rowCodec } from './row-codecs.ts';

test('what is stored live is what replay stores from the hashed text, for any row', () => {
  fc.assert(
    fc.property(anyImage(), (image) => {
      const live = encodeImage(image);
      // The text was made from a RowImage.
      const replayed = encodeImage(JSON.parse(live.text) as RowImage);
      expect(replayed.values).toEqual(live.values);
      expect(replayed.key).toEqual(live.key);
      expect(replayed.text).toBe(live.text);
    }),
    { numRuns: 2_000 },
  );
});

test('the hashed text is the canonical JSON of the image', () => {
  fc.assert(
    fc.property(anyImage(), (image) => {
      expect(encodeImage(image).text).toBe(canonicalJson(image));
    }),
    { numRuns: 2_000 },
  );
});

test('a stored row decodes to the row that was encoded', () => {
  fc.assert(
    fc.property(anyImage(), (image) => {
      fc.pre(image.row !== null);
      const { codec, values } = encodeImage(image);
      const stored = Object.fromEntries(codec.columns.map((column, at) => [column, values?.[at]]));
      expect(codec.decode(stored, (_, sealed) => sealed)).toEqual(image.row);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['a missing column', { totalMinor: undefined }, 'orders.totalMinor is integer but got undefined'],
  ['an unknown column', { tip: 1 }, 'orders got columns it does not have'],
  ['text for a number', { totalMinor: '12' }, 'orders.totalMinor is integer but got string'],
  ['a fraction', { totalMinor: 1.5 }, 'orders.totalMinor is integer but got number'],
  ['a number past exactness', { totalMinor: 2 ** 53 }, 'orders.totalMinor is integer but got number'],
  ['not a number', { totalMinor: Number.NaN }, 'orders.totalMinor is integer but got number'],
  ['null for a required column', { channel: null }, 'orders.channel is text but got null'],
])('%s is a bug that is named without its value', (_, columns, message) => {
  // Wrong on purpose.
  const wrong = { ...orderImage('o1'), row: { ...orderImage('o1').row, ...columns } } as RowImage;
  expect(() => encodeImage(wrong)).toThrow(message);
});

test('a row under the key of another is a bug', () => {
  expect(() => encodeImage({ ...orderImage('o1'), key: ['o2'] })).toThrow("has another row's key");
  expect(() => encodeImage({ ...orderImage('o1'), key: [] })).toThrow('is short');
});

test('events carry journaled rows only', () => {
  const level = { ingredientId: 'bun', onHand: 1, reserved: 0 };
  expect(() => encodeImage({ table: 'stock_levels', key: ['bun'], row: level })).toThrow('stock_levels is derived');
});

test('a boolean is 0 or 1 in the table and true or false in the text', () => {
  const { text, values, codec } = encodeImage(staffImage('s1', 'sealed:1:x', { pinHash: 'sealed:1:y', active: false }));
  expect(values?.[codec.columns.indexOf('active')]).toBe(0);
  expect(text).toContain('"active":false');
});

test('minus zero, which JSON cannot carry, becomes zero', () => {
  const { values, codec } = encodeImage(orderImage('o1', { totalMinor: -0 }));
  expect(Object.is(values?.[codec.columns.indexOf('totalMinor')], 0)).toBe(true);
});

test('a table with personal columns names their subject', () => {
  for (const [table, declaration] of Object.entries(TABLES)) {
    const sealed = createRowCodec(table, declaration).sealedColumns;
    expect(sealed.length === 0 || 'subject' in declaration, table).toBe(true);
  }
});

test('a table nobody declared has no codec', () => {
  // Wrong on purpose.
  expect(() => rowCodec('toString' as 'orders')).toThrow('no table is called toString');
});
