import { classNames } from '@passbell/ui/class-names';
import { Button } from '@passbell/ui/components/button';
import { QuantityStepper } from '@passbell/ui/components/quantity-stepper';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { MAX_QUANTITY } from '../cart.ts';
import type { CheckLine } from '../check-model.ts';
import { LineText } from './line-row.tsx';

interface NewLineProps {
  readonly line: CheckLine;
  readonly currency: string;
  readonly seated: boolean;
  /** Open for changes. Only one line is at a time. */
  readonly armed: boolean;
  readonly onArm: () => void;
  readonly onQuantity: (quantity: number) => void;
  readonly onEdit: (() => void) | null;
  readonly onRemove: () => void;
}

/** A line that is not sent: a press opens what can be changed about it, right there. */
export function NewLine({ line, currency, seated, armed, onArm, onQuantity, onEdit, onRemove }: NewLineProps) {
  const { t } = usePosI18n();
  return (
    <li className={classNames('rounded-button', armed && 'bg-surface ring-1 ring-edge ring-inset')}>
      <button
        type="button"
        aria-expanded={armed}
        onClick={onArm}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return;
          event.preventDefault();
          onRemove();
        }}
        className="press block min-h-12 w-full rounded-button px-2 py-2.5 active:bg-press"
      >
        <LineText line={line} currency={currency} seated={seated} look="new" />
      </button>
      {armed && (
        <div className="px-2 pb-2">
          <div className="flex flex-wrap items-center gap-1.5">
            <QuantityStepper label={line.name} min={1} max={MAX_QUANTITY} value={line.quantity} onChange={onQuantity} />
            {onEdit && (
              <Button variant="outline" onPress={onEdit}>
                {t('line.change')}
              </Button>
            )}
            <Button variant="ink" onPress={onRemove}>
              {t('line.remove')}
            </Button>
          </div>
          {seated && <p className="mt-1.5 text-support text-second">{t('line.seatHint')}</p>}
        </div>
      )}
    </li>
  );
}
