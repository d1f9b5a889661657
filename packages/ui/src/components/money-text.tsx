import type { Minor } from '@passbell/core/kernel/money';
import { useI18n } from '../i18n/i18n-context.ts';
import type { MoneyOptions } from '../i18n/locale-formats.ts';

interface MoneyTextProps extends MoneyOptions {
  readonly amountMinor: Minor;
  readonly currency: string;
}

/** An amount in figures of equal width that stay left to right. Narrow symbol unless told otherwise. */
export function MoneyText({ amountMinor, currency, ...options }: MoneyTextProps) {
  const { formatMoney } = useI18n();
  return (
    <span className="figures whitespace-nowrap">
      {formatMoney(amountMinor, currency, { narrow: true, ...options })}
    </span>
  );
}
