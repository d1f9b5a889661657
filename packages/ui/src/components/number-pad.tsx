import { Delete, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { applyPadKey, type PadKey, type PadKind, padKeyOf } from '../number-pad-keys.ts';

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
  /** The free corner of a pad of kind code: badge, passkey. */
  readonly corner?: { readonly icon: LucideIcon; readonly label: string; readonly onPress: () => void };
  readonly label?: string;
}

const DIGITS: readonly PadKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

interface PadButtonProps {
  readonly label?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function PadButton({ label, onPress, children }: PadButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onPress}
      className="figures press flex min-h-14 items-center justify-center rounded-button bg-quiet text-title font-semibold text-main active:bg-press"
    >
      {children}
    </button>
  );
}

function PadIcon({ icon: Icon, label, onPress }: NonNullable<NumberPadProps['corner']>) {
  return (
    <PadButton label={label} onPress={onPress}>
      <Icon aria-hidden size={26} strokeWidth={2.2} />
    </PadButton>
  );
}

/** Digits under the thumb and under the keyboard alike. Keys stay left to right in every language. */
export function NumberPad(props: NumberPadProps) {
  const { value, kind, maxLength, corner, capturesKeyboard = true } = props;
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
        <PadButton key={digit} onPress={() => press(digit)}>
          {digit}
        </PadButton>
      ))}
      {kind === 'amount' && <PadButton onPress={() => press('00')}>00</PadButton>}
      {kind === 'code' && (corner ? <PadIcon {...corner} /> : <span />)}
      <PadButton onPress={() => press('0')}>0</PadButton>
      <PadIcon icon={Delete} label={t('keypad.backspace')} onPress={() => press('backspace')} />
    </div>
  );
}
