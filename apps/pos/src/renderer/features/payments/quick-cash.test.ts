import { expect, test } from 'vitest';
import { minorOfDigits, previewCash } from './cash-amounts.ts';
import { quickCash } from './quick-cash.ts';

test('offers the notes that are next, as in the picture', () => {
  expect(quickCash(4_598, 'USD')).toEqual([5_000, 6_000, 10_000]);
  expect(quickCash(923, 'USD')).toEqual([1_000, 2_000, 5_000]);
  expect(quickCash(1_725, 'EUR')).toEqual([2_000, 5_000, 10_000]);
});

test('keeps to the currency’s own digits and notes', () => {
  expect(quickCash(3_480, 'JPY')).toEqual([4_000, 5_000, 10_000]);
  expect(quickCash(3_250, 'KWD')).toEqual([4_000, 5_000, 10_000]);
  expect(quickCash(4_590, 'CHF')).toEqual([5_000, 6_000, 10_000]);
});

test('never offers the amount itself or less, always three, rising, for any amount and currency', () => {
  for (const currency of ['USD', 'EUR', 'GBP', 'JPY', 'KWD', 'SEK', 'XXX']) {
    for (let dueMinor = 1; dueMinor < 60_000; dueMinor += 37) {
      const sums = quickCash(dueMinor, currency);
      expect(sums, `${currency} ${dueMinor}`).toHaveLength(3);
      expect(
        sums.every((sum, at) => sum > (sums[at - 1] ?? dueMinor)),
        `${currency} ${dueMinor}: ${sums}`,
      ).toBe(true);
    }
  }
});

test('cash over the due gives change, under it is a part payment', () => {
  expect(previewCash(4_598, 5_000)).toEqual({
    tenderedMinor: 5_000,
    amountMinor: 4_598,
    changeMinor: 402,
    leftMinor: 0,
  });
  expect(previewCash(4_598, 2_000)).toEqual({
    tenderedMinor: 2_000,
    amountMinor: 2_000,
    changeMinor: 0,
    leftMinor: 2_598,
  });
  expect([minorOfDigits(''), minorOfDigits('4598')]).toEqual([null, 4_598]);
});
