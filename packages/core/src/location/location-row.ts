import { z } from 'zod';
import { currencyCode } from '../kernel/money.ts';
import { personText } from '../kernel/text.ts';

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** How a restaurant is set up. One per edge server. */
export const locationRow = z.strictObject({
  id: z.string().min(1).max(64),
  name: personText(100),
  timeZone: z.string().refine(isTimeZone, { message: 'is not an IANA time zone' }),
  currency: currencyCode,
  locale: z.string().min(2).max(35).refine(isLocale, { message: 'is not a BCP 47 language tag' }),
  /** Whether menu prices are with or without tax where a tax does not say so itself. */
  taxMode: z.enum(['inclusive', 'exclusive']),
  /** The local hour at which a new business day begins. */
  businessDayHour: z.int().min(0).max(23),
  /** Whether the kitchen may start before the money is taken. */
  openChecks: z.boolean(),
  /** Whether paying the last of an order that is ready also hands it over, as at a counter or table. */
  handOverOnPayment: z.boolean(),
  /** A fired ticket that no kitchen screen has painted after this long is shown on the tills. */
  unseenAlarmMs: z.int().min(1_000).max(600_000),
});
export type LocationRow = z.infer<typeof locationRow>;
