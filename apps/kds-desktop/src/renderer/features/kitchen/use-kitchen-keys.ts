import { useEffect, useEffectEvent } from 'react';
import { type KitchenAct, kitchenAct } from './kitchen-keys.ts';

const PRESSED_BY_ITSELF = 'button, a[href], input, select, textarea, summary, [role="button"]';
/** Acts that holding a key must not repeat: a stuck key may not clear the wall. */
const REPEATS: ReadonlySet<KitchenAct['kind']> = new Set([
  'previous',
  'next',
  'line_up',
  'line_down',
  'page_up',
  'page_down',
]);

/** Moves the focus among the buttons of an open dialog by arrow keys: a bump bar has no Tab. */
function moveInDialog(dialog: Element, event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const isOwn = event.target instanceof Element && event.target.closest('input, [role="radio"], select') !== null;
  if (step === undefined || isOwn) return;
  const buttons: HTMLElement[] = [...dialog.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const at = document.activeElement instanceof HTMLElement ? buttons.indexOf(document.activeElement) : -1;
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
}

/** Whether a key scrolls the part of the screen that has the focus. */
function scrollsBy(key: string, target: Element | null): boolean {
  return target?.matches('section[tabindex]') === true && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/u.test(key);
}

/** Listens for the keys of bump bar and keyboard. Dialogs and focused buttons keep the keys that are theirs. */
export function useKitchenKeys(direction: 'ltr' | 'rtl', onAct: (act: KitchenAct) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const dialog = document.querySelector('dialog:modal');
    if (dialog !== null) return moveInDialog(dialog, event);
    const target = event.target instanceof Element ? event.target : null;
    const isPress = event.key === 'Enter' || event.key === ' ';
    // Held down, a button would press itself again and again, each time on the next ticket.
    if (isPress && event.repeat) return event.preventDefault();
    if (target?.closest('input, select, textarea') || scrollsBy(event.key, target)) return;
    if (isPress && target?.closest(PRESSED_BY_ITSELF)) return;
    const act = kitchenAct(event, direction);
    if (act === null || (event.repeat && !REPEATS.has(act.kind))) return;
    event.preventDefault();
    onAct(act);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
