import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, applyRatePpm, currencyExponent, divideRounded, sumMinor } from './money.ts';

const amount = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 });

test('parts of an allocation always sum to the total, and none is off by more than one unit', () => {
  fc.assert(
    fc.property(amount, weights, (total, parts) => {
      const shares = allocate(total, parts);
      expect(sumMinor(shares)).toBe(total);
      const sum = parts.reduce((all, weight) => all + weight, 0);
      shares.forEach((share, at) => {
        const exact = sum === 0 ? total / parts.length : (total * (parts[at] ?? 0)) / sum;
        expect(Math.abs(share - exact)).toBeLessThan(1.001);
      });
    }),
  );
});

test('an allocation gives nothing to a part without weight, and mirrors for refunds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (total, parts) => {
      const shares = allocate(total, parts);
      const hasWeight = parts.some((weight) => weight > 0);
      for (const [at, weight] of parts.entries()) if (hasWeight && weight === 0) expect(shares[at]).toBe(0);
      expect(allocate(-total, parts).map((share) => -share + 0)).toEqual(shares.map((share) => share + 0));
    }),
  );
});

test('what does not divide goes to the largest remainders, the first among equals', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(101, [2, 1])).toEqual([67, 34]);
  expect(allocate(5, [0, 0])).toEqual([3, 2]);
});

test('rates round at the exact half, in either mode', () => {
  expect(applyRatePpm(1_000, 86_250, 'half_up')).toBe(86);
  expect(divideRounded(5n, 2n, 'half_up')).toBe(3);
  expect(divideRounded(5n, 2n, 'half_even')).toBe(2);
  expect(divideRounded(7n, 2n, 'half_even')).toBe(4);
  expect(divideRounded(-5n, 2n, 'half_up')).toBe(-3);
});

test('a rounded division is never further than half a unit from the truth', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      fc.bigInt({ min: 1_000n, max: 10n ** 9n }),
      fc.constantFrom('half_up' as const, 'half_even' as const),
      (top, bottom, mode) => {
        const rest = top - BigInt(divideRounded(top, bottom, mode)) * bottom;
        expect((rest < 0n ? -rest : rest) * 2n <= bottom).toBe(true);
      },
    ),
  );
});

test('a currency keeps its own exponent', () => {
  expect([currencyExponent('JPY'), currencyExponent('USD'), currencyExponent('KWD')]).toEqual([0, 2, 3]);
});
