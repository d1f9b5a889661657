import { z } from 'zod';
import { assert } from './assert.ts';

/** An amount in the smallest unit of its currency (cents, yen, fils). Always a safe integer. */
export type Minor = number;

/** Largest amount one command may carry: 10^11 minor units, far above any check and far below 2^53. */
export const MAX_MINOR = 100_000_000_000;

export const minorAmount = z.int().min(-MAX_MINOR).max(MAX_MINOR).meta({ description: 'Minor units of the currency' });
export const minorPrice = z
  .int()
  .min(0)
  .max(MAX_MINOR)
  .meta({ description: 'Minor units of the currency, not negative' });

/** ISO 4217 exponents that are not 2 (list one, 2024). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** An ISO 4217 code, three capitals. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/u)
  .meta({ description: 'ISO 4217 currency code' });

/** Digits after the decimal point of a currency: USD 2, JPY 0, KWD 3. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** How a half is rounded. Tax offices differ, so it is always named at the call. */
export type Rounding = 'half_up' | 'half_even';

/**
 * `numerator / denominator` rounded to an integer, exact for any safe integers (the product of an amount and a rate
 * passes 2^53, so the division is done in big integers).
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): Minor {
  assert(denominator > 0n, 'a division needs a positive denominator');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  if (twice > denominator || (twice === denominator && (rounding === 'half_up' || quotient % 2n === 1n)))
    quotient += 1n;
  const result = Number(negative ? -quotient : quotient);
  assert(Number.isSafeInteger(result), 'money left the range of safe integers');
  return result === 0 ? 0 : result;
}

/** Adds amounts and asserts that the sum is still exact. */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  assert(Number.isSafeInteger(sum), 'money left the range of safe integers');
  return sum;
}

/** `amount × rate`, the rate in parts per million (8.625 % = 86250). */
export function applyRatePpm(amount: Minor, ratePpm: number, rounding: Rounding): Minor {
  return divideRounded(BigInt(amount) * BigInt(ratePpm), 1_000_000n, rounding);
}

/**
 * Splits `total` in proportion to `weights`, to the minor unit: the parts always sum to the total. What does not divide
 * goes one unit each to the largest remainders, the earlier part first among equals. With no weight at all the parts
 * are equal. Works for negative totals (refunds) by mirroring.
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  assert(weights.length > 0, 'allocate needs at least one part');
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are integers from 0',
  );
  if (total < 0) return allocate(-total, weights).map((part) => (part === 0 ? 0 : -part));
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const effective = weightSum === 0n ? weights.map(() => 1n) : weights.map(BigInt);
  const divisor = weightSum === 0n ? BigInt(weights.length) : weightSum;
  const shares = effective.map((weight, at) => {
    const product = BigInt(total) * weight;
    return { at, floor: product / divisor, remainder: product % divisor };
  });
  const parts = shares.map((share) => Number(share.floor));
  let left = total - sumMinor(parts);
  for (const share of [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0) break;
    parts[share.at] = (parts[share.at] ?? 0) + 1;
    left -= 1;
  }
  assert(left === 0, 'allocate lost a minor unit');
  return parts;
}
