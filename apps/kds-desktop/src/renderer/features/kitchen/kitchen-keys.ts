/** What a key on the bump bar or keyboard asks for. */
export type KitchenAct =
  | { readonly kind: 'slot'; readonly slot: number }
  | {
      readonly kind:
        | 'previous'
        | 'next'
        | 'first'
        | 'last'
        | 'line_up'
        | 'line_down'
        | 'page_up'
        | 'page_down'
        | 'activate'
        | 'recall_last'
        | 'recall_list'
        | 'start'
        | 'got_it'
        | 'mute'
        | 'wipe'
        | 'all_day'
        | 'help';
    };

/** What is read of a keyboard event. */
export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const PLAIN: Readonly<Record<string, Exclude<KitchenAct['kind'], 'slot'>>> = {
  ArrowUp: 'line_up',
  ArrowDown: 'line_down',
  Enter: 'activate',
  ' ': 'activate',
  Backspace: 'recall_last',
  Home: 'first',
  End: 'last',
  PageUp: 'page_up',
  PageDown: 'page_down',
  r: 'recall_last',
  s: 'start',
  g: 'got_it',
  m: 'mute',
  l: 'wipe',
  a: 'all_day',
  '?': 'help',
};

/** Keys in the words of the help, in the order of the help. */
export const KEY_HELP = [
  ['1 – 9, 0', 'keys.slots'],
  ['Left, Right', 'keys.tickets'],
  ['Up, Down', 'keys.items'],
  ['Enter, Space', 'keys.activate'],
  ['Backspace, R', 'keys.recallLast'],
  ['Shift+R', 'keys.recallList'],
  ['Home, End, PgUp, PgDn', 'keys.pages'],
  ['S', 'keys.start'],
  ['G', 'keys.gotIt'],
  ['A', 'keys.allDay'],
  ['M', 'keys.mute'],
  ['L', 'keys.wipe'],
  ['?', 'keys.help'],
] as const;

/** The key written on a slot: 1 to 9, then 0; none from the eleventh on, which arrows and touch still reach. */
export function slotKey(slot: number): string | null {
  return slot < 9 ? String(slot + 1) : slot === 9 ? '0' : null;
}

/** Reads a key. `direction`: where writing runs from right to left, so do the slots. */
export function kitchenAct(pressed: PressedKey, direction: 'ltr' | 'rtl'): KitchenAct | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  const { key } = pressed;
  if (/^[0-9]$/u.test(key)) return { kind: 'slot', slot: key === '0' ? 9 : Number(key) - 1 };
  if (key === 'ArrowLeft') return { kind: direction === 'ltr' ? 'previous' : 'next' };
  if (key === 'ArrowRight') return { kind: direction === 'ltr' ? 'next' : 'previous' };
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (name === 'r' && pressed.shiftKey) return { kind: 'recall_list' };
  const kind = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  return kind === undefined ? null : { kind };
}
