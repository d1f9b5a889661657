import { classNames } from '@passbell/ui/class-names';
import { Button } from '@passbell/ui/components/button';
import { QuantityStepper } from '@passbell/ui/components/quantity-stepper';
import { PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
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

interface SmallButtonProps {
  readonly onPress: () => void;
  readonly outlined?: boolean;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}

/** As high as the main action, but narrow: the width belongs to Add and its price. */
function SmallButton({ onPress, outlined = false, pressed, children }: SmallButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={classNames(
        'press flex min-h-17 shrink-0 items-center justify-center gap-2 rounded-card px-3 text-button active:bg-press',
        outlined || pressed === true ? 'bg-raised ring-[2.5px] ring-edge-strong ring-inset' : 'bg-quiet',
      )}
    >
      {children}
    </button>
  );
}

/** How many, for whom, and the one main action. While something is missing that says what, and a press leads there. */
export function SheetFooter(props: SheetFooterProps) {
  const { model, choice, currency, seats, blocked, onChange, onSeat } = props;
  const i18n = usePosI18n();
  const { t, formatMoney } = i18n;
  const nextSeat = choice.seat === null ? 1 : choice.seat >= seats ? null : choice.seat + 1;
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
        <SmallButton outlined onPress={() => onSeat(nextSeat)}>
          <span className="text-support font-semibold">{t('sheet.seat')}</span>{' '}
          <span className="text-heading">{choice.seat === null ? t('seat.tableShort') : choice.seat}</span>
        </SmallButton>
      )}
      <SmallButton onPress={props.onNote} pressed={props.noteOpen}>
        <PencilLine aria-hidden size={20} strokeWidth={2.2} />
        {t('sheet.note')}
      </SmallButton>
      <div className="min-w-0 flex-1">
        <Button variant={blocked ? 'quiet' : 'go'} size={68} wide onPress={props.onAdd}>
          {blocked ? missing : t(choice.lineId === null ? 'sheet.add' : 'sheet.save', { price })}
        </Button>
      </div>
    </>
  );
}
