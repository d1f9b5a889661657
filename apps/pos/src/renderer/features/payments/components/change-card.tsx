import { Badge } from '@passbell/ui/components/badge';
import { Button } from '@passbell/ui/components/button';
import { MoneyText } from '@passbell/ui/components/money-text';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CashAnswer } from '../pay-store.ts';

interface ChangeCardProps {
  readonly answer: CashAnswer;
  readonly currency: string;
  /** The number to call the guest by, where there is no table. */
  readonly callNumber: string | null;
  readonly onDone: () => void;
}

/** What the edge has booked, with the change to hand back in the largest letters of the till. Stays until it is handed over. */
export function ChangeCard({ answer, currency, callNumber, onDone }: ChangeCardProps) {
  const { t, formatMoney } = usePosI18n();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, { narrow: true });
  const full = answer.orderDueMinor === 0;
  return (
    <section aria-label={t('pay.change')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-1 flex-col justify-center gap-2">
        <h2 ref={headingRef} tabIndex={-1} className="text-check-line font-bold text-second">
          {answer.changeMinor > 0 ? t('pay.change') : t('pay.noChange')}
        </h2>
        <p role="status" className="text-[5.5rem] font-heavy leading-none tracking-[-0.045em]">
          <MoneyText amountMinor={answer.changeMinor} currency={currency} />
        </p>
        <p className="text-check-line font-regular text-second">
          {t('pay.given', { tendered: money(answer.tenderedMinor), amount: money(answer.amountMinor) })}
        </p>
        <p className="mt-3">
          {full ? (
            <Badge tone="go" icon={Check}>
              {t('pay.paidInFull')}
            </Badge>
          ) : (
            <span className="text-heading">{t('pay.stillDue', { amount: money(answer.orderDueMinor) })}</span>
          )}
        </p>
        {full && callNumber !== null && (
          <p className="mt-6">
            <span className="block text-check-line font-bold text-second">{t('pay.number')}</span>
            <span className="figures text-hero">{callNumber}</span>
          </p>
        )}
      </div>
      <Button variant="go" size={68} wide onPress={onDone}>
        {t(full ? 'pay.done' : 'pay.takeRest')}
      </Button>
    </section>
  );
}
