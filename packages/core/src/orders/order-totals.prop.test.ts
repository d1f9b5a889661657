import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumMinor } from '../kernel/money.ts';
import type { LineTax } from './order-rows.ts';
import { totalCheck } from './order-totals.ts';

const taxes: readonly (readonly LineTax[])[] = [
  [],
  [{ taxId: 'sales', name: 'Sales', ratePpm: 86_250, inclusive: false }],
  [{ taxId: 'vat', name: 'VAT', ratePpm: 190_000, inclusive: true }],
  [
    { taxId: 'vat', name: 'VAT', ratePpm: 70_000, inclusive: true },
    { taxId: 'city', name: 'City', ratePpm: 33_333, inclusive: true },
    { taxId: 'sales', name: 'Sales', ratePpm: 86_250, inclusive: false },
  ],
];
const line = fc.record({ amountMinor: fc.integer({ min: 0, max: 50_000_000 }), taxes: fc.constantFrom(...taxes) });
const check = fc
  .array(line, { maxLength: 40 })
  .map((lines) => lines.map((entry, at) => ({ ...entry, id: `line-${at}` })));

test('subtotal, taxes and total agree to the minor unit, and the lines carry exactly the taxes', () => {
  fc.assert(
    fc.property(check, (lines) => {
      const totals = totalCheck(lines);
      expect(totals.subtotalMinor).toBe(sumMinor(lines.map((entry) => entry.amountMinor)));
      expect(totals.totalMinor).toBe(totals.subtotalMinor + totals.exclusiveTaxMinor);
      const named = (inclusive: boolean) =>
        sumMinor(totals.taxes.filter((tax) => tax.inclusive === inclusive).map((tax) => tax.amountMinor));
      expect(named(false)).toBe(totals.exclusiveTaxMinor);
      expect(named(true)).toBe(totals.inclusiveTaxMinor);
      expect(sumMinor(totals.lineTaxMinor.values())).toBe(totals.exclusiveTaxMinor + totals.inclusiveTaxMinor);
    }),
  );
});

test('an inclusive tax never exceeds its gross, and the order of lines changes nothing', () => {
  fc.assert(
    fc.property(check, (lines) => {
      const totals = totalCheck(lines);
      expect(totals.inclusiveTaxMinor).toBeLessThanOrEqual(totals.subtotalMinor);
      const { lineTaxMinor: _shares, taxes: _taxes, ...sums } = totals;
      expect(totalCheck([...lines].reverse())).toMatchObject(sums);
    }),
  );
});

test('tax rounds once per check, not once per line', () => {
  const sales = taxes[1] ?? [];
  const three = ['a', 'b', 'c'].map((id) => ({ id, amountMinor: 333, taxes: sales }));
  // 3 × 3.33 = 9.99; 8.625 % of it is 0.8616. Each line by itself would round to 0.29.
  expect(totalCheck(three).exclusiveTaxMinor).toBe(86);
});

test('a price with 19 % inside holds 19/119 of it', () => {
  expect(totalCheck([{ id: 'a', amountMinor: 11_900, taxes: taxes[2] ?? [] }])).toMatchObject({
    inclusiveTaxMinor: 1_900,
    totalMinor: 11_900,
  });
});
