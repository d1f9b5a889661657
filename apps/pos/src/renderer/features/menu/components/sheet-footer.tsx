import { Button } from '@passbell/ui/components/button';
import { QuantityStepper } from '@passbell/ui/components/quantity-stepper';
import { PencilLine } from 'lucide-react';
import { chooseWords } from '../../../i18n/choose-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { MAX_QUANTITY } from '../../orders/cart.ts';
import type { ItemChoice } from '../item-choice.ts';
import type { SheetModel } from '../sheet-model.ts';

interface SheetFooterProps {
  readonly model: SheetModel;
  readonly choice: ItemChoice;
  readonly currency: string;
  readonly seats: number;
  readonly blocked: boolean;
  readonly noteOpen: boolean;
  readonly onChange: (choice: ItemChoice) => void;
  readonly onSeat: (seat: number | null) => void;
  readonly onNote: () => void;
  readonly onAdd: () => void;
}

/** How many, for whom, and the one main action. While something is missing that says what, and a press leads there. */
export function SheetFooter(props: SheetFooterProps) {
  const { model, choice, currency, seats, blocked, onChange, onSeat } = props;
  const i18n = usePosI18n();
  const { t, formatMoney } = i18n;
  const nextSeat = choice.seat === null ? 1 : choice.seat >= seats ? null : choice.seat + 1;
  const seatWords = choice.seat === null ? t('seat.table') : String(choice.seat);
  const missing = model.missing
    ? chooseWords(model.missing, i18n)
    : model.missingPrice
      ? t('sheet.enterPrice')
      : t('sheet.cannotAdd');
  const price = formatMoney(model.amountMinor ?? 0, currency, { narrow: true });
  return (
    <>
      <QuantityStepper
        label={model.item.name}
        size={68}
        min={1}
        max={MAX_QUANTITY}
        value={choice.quantity}
        onChange={(quantity) => onChange({ ...choice, quantity })}
      />
      {seats > 0 && (
        <Button
          variant="outline"
          size={68}
          onPress={() => onSeat(nextSeat)}
          trailing={<span className="text-heading">{seatWords}</span>}
        >
          <span className="text-support font-semibold">{t('sheet.seat')}</span>
        </Button>
      )}
      <Button size={68} icon={PencilLine} onPress={props.onNote} pressed={props.noteOpen}>
        {t('sheet.note')}
      </Button>
      <div className="flex-1">
        {blocked ? (
          <Button variant="quiet" size={68} wide onPress={props.onAdd}>
            {missing}
          </Button>
        ) : (
          <Button variant="go" size={68} wide onPress={props.onAdd}>
            {t(choice.lineId === null ? 'sheet.add' : 'sheet.save', { price })}
          </Button>
        )}
      </div>
    </>
  );
}
