import { classNames } from '@passbell/ui/class-names';
import { Check, Minus, Plus } from 'lucide-react';
import type { Ref } from 'react';
import { chooseWords } from '../../../i18n/choose-words.ts';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import type { ChoiceGroup, ChoiceOption } from '../choice-groups.ts';

interface ChoiceGroupRowProps {
  readonly group: ChoiceGroup;
  readonly currency: string;
  readonly onTap: (optionId: string) => void;
  /** Where Add leads to while this is not answered. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

const LOOKS: Readonly<Record<ChoiceOption['look'], string>> = {
  off: 'bg-option text-main ring-1 ring-inset ring-edge active:bg-press',
  on: 'bg-ink text-on-ink active:bg-ink-press',
  add: 'bg-ink text-on-ink active:bg-ink-press',
  extra: 'bg-ink text-on-ink active:bg-ink-press',
  no: 'bg-raised text-main ring-[2.5px] ring-inset ring-edge-strong active:bg-press',
};

interface OptionProps extends Pick<ChoiceGroupRowProps, 'currency' | 'onTap'> {
  readonly option: ChoiceOption;
  /** `+3` for what comes on top, `17` for a size. */
  readonly signed: boolean;
}

function Option({ option, currency, signed, onTap }: OptionProps) {
  const { t, formatMoney } = usePosI18n();
  const chosen = option.look !== 'off' && option.look !== 'no';
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-disabled={option.stopped || undefined}
      onClick={() => option.stopped || onTap(option.id)}
      className={classNames(
        'press inline-flex min-h-(--option-height) min-w-0 items-center justify-center gap-1.5 rounded-button px-2 text-button',
        option.stopped ? 'hatch-out text-second ring-1 ring-edge ring-inset' : LOOKS[option.look],
      )}
    >
      {option.look === 'no' && <Minus aria-hidden className="shrink-0" size={18} strokeWidth={2.8} />}
      {(option.look === 'add' || option.look === 'extra') && (
        <Plus aria-hidden className="shrink-0" size={18} strokeWidth={2.8} />
      )}
      {option.look === 'no' && <span className="sr-only">{t('sheet.optionNo')}</span>}
      <span
        className={classNames('[overflow-wrap:anywhere]', (option.look === 'no' || option.stopped) && 'line-through')}
      >
        {option.name}
      </span>
      {option.look === 'extra' && <span className="font-heavy">{t('sheet.optionExtra')}</span>}
      {option.stopped && <span className="text-small">{t('sheet.optionOut')}</span>}
      {option.priceMinor > 0 && option.look !== 'no' && (
        <span className={classNames('figures font-regular', chosen ? 'text-on-ink-second' : 'text-second')}>
          {formatMoney(option.look === 'extra' ? option.priceMinor * 2 : option.priceMinor, currency, {
            bare: true,
            signed,
          })}
        </span>
      )}
    </button>
  );
}

function GroupHint({ group }: { readonly group: ChoiceGroup }) {
  const i18n = usePosI18n();
  const { t } = i18n;
  if (group.missing > 0) return <span className="font-bold text-main">{chooseWords(group, i18n)}</span>;
  if (group.required) {
    return (
      <span className="flex min-w-0 items-center gap-1.5 font-semibold text-go-text">
        <Check aria-hidden className="shrink-0" size={16} strokeWidth={3} />
        {group.answer.join(', ')}
      </span>
    );
  }
  if (group.kind === 'one') return <span className="text-second">{t('sheet.optional')}</span>;
  return (
    <span className="text-second">
      {group.max === null || group.max >= group.options.length
        ? t('sheet.tapHint')
        : t('sheet.upTo', { max: group.max })}
    </span>
  );
}

/** As many to a row as keeps names whole: short ones share a row, long ones get a third of it. */
function columnsFor(options: readonly ChoiceOption[]): string {
  const longest = Math.max(...options.map((option) => option.name.length + (option.priceMinor > 0 ? 4 : 0)));
  if (options.length <= 5 && longest <= 9) return 'grid-cols-5';
  if (options.length === 4 && longest <= 12) return 'grid-cols-4';
  if (longest > 22 || options.length === 2) return 'grid-cols-2';
  return 'grid-cols-3';
}

/** One question of the item sheet, with what is answered already at its end. */
export function ChoiceGroupRow(props: ChoiceGroupRowProps) {
  const { group, headingRef } = props;
  return (
    <section aria-label={group.name} className="border-edge border-b pb-2.5">
      <div className="mb-1.5 flex items-baseline justify-between gap-4 text-support">
        <h3 ref={headingRef} tabIndex={-1} className="shrink-0 text-check-line font-bold">
          {group.name}
        </h3>
        <GroupHint group={group} />
      </div>
      <div className={classNames('grid gap-1.5', columnsFor(group.options))}>
        {group.options.map((option) => (
          <Option
            key={option.id}
            option={option}
            signed={group.prices === 'added'}
            currency={props.currency}
            onTap={props.onTap}
          />
        ))}
      </div>
    </section>
  );
}
