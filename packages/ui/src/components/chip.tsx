import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';

interface ChipProps {
  readonly children: ReactNode;
  /** on: chosen (filled). armed: the one that the next press goes to (outlined). off: neither. */
  readonly state: 'off' | 'on' | 'armed';
  readonly onPress: () => void;
  readonly icon?: LucideIcon;
  /** After the text: a price, a count. */
  readonly trailing?: ReactNode;
  /** allergy: orchid when chosen. Nothing else may be orchid. */
  readonly tone?: 'ink' | 'allergy';
  readonly size?: 48 | 56;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly testId?: string;
}

const STATES = {
  off: 'bg-option text-main ring-1 ring-inset ring-edge active:bg-press',
  on: 'bg-ink text-on-ink active:bg-ink-press',
  armed: 'bg-raised text-main ring-[2.5px] ring-inset ring-edge-strong active:bg-press',
} as const;

/** An option that is switched on and off: a modifier, a seat, a filter, an allergen. */
export function Chip(props: ChipProps) {
  const { state, icon: Icon, tone = 'ink', size = 48 } = props;
  const disabled = props.disabled === true;
  const look =
    state === 'on' && tone === 'allergy' ? 'bg-allergy text-on-allergy active:bg-allergy-press' : STATES[state];
  return (
    <button
      type="button"
      data-testid={props.testId}
      aria-pressed={state !== 'off'}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) props.onPress();
      }}
      className={classNames(
        'inline-flex items-center justify-center gap-2 rounded-button px-4 text-button press',
        size === 48 ? 'min-h-12 min-w-12' : 'min-h-14 min-w-14',
        props.wide && 'w-full',
        look,
        disabled && 'hatch-out text-second line-through',
      )}
    >
      {Icon && <Icon aria-hidden className="shrink-0" size={20} strokeWidth={2.4} />}
      <span>{props.children}</span>
      {props.trailing && <span className="figures font-regular opacity-80">{props.trailing}</span>}
    </button>
  );
}
