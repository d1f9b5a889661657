import { Minus, Plus } from 'lucide-react';
import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';

interface QuantityStepperProps {
  /** What is counted: "Skirt frites". */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly size?: 48 | 68;
}

/** One fewer, the count, one more. */
export function QuantityStepper({ label, value, min, max, onChange, size = 48 }: QuantityStepperProps) {
  const { t, formatNumber } = useI18n();
  const key = (atEnd: boolean) =>
    classNames(
      'flex items-center justify-center press active:bg-press',
      size === 68 ? 'size-17 rounded-card' : 'size-12 rounded-button',
      atEnd && 'opacity-40',
    );
  return (
    <fieldset
      className={classNames(
        'inline-flex items-center bg-quiet text-main',
        size === 68 ? 'rounded-card' : 'rounded-button',
      )}
    >
      <legend className="sr-only">{label}</legend>
      <button
        type="button"
        aria-label={t('quantity.fewer', { label })}
        aria-disabled={value <= min || undefined}
        onClick={() => value > min && onChange(value - 1)}
        className={key(value <= min)}
      >
        <Minus aria-hidden size={24} strokeWidth={2.6} />
      </button>
      <output className={classNames('figures min-w-10 text-center', size === 68 ? 'text-title' : 'text-heading')}>
        {formatNumber(value)}
      </output>
      <button
        type="button"
        aria-label={t('quantity.more', { label })}
        aria-disabled={value >= max || undefined}
        onClick={() => value < max && onChange(value + 1)}
        className={key(value >= max)}
      >
        <Plus aria-hidden size={24} strokeWidth={2.6} />
      </button>
    </fieldset>
  );
}
