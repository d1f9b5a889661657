import { Button } from '@passbell/ui/components/button';
import { MoneyText } from '@passbell/ui/components/money-text';
import { NumberPad } from '@passbell/ui/components/number-pad';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { MAX_CASH_DIGITS, minorOfDigits, previewCash } from '../cash-amounts.ts';

interface CashSideProps {
  readonly dueMinor: number;
  readonly currency: string;
  readonly digits: string;
  readonly quick: readonly number[];
  readonly blocked: boolean;
  /** What is being booked right now; null when nothing is. */
  readonly takingMinor: number | null;
  readonly onDigits: (digits: string) => void;
  readonly onTake: (tenderedMinor: number) => void;
}

interface QuickButtonProps {
  readonly amountMinor: number;
  readonly currency: string;
  readonly exact: boolean;
  readonly blocked: boolean;
  readonly onPress: () => void;
}

/** `$50.00` reads as `$50` on a button of a note: notes have no cents. */
function wholeMoney(text: string): string {
  return text.replace(/[.,]0+(?=\D*$)/u, '');
}

function QuickButton({ amountMinor, currency, exact, blocked, onPress }: QuickButtonProps) {
  const { t, formatMoney } = usePosI18n();
  const full = formatMoney(amountMinor, currency, { narrow: true });
  return (
    <button
      type="button"
      aria-label={exact ? undefined : t('pay.cash', { amount: full })}
      aria-disabled={blocked || undefined}
      aria-keyshortcuts={exact ? 'F8' : undefined}
      onClick={() => blocked || onPress()}
      className="press flex min-h-14 flex-col-reverse items-center justify-center rounded-button bg-go-quiet px-2 text-heading text-on-go-quiet active:bg-basil-100 aria-disabled:opacity-50"
    >
      {exact && <span className="text-support font-semibold lowercase">{t('pay.exactWord')}</span>}{' '}
      <span className="figures">{exact ? full : wholeMoney(full)}</span>
    </button>
  );
}

interface OutcomeProps {
  readonly dueMinor: number;
  readonly tenderedMinor: number | null;
  readonly currency: string;
}

/** What the typed sum does: change to give back, or what stays to pay. In sight before anything is booked. */
function Outcome({ dueMinor, tenderedMinor, currency }: OutcomeProps) {
  const { t, formatMoney } = usePosI18n();
  if (tenderedMinor === null) return null;
  const { changeMinor, leftMinor } = previewCash(dueMinor, tenderedMinor);
  if (leftMinor > 0)
    return (
      <p className="text-heading">{t('pay.leaves', { amount: formatMoney(leftMinor, currency, { narrow: true }) })}</p>
    );
  return (
    <>
      <p className="text-check-line font-regular text-second">{t('pay.change')}</p>
      <p className="text-hero">
        <MoneyText amountMinor={changeMinor} currency={currency} />
      </p>
    </>
  );
}

/** Cash: the sum as it is, the notes a guest is likely to give, or any sum typed. */
export function CashSide(props: CashSideProps) {
  const { dueMinor, currency, digits, quick, blocked, takingMinor, onDigits, onTake } = props;
  const { t, formatMoney } = usePosI18n();
  const typed = minorOfDigits(digits);
  const tendered = typed ?? dueMinor;
  const mainAmount = formatMoney(takingMinor ?? tendered, currency, { narrow: true });
  const take = () => {
    if (!blocked) onTake(tendered);
  };
  return (
    <section aria-label={t('pay.takeCash')} className="flex min-h-0 flex-1 flex-col gap-3">
      <div aria-live="polite" className="flex min-h-0 flex-1 flex-col justify-center">
        <Outcome dueMinor={dueMinor} tenderedMinor={typed} currency={currency} />
      </div>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-check-line font-bold">{t('pay.takeCash')}</h2>
        {typed === null ? (
          <p className="text-support text-second">{t('pay.changeFirst')}</p>
        ) : (
          <p className="text-heading">
            <span className="sr-only">{t('pay.tendered')}</span> <MoneyText amountMinor={typed} currency={currency} />
          </p>
        )}
      </div>
      <div className="grid grid-cols-[minmax(0,1.1fr)_minmax(0,3fr)] gap-2">
        <div className="grid auto-rows-fr gap-2">
          <QuickButton
            exact
            amountMinor={dueMinor}
            currency={currency}
            blocked={blocked}
            onPress={() => onTake(dueMinor)}
          />
          {quick.map((amountMinor) => (
            <QuickButton
              key={amountMinor}
              exact={false}
              amountMinor={amountMinor}
              currency={currency}
              blocked={blocked}
              onPress={() => onTake(amountMinor)}
            />
          ))}
        </div>
        <div className="pad-tall">
          <NumberPad kind="amount" value={digits} onChange={onDigits} maxLength={MAX_CASH_DIGITS} onEnter={take} />
        </div>
      </div>
      <Button
        variant="go"
        size={68}
        wide
        disabled={blocked && takingMinor === null}
        pending={takingMinor !== null}
        onPress={take}
      >
        {t('pay.take', { amount: mainAmount })}
      </Button>
    </section>
  );
}
