import { must } from '@passbell/core/kernel/assert';
import { expect, test } from 'vitest';
import { menu, NOON_MS, stockMap } from '../../../../test/till-fixtures.ts';
import { itemSale } from './availability.ts';
import { alternatives, tileModel } from './tile-model.ts';

const burger = must(menu.items.get('burger'), 'burger');
const nightcap = must(menu.items.get('nightcap'), 'nightcap');
const moment = { nowMs: NOON_MS, timeZone: 'America/New_York' };

test('a dish is off when it is stopped itself, or when none of its sizes can be sold', () => {
  const own = stockMap({ kind: 'item', subjectId: 'burger', eightySixed: 'manual', sinceMs: 5 });
  expect(itemSale(menu, burger, own, moment)).toEqual({ kind: 'eighty_six', cause: 'manual', sinceMs: 5 });
  const oneSize = stockMap({ kind: 'variation', subjectId: 'burger-single', eightySixed: 'stock' });
  expect(itemSale(menu, burger, oneSize, moment).kind).toBe('on_sale');
  const bothSizes = stockMap(
    { kind: 'variation', subjectId: 'burger-single', eightySixed: 'stock' },
    { kind: 'variation', subjectId: 'burger-double', eightySixed: 'stock' },
  );
  expect(itemSale(menu, burger, bothSizes, moment)).toMatchObject({ kind: 'eighty_six', cause: 'stock' });
});

test('what is left is that of the size with most, and unknown while one size is not counted', () => {
  const counted = stockMap(
    { kind: 'variation', subjectId: 'burger-single', left: 8 },
    { kind: 'variation', subjectId: 'burger-double', left: 4 },
  );
  expect(itemSale(menu, burger, counted, moment)).toEqual({ kind: 'on_sale', left: 8 });
  const half = stockMap({ kind: 'variation', subjectId: 'burger-single', left: 8 });
  expect(itemSale(menu, burger, half, moment)).toEqual({ kind: 'on_sale', left: null });
});

test('a tile counts down from nine, and only where few are left', () => {
  const low = (left: number) =>
    tileModel(
      menu,
      burger,
      'ember',
      stockMap(
        { kind: 'variation', subjectId: 'burger-single', left },
        { kind: 'variation', subjectId: 'burger-double', left },
      ),
      moment,
    ).lowCount;
  expect([low(9), low(10), low(0)]).toEqual([9, null, 0]);
});

test('a dish of another hour is not sold, by the clock of the restaurant', () => {
  expect(itemSale(menu, nightcap, new Map(), moment).kind).toBe('other_time');
  // Friday 23:00 in New York is Saturday in Greenwich.
  const fridayLate = { nowMs: Date.UTC(2026, 10, 21, 4), timeZone: 'America/New_York' };
  expect(itemSale(menu, nightcap, new Map(), fridayLate).kind).toBe('on_sale');
});

test('offers are others of the section that can be sold', () => {
  const items = [...menu.items.values()];
  const section = { id: 'all', name: 'All', tint: 'ember' as const, items };
  const stock = stockMap({ kind: 'item', subjectId: 'lager', eightySixed: 'manual' });
  expect(alternatives(menu, section, 'burger', stock, moment).map((item) => item.id)).toEqual(['catch']);
});
