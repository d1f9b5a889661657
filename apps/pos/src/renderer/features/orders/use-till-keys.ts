import { useEffect, useEffectEvent } from 'react';

/** What the till's keys do on a screen. Left away: the key does nothing there. */
export interface TillKeys {
  readonly onSend?: () => void;
  readonly onPay?: () => void;
  readonly onExact?: () => void;
  readonly onSeat?: (seat: number) => void;
  /** Esc. False when there was nothing to go back from. */
  readonly onBack?: () => boolean;
  readonly onHelp?: () => void;
  /** A letter or digit typed into nothing in particular. */
  readonly onType?: (text: string) => void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

const ALT_DIGIT = /^Digit([1-9])$/u;

/** The key's act, or null. */
function actOf(event: KeyboardEvent, keys: TillKeys): (() => void) | null {
  if (event.key === 'F2') return keys.onSend ?? null;
  if (event.key === 'F4' && !event.altKey) return keys.onPay ?? null;
  if (event.key === 'F8') return keys.onExact ?? null;
  const { onSeat, onHelp, onType } = keys;
  // By place on the keyboard: with Alt held, many layouts type something else there.
  const seat = event.altKey ? ALT_DIGIT.exec(event.code)?.[1] : undefined;
  if (seat !== undefined && onSeat) return () => onSeat(Number(seat));
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
  if (event.key === '?' && onHelp) return onHelp;
  const isText = [...event.key].length === 1 && event.key.trim() !== '';
  return isText && onType ? () => onType(event.key) : null;
}

/** Listens on the whole page; stands back while a dialog asks something. */
export function useTillKeys(keys: TillKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return;
    if (event.key === 'Escape') {
      if (keys.onBack?.()) event.preventDefault();
      return;
    }
    const act = actOf(event, keys);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
