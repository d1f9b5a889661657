import { MoneyText } from '@passbell/ui/components/money-text';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckSums as Sums } from '../check-model.ts';

function Row({
  label,
  amountMinor,
  currency,
}: {
  readonly label: string;
  readonly amountMinor: number;
  readonly currency: string;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-support text-second">
      <dt>{label}</dt>
      <dd>
        <MoneyText amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
}

/** Subtotal, each tax by its name and rate, and the total. Taxes inside the price say so. */
export function CheckSums({ sums, currency }: { readonly sums: Sums; readonly currency: string }) {
  const { t, formatPercentPpm } = usePosI18n();
  return (
    <dl className="flex flex-col gap-0.5">
      <Row label={t('check.subtotal')} amountMinor={sums.subtotalMinor} currency={currency} />
      {sums.taxes.map((tax) => (
        <Row
          key={`${tax.taxId}:${tax.ratePpm}:${tax.inclusive}`}
          label={t(tax.inclusive ? 'check.taxIncluded' : 'check.tax', {
            name: tax.name,
            rate: formatPercentPpm(tax.ratePpm),
          })}
          amountMinor={tax.amountMinor}
          currency={currency}
        />
      ))}
      {sums.paidMinor > 0 && <Row label={t('check.paid')} amountMinor={-sums.paidMinor} currency={currency} />}
      <div className="flex items-baseline justify-between gap-4 text-total">
        <dt>{t(sums.paidMinor > 0 ? 'check.due' : 'check.total')}</dt>
        <dd>
          <MoneyText amountMinor={sums.dueMinor} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}
