import { currencyExponent, MAX_MINOR } from '@passbell/core/kernel/money';

const OPEN_WORDS: ReadonlySet<string> = new Set(['', 'open', 'market', 'market price', 'mp', 'varies', 'variable']);

export type PriceReading =
  | { readonly kind: 'price'; readonly priceMinor: number }
  /** Typed at the till. */
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly why: 'price_malformed' | 'price_negative' | 'price_out_of_range' };

/** Splits digits into a whole part and decimals, whichever of point and comma the sheet was written with. */
function splitDecimals(digits: string, exponent: number): readonly [string, string] | null {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last === -1) return [digits, ''];
  const mark = digits.charAt(last);
  const tail = digits.slice(last + 1);
  const other = mark === '.' ? ',' : '.';
  const isRepeated = digits.indexOf(mark) !== last;
  // "1.200" of a currency with cents is a thousand and two hundred: nobody writes three decimals of a dollar.
  const isGrouping = isRepeated || (tail.length === 3 && exponent !== 3 && !digits.includes(other));
  const whole = isGrouping ? digits : digits.slice(0, last);
  const groups = whole.split(/[.,]/u);
  if (groups.length > 1 && !groups.slice(1).every((group) => group.length === 3)) return null;
  return [groups.join(''), isGrouping ? '' : tail];
}

/**
 * Reads a price as people write it in a sheet: `12.50`, `12,50`, `1,234.50`, `$12.50`, `12 €`. Empty, `open` and
 * `market` are prices typed at the till. Answers in minor units of the currency.
 */
export function readPrice(raw: string, currency: string): PriceReading {
  const text = raw.trim().toLowerCase();
  if (OPEN_WORDS.has(text)) return { kind: 'open' };
  const bare = text.replace(currency.toLowerCase(), '').replace(/\p{Sc}|[\s'’]/gu, '');
  if (/^[-−(]/u.test(bare)) return { kind: 'refused', why: 'price_negative' };
  const digits = bare.replace(/^\+/u, '').replace(/[.,][-–—]{1,2}$/u, '');
  if (!/^\d{1,15}(?:[.,]\d{1,15}){0,6}$/u.test(digits)) return { kind: 'refused', why: 'price_malformed' };
  const exponent = currencyExponent(currency);
  const parts = splitDecimals(digits, exponent);
  if (parts === null) return { kind: 'refused', why: 'price_malformed' };
  const [whole, decimals] = parts;
  const kept = decimals.slice(0, exponent).padEnd(exponent, '0');
  if (/[1-9]/u.test(decimals.slice(exponent))) return { kind: 'refused', why: 'price_malformed' };
  const priceMinor = Number(`${whole}${kept}`);
  if (priceMinor > MAX_MINOR) return { kind: 'refused', why: 'price_out_of_range' };
  return { kind: 'price', priceMinor };
}

/** Parts per million from a percentage in a sheet: `8.625`, `8,625 %`. Null where it is none. */
export function readRatePpm(raw: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/u.exec(raw.replace(/[\s%]/gu, ''));
  if (!match) return null;
  const ratePpm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ratePpm > 1_000_000 ? null : ratePpm;
}

const YES: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  'on',
  'inclusive',
  'included',
  'incl',
  'ja',
  'oui',
  'si',
  'sí',
]);
const NO: ReadonlySet<string> = new Set([
  'no',
  'n',
  'false',
  '0',
  '-',
  'off',
  'exclusive',
  'excluded',
  'excl',
  'nein',
  'non',
]);

/** A yes-or-no cell. Null where it is empty, `undefined` where it says neither. */
export function readFlag(raw: string): boolean | null | undefined {
  const word = raw.trim().toLowerCase();
  if (word === '') return null;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
