import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { classNames } from '../class-names.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { type ButtonSize, type ButtonVariant, VARIANT_CLASSES } from './button-looks.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  /** For arrows: the icon turns round where writing runs from right to left. */
  readonly iconMirrors?: boolean;
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

const SIZES: Readonly<Record<ButtonSize, string>> = {
  48: 'min-h-12 min-w-12 px-4 rounded-button text-button gap-2',
  56: 'min-h-14 min-w-14 px-4 rounded-button text-button gap-2',
  68: 'min-h-17 px-5 rounded-card text-button-main gap-3',
};

/**
 * A button with words. `onPress` answers touch, mouse, Enter and Space alike. A disabled button keeps its place in the
 * tab order (`aria-disabled`), so that a screen reader can find out that it is there.
 */
export function Button(props: ButtonProps) {
  const { children, onPress, variant = 'quiet', size = 48, icon: Icon, trailing, type = 'button' } = props;
  const { t } = useI18n();
  const pending = props.pending === true;
  const blocked = pending || props.disabled === true;
  const iconSize = size === 68 ? 26 : 22;

  return (
    <button
      ref={props.ref}
      type={type}
      data-testid={props.testId}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      aria-pressed={props.pressed}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (!blocked) onPress();
        else event.preventDefault();
      }}
      className={classNames(
        'inline-flex items-center justify-center text-center press',
        SIZES[size],
        VARIANT_CLASSES[variant],
        props.wide && 'w-full',
        props.disabled && !pending && 'opacity-50',
      )}
    >
      {pending ? (
        <LoaderCircle aria-hidden className="shrink-0 spin-slow" size={iconSize} strokeWidth={2.4} />
      ) : (
        Icon && (
          <Icon
            aria-hidden
            className={classNames('shrink-0', props.iconMirrors && 'mirrors')}
            size={iconSize}
            strokeWidth={2.2}
          />
        )
      )}
      <span>{children}</span>
      {trailing}
      {pending && <span className="sr-only">{t('action.working')}</span>}
    </button>
  );
}
