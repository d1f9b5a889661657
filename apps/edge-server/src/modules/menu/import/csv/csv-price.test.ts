import { expect, test } from 'vitest';
import { readFlag, readPrice, readRatePpm } from './csv-price.ts';

test.each([
  ['12.50', 'USD', 1250],
  ['12,50', 'EUR', 1250],
  ['12', 'USD', 1200],
  ['12.5', 'USD', 1250],
  ['$12.50', 'USD', 1250],
  ['12,50 €', 'EUR', 1250],
  ['1,234.50', 'USD', 123_450],
  ['1.234,50', 'EUR', 123_450],
  ['1 234,50', 'EUR', 123_450],
  ["1'234.50", 'CHF', 123_450],
  ['12.-', 'CHF', 1200],
  ['1,200', 'USD', 120_000],
  ['1200', 'JPY', 1200],
  ['1,200', 'JPY', 1200],
  ['1.250', 'KWD', 1250],
  ['1.25', 'KWD', 1250],
  ['USD 9.99', 'USD', 999],
  ['0', 'USD', 0],
  ['12.500', 'USD', 1_250_000],
  ['1.234.567', 'EUR', 123_456_700],
  ['+3', 'USD', 300],
  ['5.00', 'JPY', 5],
])('%s in %s is %s', (text, currency, priceMinor) => {
  expect(readPrice(text, currency)).toEqual({ kind: 'price', priceMinor });
});

test.each(['', ' ', 'open', 'Market', 'MP'])('%j is typed at the till', (text) => {
  expect(readPrice(text, 'USD')).toEqual({ kind: 'open' });
});

test.each([
  ['-5', 'price_negative'],
  ['(5.00)', 'price_negative'],
  ['twelve', 'price_malformed'],
  ['1.2.3', 'price_malformed'],
  ['1.55', 'price_malformed', 'JPY'],
  ['1,23,45', 'price_malformed'],
  ['12 or 14', 'price_malformed'],
  ['9999999999999', 'price_out_of_range'],
  ['1e5', 'price_malformed'],
])('%s is refused: %s', (text, why, currency = 'USD') => {
  expect(readPrice(text, currency)).toEqual({ kind: 'refused', why });
});

test.each([
  ['8.625', 86_250],
  ['8,625 %', 86_250],
  ['20%', 200_000],
  ['0', 0],
  ['100', 1_000_000],
  ['100.1', null],
  ['-1', null],
  ['x', null],
])('a tax of %s is %s ppm', (text, ratePpm) => {
  expect(readRatePpm(text)).toBe(ratePpm);
});

test('yes, no, empty and neither are told apart', () => {
  expect(['Yes', 'x', 'NO', '0', '', 'maybe'].map(readFlag)).toEqual([true, true, false, false, null, undefined]);
});
