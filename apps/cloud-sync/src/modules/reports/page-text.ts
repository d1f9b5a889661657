import { MINUTE_MS, SECOND_MS } from '@passbell/core/kernel/durations';
import { currencyExponent } from '@passbell/core/kernel/money';

/** Every text of the head-office page in one language, and how it writes numbers. Another language is another of these. */
export interface PageText {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly skip: string;
  readonly heading: string;
  readonly subheading: string;
  readonly figuresHeading: string;
  readonly netSales: string;
  readonly orders: string;
  readonly averageCheck: string;
  readonly grossSales: string;
  readonly tax: string;
  readonly paid: string;
  readonly paidBy: string;
  readonly nothingPaid: string;
  readonly averageHint: string;
  readonly grossHint: string;
  readonly locationsHeading: string;
  readonly restaurant: string;
  readonly sync: string;
  readonly needsAttention: string;
  readonly noLocations: string;
  readonly noLocationsHint: string;
  readonly noOrders: string;
  readonly noOrdersHint: string;
  readonly truncated: string;
  readonly lostCloud: string;
  readonly live: string;
  readonly neverCalled: string;
  readonly neverCalledHint: string;
  readonly setAside: string;
  readonly setAsideHint: string;
  asOf(time: string): string;
  businessDay(day: string): string;
  catchingUp(events: number): string;
  noContactSince(time: string): string;
  noContactNotice(name: string, time: string): string;
  catchingUpNotice(name: string, events: number): string;
  setAsideNotice(name: string): string;
  neverNotice(name: string): string;
  heldOnSite(events: number): string;
  heardAgo(ms: number): string;
  unread(events: number): string;
  paymentsBy(tender: string, payments: number): string;
  number(value: number): string;
  money(minor: number, currency: string): string;
  timeOf(instantMs: number, timeZone: string): string;
}

const LOCALE = 'en-US';
const plural = new Intl.PluralRules(LOCALE);
const integer = new Intl.NumberFormat(LOCALE);

function counted(count: number, one: string, other: string): string {
  return `${integer.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}

function money(minor: number, currency: string): string {
  const digits = currencyExponent(currency);
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(minor / 10 ** digits);
}

function timeOf(instantMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, hour: 'numeric', minute: '2-digit' }).format(instantMs);
}

function ago(ms: number): string {
  if (ms < 2 * MINUTE_MS) return `${Math.max(0, Math.round(ms / SECOND_MS))} s ago`;
  if (ms < 120 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min ago`;
  return `${integer.format(Math.round(ms / (60 * MINUTE_MS)))} h ago`;
}

/** A name from elsewhere keeps its own direction and does not turn the sentence around it (Unicode isolates). */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

const TENDERS: Readonly<Record<string, string>> = { cash: 'Cash', card: 'Card' };

export const englishText: PageText = {
  locale: LOCALE,
  direction: 'ltr',
  title: 'Today · Passbell head office',
  skip: 'Skip to the figures',
  heading: 'Today',
  subheading: 'Each restaurant counts its own business day, in its own time zone.',
  figuresHeading: 'Sales today',
  netSales: 'Net sales',
  orders: 'Orders',
  averageCheck: 'Average check',
  grossSales: 'Gross sales',
  tax: 'Tax',
  paid: 'Paid',
  paidBy: 'Paid by',
  nothingPaid: 'Nothing paid yet',
  averageHint: 'net sales per order',
  grossHint: 'with tax',
  locationsHeading: 'Locations',
  restaurant: 'Restaurant',
  sync: 'Sync',
  needsAttention: 'Needs attention',
  noLocations: 'No restaurant reports here yet.',
  noLocationsHint: 'Enrol one with “npm run cloud -- locations add” and give its token to the on-site server.',
  noOrders: 'No orders yet today.',
  noOrdersHint: 'The first one appears here by itself.',
  truncated: 'There are more restaurants than this page shows.',
  lostCloud: 'This page has lost the cloud. The figures are from before.',
  live: 'Live',
  neverCalled: 'Has not called in yet',
  neverCalledHint: 'waiting for its on-site server',
  setAside: 'Set aside',
  setAsideHint: 'two histories, a person must look',
  asOf: (time) => `As of ${time}`,
  businessDay: (day) => `Business day ${day}`,
  catchingUp: (events) => `Catching up ${integer.format(events)}`,
  noContactSince: (time) => `No contact since ${time}`,
  noContactNotice: (name, time) =>
    `${isolated(name)} has not called in since ${time}. Tills there keep selling on site. The figures leave out what came after.`,
  catchingUpNotice: (name, events) =>
    `${isolated(name)} is catching up: ${counted(events, 'change is', 'changes are')} still on the way. The figures do not have them yet.`,
  setAsideNotice: (name) =>
    `${isolated(name)} sends another history than before, so nothing more is taken. Tills there keep selling. Somebody must look at it.`,
  neverNotice: (name) => `${isolated(name)} is enrolled but has never called in.`,
  heldOnSite: (events) => counted(events, 'change held on site', 'changes held on site'),
  heardAgo: (ms) => `heard ${ago(ms)}`,
  unread: (events) => counted(events, 'event could not be read', 'events could not be read'),
  paymentsBy: (tender, payments) => `${TENDERS[tender] ?? tender} (${integer.format(payments)})`,
  number: (value) => integer.format(value),
  money,
  timeOf,
};
