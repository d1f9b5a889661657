import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { classNames } from '../class-names.ts';
import { type ButtonSize, type ButtonVariant, VARIANT_CLASSES } from './button-looks.ts';

interface IconButtonProps {
  readonly icon: LucideIcon;
  /** What the button does, for those who do not see the icon. Only close, search and overflow go without visible words. */
  readonly label: string;
  readonly onPress: () => void;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  /** For a button that opens something: whether it is open. */
  readonly expanded?: boolean;
  readonly testId?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const SIZES: Readonly<Record<ButtonSize, string>> = {
  48: 'size-12 rounded-button',
  56: 'size-14 rounded-button',
  68: 'size-17 rounded-card',
};

/** A square button with an icon and a spoken name. */
export function IconButton(props: IconButtonProps) {
  const { icon: Icon, variant = 'quiet', size = 48 } = props;
  const disabled = props.disabled === true;
  return (
    <button
      ref={props.ref}
      type="button"
      data-testid={props.testId}
      aria-label={props.label}
      title={props.label}
      aria-disabled={disabled || undefined}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      onClick={() => {
        if (!disabled) props.onPress();
      }}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center press',
        SIZES[size],
        VARIANT_CLASSES[variant],
        disabled && 'opacity-50',
      )}
    >
      <Icon aria-hidden size={size === 68 ? 28 : 24} strokeWidth={2.4} />
    </button>
  );
}
