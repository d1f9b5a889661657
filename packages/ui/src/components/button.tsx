import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { classNames } from './class-names.ts';

/** go: the one main action. ink: a firm or destructive act. outline: the second choice. quiet: all others. */
export type ButtonVariant = 'go' | 'ink' | 'outline' | 'quiet' | 'allergy';
/** Height in px: 48 smallest staff target, 56 options and rows, 68 main and kitchen. */
export type ButtonSize = 48 | 56 | 68;

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  /** After the text: a count, a price, a chevron. */
  readonly trailing?: ReactNode;
  readonly disabled?: boolean;
  /** The act is under way: presses are ignored, the width stays. */
  readonly pending?: boolean;
  /** Takes the whole width it is given. */
  readonly wide?: boolean;
  readonly type?: 'button' | 'submit';
  /** For a button that shows a state: chosen or not. */
  readonly pressed?: boolean;
  readonly describedBy?: string;
  readonly testId?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  go: 'bg-go text-on-go active:bg-go-press',
  ink: 'bg-ink text-on-ink active:bg-ink-press',
  outline: 'bg-raised text-main ring-[2.5px] ring-inset ring-edge-strong active:bg-press',
  quiet: 'bg-quiet text-main active:bg-press',
  allergy: 'bg-allergy-press text-on-allergy active:bg-allergy',
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  48: 'min-h-12 px-4 rounded-button text-button gap-2',
  56: 'min-h-14 px-4 rounded-button text-button gap-2',
  68: 'min-h-17 px-5 rounded-card text-button-main gap-3',
};

/**
 * A button with words. `onPress` answers touch, mouse, Enter and Space alike. A disabled button keeps its place in the
 * tab order (`aria-disabled`), so that a screen reader can find out that it is there.
 */
export function Button(props: ButtonProps) {
  const { children, onPress, variant = 'quiet', size = 48, icon: Icon, trailing, type = 'button', testId } = props;
  const { t } = useI18n();
  const pending = props.pending === true;
  const blocked = pending || props.disabled === true;
  const iconSize = size === 68 ? 26 : 22;

  return (
    <button
      ref={props.ref}
      type={type}
      data-testid={testId}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      aria-pressed={props.pressed}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (!blocked) onPress();
        else event.preventDefault();
      }}
      className={classNames(
        'inline-flex items-center justify-center text-center transition-colors',
        SIZES[size],
        VARIANTS[variant],
        props.wide && 'w-full',
        props.disabled && !pending && 'opacity-50',
      )}
    >
      {pending ? (
        <LoaderCircle aria-hidden className="shrink-0 spin-slow" size={iconSize} strokeWidth={2.4} />
      ) : (
        Icon && <Icon aria-hidden className="shrink-0" size={iconSize} strokeWidth={2.2} />
      )}
      <span>{children}</span>
      {trailing}
      {pending && <span className="sr-only">{t('action.working')}</span>}
    </button>
  );
}
