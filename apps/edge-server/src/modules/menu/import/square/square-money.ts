import { MAX_MINOR } from '@passbell/core/kernel/money';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { ImportReasonCode } from '../import-reason.ts';
import type { SquareMoney } from './square-shapes.ts';

/**
 * A price in minor units, as Square writes it (`{ amount: 1250, currency: "USD" }`). Null where none is given. The error
 * is the reason to leave the thing out.
 */
export function priceOf(money: SquareMoney, currency: string): Result<number | null, ImportReasonCode> {
  if (money === null || money === undefined) return ok(null);
  if (typeof money.currency === 'string' && money.currency !== currency) return err('currency_mismatch');
  if (money.amount === null || money.amount === undefined) return ok(null);
  if (typeof money.amount === 'string' && !/^-?\d{1,30}$/u.test(money.amount)) return err('price_malformed');
  const amount = Number(money.amount);
  if (!Number.isInteger(amount)) return err('price_malformed');
  if (amount < 0) return err('price_negative');
  return amount > MAX_MINOR ? err('price_out_of_range') : ok(amount === 0 ? 0 : amount);
}
