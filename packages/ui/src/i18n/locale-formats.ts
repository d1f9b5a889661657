import { currencyExponent, type Minor } from '@passbell/core/kernel/money';

/** How an amount is written. */
export interface MoneyOptions {
  /** `$` instead of `US$`: for tills, where only one currency is in use. */
  readonly narrow?: boolean;
  /** `USD 12.00`: for reports that mix currencies. */
  readonly code?: boolean;
  /** No currency and no empty decimals (`46`, `2.50`): for tiles and modifier prices. */
  readonly bare?: boolean;
  /** Writes the plus sign too (`+3`), and no sign for zero. */
  readonly signed?: boolean;
}

export interface TimeOptions {
  readonly seconds?: boolean;
  /** Adds AM or PM where the locale has them. Staff screens leave it away: nobody there mistakes the half of the day. */
  readonly dayPeriod?: boolean;
}

/** Numbers, money and times in one locale. Pure; formatters are kept. */
export interface LocaleFormats {
  /** An amount in minor units of `currency`, with the exponent of that currency (JPY 0, USD 2, KWD 3). */
  formatMoney(amountMinor: Minor, currency: string, options?: MoneyOptions): string;
  /** The time of day at `atMs` (since 1970 UTC) in an IANA zone, 12 or 24 hours by the locale. */
  formatTime(atMs: number, zone: string, options?: TimeOptions): string;
  /** `m:ss`, and `h:mm:ss` from an hour on. Fractions are cut; a negative duration reads 0:00. */
  formatDuration(seconds: number): string;
  formatNumber(value: number): string;
  /** Parts per million as a percentage: 86250 is 8.625 %. */
  formatPercentPpm(ratePpm: number): string;
}

function moneyFormat(locale: string, currency: string, options: MoneyOptions): Intl.NumberFormat {
  const digits = currencyExponent(currency);
  const sign: Intl.NumberFormatOptions = options.signed ? { signDisplay: 'exceptZero' } : {};
  // The digits are given, not left to Intl: the runtime's table rounds some currencies (IQD) that our books keep exactly.
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (options.bare)
    return new Intl.NumberFormat(locale, { ...fraction, ...sign, trailingZeroDisplay: 'stripIfInteger' });
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: options.code ? 'code' : options.narrow ? 'narrowSymbol' : 'symbol',
    ...fraction,
    ...sign,
  });
}

function timeText(format: Intl.DateTimeFormat, atMs: number, dayPeriod: boolean): string {
  if (dayPeriod) return format.format(atMs);
  const parts = format.formatToParts(atMs).filter((part) => part.type !== 'dayPeriod');
  return parts
    .map((part) => part.value)
    .join('')
    .trim();
}

/** The formats of one locale. */
export function createLocaleFormats(locale: string): LocaleFormats {
  const money = new Map<string, Intl.NumberFormat>();
  const times = new Map<string, Intl.DateTimeFormat>();
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const whole = new Intl.NumberFormat(locale, { useGrouping: false });
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });

  return {
    formatMoney(amountMinor, currency, options = {}) {
      const key = `${currency} ${JSON.stringify(options)}`;
      const format = money.get(key) ?? moneyFormat(locale, currency, options);
      money.set(key, format);
      // As text, "4598E-2" is exact where 4598 / 100 may not be; the compiler cannot see that it is numeric.
      return format.format(`${amountMinor}E-${currencyExponent(currency)}` as `${number}`);
    },
    formatTime(atMs, zone, options = {}) {
      const key = `${zone} ${options.seconds === true}`;
      const seconds: Intl.DateTimeFormatOptions = options.seconds ? { second: '2-digit' } : {};
      const format =
        times.get(key) ??
        new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone, ...seconds });
      times.set(key, format);
      return timeText(format, atMs, options.dayPeriod === true);
    },
    formatDuration(seconds) {
      const total = Math.max(0, Math.trunc(seconds));
      const hours = Math.trunc(total / 3600);
      const minutes = Math.trunc((total % 3600) / 60);
      const rest = twoDigits.format(total % 60);
      if (hours === 0) return `${whole.format(minutes)}:${rest}`;
      return `${whole.format(hours)}:${twoDigits.format(minutes)}:${rest}`;
    },
    formatNumber: (value) => numbers.format(value),
    formatPercentPpm: (ratePpm) => percents.format(ratePpm / 1_000_000),
  };
}
