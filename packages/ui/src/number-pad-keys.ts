/** A key of the pad. */
export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | 'backspace';

/** amount: digits of a sum, without leading zeros. code: a PIN or a card number, where each zero counts. */
export type PadKind = 'amount' | 'code';

const DIGIT = /^[0-9]$/u;

/** The digits after pressing `key`. A key that would pass `maxLength` changes nothing. */
export function applyPadKey(digits: string, key: PadKey, kind: PadKind, maxLength: number): string {
  if (key === 'backspace') return digits.slice(0, -1);
  const next = kind === 'amount' ? `${digits}${key}`.replace(/^0+/u, '') : `${digits}${key}`;
  return next.length > maxLength ? digits : next;
}

/** The pad key of a keyboard key, or null for a key that is none. Takes number rows and numeric pads of any layout. */
export function padKeyOf(keyboardKey: string): PadKey | 'enter' | null {
  if (keyboardKey === 'Backspace' || keyboardKey === 'Delete') return 'backspace';
  if (keyboardKey === 'Enter') return 'enter';
  // The test holds: one character from 0 to 9 is a PadKey.
  return DIGIT.test(keyboardKey) ? (keyboardKey as PadKey) : null;
}
