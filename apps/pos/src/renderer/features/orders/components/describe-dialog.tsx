import type { DiningOption } from '@passbell/core/orders/order-rows';
import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { QuantityStepper } from '@passbell/ui/components/quantity-stepper';
import { SegmentedControl } from '@passbell/ui/components/segmented-control';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';
import type { CartHead } from '../cart.ts';

interface DescribeDialogProps {
  readonly head: CartHead;
  readonly onSave: (head: CartHead) => void;
  readonly onClose: () => void;
}

const OPTIONS: readonly DiningOption[] = ['dine_in', 'take_away'];
const MAX_GUESTS = 500;

function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Where the guests sit, how many they are, and whether they stay. Asked before the first send; nothing of it is needed. */
export function DescribeDialog({ head, onSave, onClose }: DescribeDialogProps) {
  const { t } = usePosI18n();
  const [table, setTable] = useState(head.tableLabel ?? '');
  const [name, setName] = useState(head.guestName ?? '');
  const [guests, setGuests] = useState(head.guestCount ?? 0);
  const [option, setOption] = useState(head.diningOption);
  const save = () =>
    onSave({
      diningOption: option,
      tableLabel: textOrNull(table),
      guestName: textOrNull(name),
      guestCount: guests === 0 ? null : guests,
    });
  return (
    <Dialog
      title={t('describe.title')}
      icon={Users}
      tone="sky"
      onClose={onClose}
      actions={
        <>
          <Button variant="go" size={56} onPress={save}>
            {t('describe.save')}
          </Button>
          <Button size={56} onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <div className="mt-4 flex flex-col gap-4 text-main">
        <div>
          <SegmentedControl
            label={t('describe.option')}
            size={56}
            value={option}
            onChange={setOption}
            options={OPTIONS.map((value) => ({ value, label: t(`check.option.${value}`) }))}
          />
        </div>
        <TextField
          label={t('describe.table')}
          hint={t('describe.tableHint')}
          value={table}
          onChange={setTable}
          maxLength={20}
          onEnter={save}
        />
        <TextField
          label={t('describe.name')}
          hint={t('describe.nameHint')}
          value={name}
          onChange={setName}
          maxLength={80}
          onEnter={save}
        />
        <div className="flex items-center justify-between gap-4">
          <span className="text-support font-semibold">{t('describe.guests')}</span>
          <QuantityStepper
            label={t('describe.guests')}
            size={68}
            min={0}
            max={MAX_GUESTS}
            value={guests}
            onChange={setGuests}
          />
        </div>
      </div>
    </Dialog>
  );
}
