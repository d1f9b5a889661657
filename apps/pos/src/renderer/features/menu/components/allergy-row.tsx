import { AllergyBand } from '@passbell/ui/components/allergy-band';
import { Button } from '@passbell/ui/components/button';
import { Chip } from '@passbell/ui/components/chip';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { allergenName } from '../../../i18n/allergen-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { TextField } from '../../../shared/text-field.tsx';
import type { AllergySource } from '../allergy-sources.ts';

interface AllergyRowProps {
  /** What the menu knows, in its fixed order. */
  readonly known: readonly string[];
  readonly chosen: readonly string[];
  readonly sources: readonly AllergySource[];
  readonly seat: number | null;
  readonly onChange: (allergies: readonly string[]) => void;
  readonly onRemove: (modifierId: string) => void;
}

function OtherAllergy({ onAdd }: { readonly onAdd: (allergy: string) => void }) {
  const { t } = usePosI18n();
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() !== '') onAdd(text.trim());
  };
  return (
    <div className="mt-2 flex items-end gap-2">
      <TextField
        label={t('sheet.otherAllergyLabel')}
        value={text}
        onChange={setText}
        maxLength={40}
        onEnter={add}
        autoFocus
      />
      <Button variant="ink" size={56} onPress={add}>
        {t('sheet.addAllergy')}
      </Button>
    </div>
  );
}

function Warning({
  source,
  seat,
  onRemove,
}: {
  readonly source: AllergySource;
  readonly seat: number | null;
  readonly onRemove: (modifierId: string) => void;
}) {
  const i18n = usePosI18n();
  const { t, locale } = i18n;
  const { removableId } = source;
  const who = seat === null ? t('sheet.warningTable') : t('sheet.warningSeat', { seat });
  const detail = source.kind === 'modifier' && removableId === null ? `${who} ${t('sheet.chooseOther')}` : who;
  const allergen = allergenName(source.allergen, i18n).toLocaleLowerCase(locale);
  return (
    <div className="mt-2">
      <AllergyBand
        look="note"
        allergens={t('sheet.warning', { source: source.name, allergen })}
        detail={detail}
        action={
          removableId !== null && (
            <Button variant="allergy" onPress={() => onRemove(removableId)}>
              {t('sheet.removeSource', { name: source.name.toLocaleLowerCase(locale) })}
            </Button>
          )
        }
      />
    </div>
  );
}

/** One row of them; the rest, and any other word, is behind Other. */
const IN_SIGHT = 5;

/** What the guest must not eat, checked at once against what is chosen. */
export function AllergyRow({ known, chosen, sources, seat, onChange, onRemove }: AllergyRowProps) {
  const i18n = usePosI18n();
  const { t } = i18n;
  const [asking, setAsking] = useState(false);
  const inSight = asking ? known : known.slice(0, IN_SIGHT);
  const shown = [...inSight, ...chosen.filter((allergy) => !inSight.includes(allergy))];
  const warningsRef = useRef<HTMLDivElement>(null);
  const warnings = sources.length;
  useEffect(() => {
    if (warnings > 0) warningsRef.current?.scrollIntoView({ block: 'nearest' });
  }, [warnings]);
  const toggle = (allergy: string) =>
    onChange(chosen.includes(allergy) ? chosen.filter((other) => other !== allergy) : [...chosen, allergy]);
  return (
    <section aria-label={t('sheet.allergy')}>
      <div className="mb-2 flex items-baseline justify-between gap-4 text-support">
        <h3 className="text-check-line font-bold">{t('sheet.allergy')}</h3>
        <span className="text-second">{t('sheet.allergyHint')}</span>
      </div>
      <div className="grid grid-cols-6 gap-1.5">
        {shown.map((allergy) => {
          const on = chosen.includes(allergy);
          return (
            <Chip
              key={allergy}
              tone="allergy"
              size={48}
              state={on ? 'on' : 'off'}
              {...(on ? { icon: TriangleAlert } : {})}
              onPress={() => toggle(allergy)}
            >
              {allergenName(allergy, i18n)}
            </Chip>
          );
        })}
        <Chip state={asking ? 'armed' : 'off'} onPress={() => setAsking(!asking)}>
          {t('sheet.otherAllergy')}
        </Chip>
      </div>
      {asking && (
        <OtherAllergy
          onAdd={(allergy) => {
            onChange([...new Set([...chosen, allergy])]);
            setAsking(false);
          }}
        />
      )}
      <div ref={warningsRef} aria-live="assertive">
        {sources.map((source) => (
          <Warning
            key={`${source.allergen}:${source.kind}:${source.name}`}
            source={source}
            seat={seat}
            onRemove={onRemove}
          />
        ))}
      </div>
    </section>
  );
}
