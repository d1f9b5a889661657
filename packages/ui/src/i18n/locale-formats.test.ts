import { expect, test } from 'vitest';
import { createLocaleFormats } from './locale-formats.ts';
import { directionOf } from './text-direction.ts';

const english = createLocaleFormats('en-US');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

test('money is written with the exponent of its own currency', () => {
  expect(english.formatMoney(4598, 'USD')).toBe('$45.98');
  expect(english.formatMoney(4598, 'JPY')).toBe('¥4,598');
  expect(plain(english.formatMoney(4598, 'KWD'))).toBe('KWD 4.598');
  // The runtime rounds dinars of Iraq to whole ones; the books hold thousandths.
  expect(plain(english.formatMoney(4598, 'IQD'))).toBe('IQD 4.598');
  expect(plain(createLocaleFormats('de-DE').formatMoney(123456, 'EUR'))).toBe('1.234,56 €');
});

test('money may be narrow, bare, signed or with its code', () => {
  expect(createLocaleFormats('en-CA').formatMoney(1200, 'USD', { narrow: true })).toBe('$12.00');
  expect(createLocaleFormats('en-CA').formatMoney(1200, 'USD')).toBe('US$12.00');
  expect(plain(english.formatMoney(1200, 'USD', { code: true }))).toBe('USD 12.00');
  expect(english.formatMoney(4600, 'USD', { bare: true })).toBe('46');
  expect(english.formatMoney(250, 'USD', { bare: true, signed: true })).toBe('+2.50');
  expect(english.formatMoney(0, 'USD', { bare: true, signed: true })).toBe('0');
  expect(english.formatMoney(-300, 'USD')).toBe('-$3.00');
});

test('large sums stay exact', () => {
  expect(english.formatMoney(9_007_199_254_740_991, 'USD')).toBe('$90,071,992,547,409.91');
});

test('durations read m:ss, and h:mm:ss from an hour on', () => {
  expect(english.formatDuration(0)).toBe('0:00');
  expect(english.formatDuration(8.9)).toBe('0:08');
  expect(english.formatDuration(788)).toBe('13:08');
  expect(english.formatDuration(3599)).toBe('59:59');
  expect(english.formatDuration(3661)).toBe('1:01:01');
  expect(english.formatDuration(-4)).toBe('0:00');
});

test('the time of day follows the zone and the locale', () => {
  const atMs = Date.UTC(2026, 10, 22, 18, 42, 5);
  expect(english.formatTime(atMs, 'UTC')).toBe('6:42');
  expect(plain(english.formatTime(atMs, 'UTC', { dayPeriod: true }))).toBe('6:42 PM');
  expect(english.formatTime(atMs, 'UTC', { seconds: true })).toBe('6:42:05');
  expect(english.formatTime(atMs, 'Asia/Tokyo')).toBe('3:42');
  expect(createLocaleFormats('de-DE').formatTime(atMs, 'UTC')).toBe('18:42');
});

test('rates in parts per million read as percentages', () => {
  expect(english.formatPercentPpm(86_250)).toBe('8.625%');
  expect(english.formatPercentPpm(200_000)).toBe('20%');
});

test('direction comes from the language, not the region', () => {
  for (const locale of ['ar', 'ar-EG', 'he-IL', 'fa', 'ur-PK']) expect(directionOf(locale)).toBe('rtl');
  for (const locale of ['en-US', 'de', 'ja', 'en-AE', 'az-Latn']) expect(directionOf(locale)).toBe('ltr');
});
