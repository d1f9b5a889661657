import { expect, test } from 'vitest';
import { businessDayOf, localTime } from './business-day.ts';

const newYork = (iso: string) => businessDayOf(Date.parse(iso), 'America/New_York', 4);

test('the small hours belong to the evening before, until the roll hour on the wall', () => {
  expect(newYork('2026-11-21T08:59:00Z')).toBe('2026-11-20');
  expect(newYork('2026-11-21T09:00:00Z')).toBe('2026-11-21');
});

test('the roll keeps to the wall clock when summer time ends and begins', () => {
  // 1 Nov 2026: 06:00 UTC is 01:00 for the second time. 4:00 on the wall is 09:00 UTC.
  expect(newYork('2026-11-01T08:59:00Z')).toBe('2026-10-31');
  expect(newYork('2026-11-01T09:00:00Z')).toBe('2026-11-01');
  // 8 Mar 2026: the wall jumps from 2 to 3; 4:00 is 08:00 UTC.
  expect(newYork('2026-03-08T07:59:00Z')).toBe('2026-03-07');
  expect(newYork('2026-03-08T08:00:00Z')).toBe('2026-03-08');
});

test('a roll at midnight is the calendar day, also over the end of a year', () => {
  expect(businessDayOf(Date.parse('2027-01-01T04:59:59Z'), 'America/New_York', 0)).toBe('2026-12-31');
  expect(businessDayOf(Date.parse('2027-01-01T05:00:00Z'), 'America/New_York', 0)).toBe('2027-01-01');
  expect(businessDayOf(Date.parse('2027-01-01T06:00:00Z'), 'America/New_York', 4)).toBe('2026-12-31');
});

test('weekdays are ISO: Sunday is 7', () => {
  expect(localTime(Date.parse('2026-11-22T15:00:00Z'), 'America/New_York')).toEqual({
    date: '2026-11-22',
    hour: 10,
    minute: 0,
    weekday: 7,
  });
});
