import { expect, test } from 'vitest';
import { locationRow } from './location-row.ts';

const sound = {
  id: 'loc',
  name: 'Saltmarsh',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
};

test.each(['en-US', 'de', 'ar-EG', 'zh-Hant-TW'])('a screen can format in %s', (locale) => {
  expect(locationRow.safeParse({ ...sound, locale }).success).toBe(true);
  expect(() => new Intl.NumberFormat(locale)).not.toThrow();
});

test.each(['xx_!!', 'english language', 'en_US', 'e'])('"%s" is no language a screen could format in', (locale) => {
  expect(locationRow.safeParse({ ...sound, locale }).success).toBe(false);
});

test.each(['Mars/Olympus', '', 'New York'])('"%s" is no time zone', (timeZone) => {
  expect(locationRow.safeParse({ ...sound, timeZone }).success).toBe(false);
});
