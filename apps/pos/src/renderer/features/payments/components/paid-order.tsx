import type { OrderView } from '@passbell/core/wire/views';
import { MoneyText } from '@passbell/ui/components/money-text';
import { Banknote } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckGroup, CheckSums as Sums } from '../../orders/check-model.ts';
import { CheckSums } from '../../orders/components/check-sums.tsx';
import { LineText } from '../../orders/components/line-row.tsx';

interface PaidOrderProps {
  readonly title: string;
  readonly groups: readonly CheckGroup[];
  readonly sums: Sums;
  readonly payments: OrderView['payments'];
  readonly currency: string;
  readonly timeZone: string;
}

/** What is being paid for: every line, the taxes, and the money that was taken already. */
export function PaidOrder({ title, groups, sums, payments, currency, timeZone }: PaidOrderProps) {
  const { t, formatTime } = usePosI18n();
  const taken = payments.filter((payment) => payment.state === 'captured');
  return (
    <section
      aria-label={title}
      className="flex min-h-0 w-full max-w-xl flex-col rounded-card bg-raised ring-[2.5px] ring-edge-strong ring-inset"
    >
      <h2 className="px-6 pt-5 text-title">{title}</h2>
      <section
        aria-label={t('check.lines')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard
        tabIndex={0}
        className="m-1 min-h-0 flex-1 overflow-y-auto px-5 py-3"
      >
        <ul>
          {groups.flatMap((group) =>
            group.lines.map((line) => (
              <li key={line.lineId} className="border-edge border-b py-2.5 last:border-b-0">
                <LineText line={line} currency={currency} seated={false} look="sent" />
              </li>
            )),
          )}
        </ul>
      </section>
      <div className="mx-6 border-edge border-t pt-3 pb-5">
        {taken.map((payment) => (
          <p key={payment.id} className="mb-1 flex items-center gap-2 text-support font-semibold">
            <Banknote aria-hidden size={18} strokeWidth={2.2} />
            <span className="flex-1">{formatTime(payment.createdMs, timeZone)}</span>
            <MoneyText amountMinor={payment.amountMinor} currency={currency} />
          </p>
        ))}
        <CheckSums sums={sums} currency={currency} />
      </div>
    </section>
  );
}
