import { Delete } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { applyPadKey, type PadKey, type PadKind, padKeyOf } from './number-pad-keys.ts';

interface NumberPadProps {
  /** The digits so far, without separators. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind: PadKind;
  readonly maxLength: number;
  /** Enter on the keyboard. */
  readonly onEnter?: () => void;
  /** Takes digits typed anywhere on the page, except into a field. Off where two pads are on one screen. */
  readonly capturesKeyboard?: boolean;
  /** The bottom corner at the start of a pad of kind code, e.g. a badge button. */
  readonly corner?: ReactNode;
  readonly label?: string;
}

const DIGITS: readonly PadKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const KEY_LOOK =
  'figures flex min-h-14 items-center justify-center rounded-button bg-quiet text-title font-semibold text-main transition-colors active:bg-press';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

/** Digits under the thumb and under the keyboard alike. Keys stay left to right in every language. */
export function NumberPad(props: NumberPadProps) {
  const { value, kind, maxLength, capturesKeyboard = true } = props;
  const { t } = useI18n();
  const press = (key: PadKey) => {
    const next = applyPadKey(value, key, kind, maxLength);
    if (next !== value) props.onChange(next);
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const key = padKeyOf(event.key);
    if (key === null) return;
    // Enter on a focused button presses that button, as everywhere.
    if (key === 'enter' && (!props.onEnter || event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    if (key === 'enter') props.onEnter?.();
    else press(key);
  });

  useEffect(() => {
    if (!capturesKeyboard) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [capturesKeyboard]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid container in every engine
    <div role="group" aria-label={props.label ?? t('keypad.label')} dir="ltr" className="grid grid-cols-3 gap-2">
      {DIGITS.map((digit) => (
        <button key={digit} type="button" className={KEY_LOOK} onClick={() => press(digit)}>
          {digit}
        </button>
      ))}
      {kind === 'amount' ? (
        <button type="button" className={KEY_LOOK} onClick={() => press('00')}>
          00
        </button>
      ) : (
        (props.corner ?? <span />)
      )}
      <button type="button" className={KEY_LOOK} onClick={() => press('0')}>
        0
      </button>
      <button
        type="button"
        className={KEY_LOOK}
        aria-label={t('keypad.backspace')}
        title={t('keypad.backspace')}
        onClick={() => press('backspace')}
      >
        <Delete aria-hidden size={26} strokeWidth={2.2} />
      </button>
    </div>
  );
}
