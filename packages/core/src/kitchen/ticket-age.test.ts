import { expect, test } from 'vitest';
import { averageOutMs, ticketAgeMs, ticketUrgency } from './ticket-age.ts';

test('a ticket is due past its target and late past 130 % of it', () => {
  const at = (seconds: number) => ticketUrgency(seconds * 1_000, 600);
  expect(at(0)).toBe('on_time');
  expect(at(600)).toBe('on_time');
  expect(ticketUrgency(600_001, 600)).toBe('due');
  expect(at(780)).toBe('due');
  expect(ticketUrgency(780_001, 600)).toBe('late');
});

test('thresholds are exact for targets that 130 % does not divide evenly', () => {
  expect(ticketUrgency(40_300, 31)).toBe('due');
  expect(ticketUrgency(40_301, 31)).toBe('late');
});

test('an age stops at the bump and is never negative', () => {
  expect(ticketAgeMs({ firedMs: 1_000, bumpedMs: null }, 6_000)).toBe(5_000);
  expect(ticketAgeMs({ firedMs: 1_000, bumpedMs: 4_000 }, 6_000)).toBe(3_000);
  expect(ticketAgeMs({ firedMs: 9_000, bumpedMs: null }, 6_000)).toBe(0);
});

test('the average counts bumped tickets only', () => {
  expect(averageOutMs([])).toBeNull();
  expect(averageOutMs([{ firedMs: 0, bumpedMs: null }])).toBeNull();
  expect(
    averageOutMs([
      { firedMs: 0, bumpedMs: 60_000 },
      { firedMs: 10_000, bumpedMs: 40_001 },
      { firedMs: 0, bumpedMs: null },
    ]),
  ).toBe(45_001);
});
