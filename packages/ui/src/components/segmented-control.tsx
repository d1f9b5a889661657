import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { classNames } from '../class-names.ts';

interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: LucideIcon;
}

interface SegmentedControlProps<Value extends string> {
  /** What is being chosen, for screen readers. */
  readonly label: string;
  readonly options: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly size?: 48 | 56;
}

/** One of a few, all in sight. Radio buttons underneath, so the arrow keys walk and one Tab leaves. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className="inline-flex gap-1 rounded-card bg-quiet p-1">
      <legend className="sr-only">{props.label}</legend>
      {props.options.map(({ value, label, icon: Icon }) => (
        <label
          key={value}
          className={classNames(
            'flex items-center justify-center gap-2 rounded-button px-5 text-button press',
            'has-focus-visible:outline-3 has-focus-visible:outline-white has-focus-visible:shadow-focus',
            props.size === 56 ? 'min-h-14' : 'min-h-12',
            value === props.value ? 'bg-chosen text-main shadow-lift' : 'text-second active:bg-press',
          )}
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
            className="sr-only"
          />
          {Icon && <Icon aria-hidden size={20} strokeWidth={2.4} />}
          {label}
        </label>
      ))}
    </fieldset>
  );
}
