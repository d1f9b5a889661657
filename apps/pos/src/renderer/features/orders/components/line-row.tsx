import { classNames } from '@passbell/ui/class-names';
import { AllergyBand } from '@passbell/ui/components/allergy-band';
import { MoneyText } from '@passbell/ui/components/money-text';
import { allergenList } from '../../../i18n/allergen-words.ts';
import { lineDetail, lineTitle } from '../../../i18n/line-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { CheckLine } from '../check-model.ts';

interface LineTextProps {
  readonly line: CheckLine;
  readonly currency: string;
  /** Whether the check has seats to tell apart. */
  readonly seated: boolean;
  readonly look: 'sent' | 'new';
}

/** One line: for whom, what, how, how much. */
export function LineText({ line, currency, seated, look }: LineTextProps) {
  const i18n = usePosI18n();
  const { t } = i18n;
  const detail = lineDetail(line, i18n);
  return (
    <span className="flex items-start gap-3 text-start">
      {seated && (
        <span
          className={classNames(
            'figures mt-0.5 flex h-6.5 min-w-6.5 shrink-0 items-center justify-center rounded-chip px-1 text-support font-bold',
            look === 'new' ? 'bg-ink text-on-ink' : 'bg-quiet text-second',
          )}
        >
          <span className="sr-only">
            {line.seat === null ? t('seat.table') : t('seat.number', { seat: line.seat })}
          </span>
          <span aria-hidden>{line.seat ?? t('seat.tableShort')}</span>
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block text-check-line [overflow-wrap:anywhere]">{lineTitle(line, i18n)}</span>
        {detail !== '' && <span className="block text-support text-second">{detail}</span>}
        {line.note !== null && <span className="block text-support text-second">“{line.note}”</span>}
        {line.allergies.length > 0 && <AllergyBand look="line" allergens={allergenList(line.allergies, i18n)} />}
      </span>
      <span className="shrink-0 text-check-line">
        {line.amountMinor === null ? (
          <span className="text-support text-second">{t('line.priceUnknown')}</span>
        ) : (
          <MoneyText amountMinor={line.amountMinor} currency={currency} />
        )}
      </span>
    </span>
  );
}
