import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { Sheet } from '@passbell/ui/components/sheet';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';
import { type ItemChoice, removeModifier, tapModifier } from '../item-choice.ts';
import type { SheetModel } from '../sheet-model.ts';
import { AllergyRow } from './allergy-row.tsx';
import { ChoiceGroupRow } from './choice-group-row.tsx';
import { PriceField } from './price-field.tsx';
import { SheetFooter } from './sheet-footer.tsx';

interface ItemSheetProps {
  readonly model: SheetModel;
  readonly choice: ItemChoice;
  readonly menu: MenuIndex;
  readonly currency: string;
  readonly knownAllergens: readonly string[];
  /** How many seats the check has; 0 where it has none. */
  readonly seats: number;
  readonly onChange: (choice: ItemChoice) => void;
  readonly onSeat: (seat: number | null) => void;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}

/** Everything that can be said about a dish before it goes on the check. What the menu knows is answered already. */
export function ItemSheet(props: ItemSheetProps) {
  const { model, choice, menu, currency, onChange } = props;
  const { t } = usePosI18n();
  const [noteOpen, setNoteOpen] = useState(choice.note !== '');
  const missingRef = useRef<HTMLHeadingElement>(null);
  const priceRef = useRef<HTMLInputElement>(null);
  const blocked = model.missing !== null || model.missingPrice || model.amountMinor === null;

  const add = () => {
    if (!blocked) return props.onAdd();
    const missing = model.missingPrice && model.missing === null ? priceRef.current : missingRef.current;
    missing?.scrollIntoView({ block: 'center' });
    missing?.focus();
  };
  // Enter adds as soon as nothing else has the focus: item, Enter is the whole of it.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    if (event.target instanceof HTMLElement && event.target.closest('button, input, textarea, summary')) return;
    event.preventDefault();
    add();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const tap = (groupId: string, optionId: string) =>
    onChange(
      groupId === 'variation'
        ? { ...choice, variationId: optionId, unitPriceMinor: null }
        : tapModifier(menu, model.item, choice, optionId),
    );
  const subtitle = [model.sectionName, model.item.description].filter((text) => text !== null).join(' · ');

  return (
    <Sheet
      title={model.item.name}
      subtitle={subtitle}
      onClose={props.onClose}
      footer={
        <SheetFooter
          {...props}
          blocked={blocked}
          onAdd={add}
          onNote={() => setNoteOpen(!noteOpen)}
          noteOpen={noteOpen}
        />
      }
    >
      <div className="-my-2 flex flex-col gap-2">
        {model.groups.map((group) => (
          <ChoiceGroupRow
            key={group.id}
            group={group}
            currency={currency}
            onTap={(optionId) => tap(group.id, optionId)}
            {...(group.id === model.missing?.id ? { headingRef: missingRef } : {})}
          />
        ))}
        {model.asksPrice && (
          <PriceField
            ref={priceRef}
            valueMinor={choice.unitPriceMinor}
            currency={currency}
            onChange={(unitPriceMinor) => onChange({ ...choice, unitPriceMinor })}
          />
        )}
        {noteOpen && (
          <TextField
            label={t('sheet.noteLabel')}
            value={choice.note}
            maxLength={200}
            onChange={(note) => onChange({ ...choice, note })}
            onEnter={add}
            autoFocus={choice.note === ''}
          />
        )}
        <AllergyRow
          known={props.knownAllergens}
          chosen={choice.allergies}
          sources={model.sources}
          seat={choice.seat}
          onChange={(allergies) => onChange({ ...choice, allergies })}
          onRemove={(modifierId) => onChange(removeModifier(choice, modifierId))}
        />
      </div>
    </Sheet>
  );
}
