import { currencyExponent } from '@passbell/core/kernel/money';

/**
 * Notes that guests hand over, in whole units of the currency, largest circulating ones left out. Where a currency is
 * not listed, the 1-2-5 series near the amount is used, as most currencies have it.
 */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  USD: [5, 10, 20, 50, 100],
  CAD: [5, 10, 20, 50, 100],
  AUD: [5, 10, 20, 50, 100],
  NZD: [5, 10, 20, 50, 100],
  EUR: [5, 10, 20, 50, 100],
  GBP: [5, 10, 20, 50],
  CHF: [10, 20, 50, 100, 200],
  SEK: [20, 50, 100, 200, 500],
  NOK: [50, 100, 200, 500],
  DKK: [50, 100, 200, 500],
  PLN: [10, 20, 50, 100, 200],
  CZK: [100, 200, 500, 1_000, 2_000],
  JPY: [1_000, 5_000, 10_000],
  KRW: [1_000, 5_000, 10_000, 50_000],
  INR: [10, 20, 50, 100, 200, 500],
  MXN: [20, 50, 100, 200, 500],
  BRL: [5, 10, 20, 50, 100],
  AED: [5, 10, 20, 50, 100, 200],
  KWD: [1, 5, 10, 20],
};

function notesNear(wholeDue: number): number[] {
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, wholeDue))) - 1);
  return [1, 2, 5, 10, 20, 50].map((step) => step * magnitude);
}

/** The next sums a guest is likely to hand over for an amount, smallest first, none of them the amount itself. */
export function quickCash(dueMinor: number, currency: string, count = 3): number[] {
  const unit = 10 ** currencyExponent(currency);
  const notes = (NOTES[currency] ?? notesNear(dueMinor / unit)).map((note) => note * unit);
  const roundedUp = notes.map((note) => Math.ceil(dueMinor / note) * note);
  const first = [...new Set(roundedUp)].filter((sum) => sum > dueMinor).toSorted((a, b) => a - b);
  // Close under a big note there is little to round up to: one more of the bigger notes then.
  const beyond = notes
    .slice(Math.floor(notes.length / 2))
    .map((note) => Math.ceil((dueMinor + 1) / note) * note + note);
  const more = [...new Set(beyond)].filter((sum) => sum > Math.max(dueMinor, ...first)).toSorted((a, b) => a - b);
  return [...first, ...more].slice(0, count);
}
