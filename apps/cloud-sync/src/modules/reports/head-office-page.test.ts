import { expect, test } from 'vitest';
import { headOfficePage } from './head-office-page.ts';
import { headOfficeScript } from './head-office-script.ts';
import { type LocationStatus, type LocationsReport, syncStateOf } from './location-status-query.ts';
import { englishText } from './page-text.ts';
import type { SalesToday } from './sales-today-query.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 18, 30);
const sales = {
  currency: 'USD',
  orders: 2,
  grossMinor: 216_300,
  netMinor: 200_000,
  taxMinor: 16_300,
  averageCheckMinor: 100_000,
  tenders: [{ tender: 'cash', payments: 2, amountMinor: 216_300 }],
};

function status(changes: Partial<LocationStatus>): LocationStatus {
  return {
    orgId: 'o',
    locationId: 'l',
    name: 'Pier 9',
    timeZone: 'America/Los_Angeles',
    state: 'live',
    eventsBehind: 0,
    lastContactMs: NOW_MS - 2_000,
    secondsSinceContact: 2,
    cursor: { epoch: 1, seq: 9 },
    head: { epoch: 1, seq: 9 },
    deadLetters: 0,
    ...changes,
  };
}

function page(locations: LocationStatus[], figures: Partial<SalesToday> = {}): string {
  const report: LocationsReport = { asOfMs: NOW_MS, locations, truncated: false };
  const today: SalesToday = {
    asOfMs: NOW_MS,
    totals: [sales],
    locations: [{ orgId: 'o', locationId: 'l', name: 'Pier 9', businessDay: '2026-11-22', ...sales }],
    truncated: false,
    ...figures,
  };
  return headOfficePage(englishText, report, today);
}

test('sums stand in the currency of the place, with the tenders by name', () => {
  const markup = page([status({})]);
  for (const text of ['$2,000.00', '$2,163.00', '$163.00', '$1,000.00', 'Cash (2)', 'Live', 'heard 2 s ago'])
    expect(markup).toContain(text);
  expect(markup).not.toContain('class="notices"');
});

test('yen have no cents and dinars have three digits', () => {
  expect(englishText.money(1_234, 'JPY')).toBe('¥1,234');
  expect(englishText.money(1_234, 'KWD')).toBe('KWD\u00a01.234');
});

test('a silent location says since when, in its own time, and what it means for the sums', () => {
  const markup = page([
    status({
      state: 'no_contact',
      lastContactMs: Date.UTC(2026, 10, 22, 17, 55),
      secondsSinceContact: 2_100,
      eventsBehind: 318,
    }),
  ]);
  expect(markup).toContain('No contact since 9:55');
  expect(markup).toContain('318 changes held on site');
  expect(markup).toContain('The figures leave out what came after.');
});

test('catching up, never seen and set aside each have their words', () => {
  expect(page([status({ state: 'catching_up', eventsBehind: 1_204 })])).toContain('Catching up 1,204');
  expect(page([status({ state: 'never', lastContactMs: null, secondsSinceContact: null })])).toContain(
    'Has not called in yet',
  );
  expect(page([status({ state: 'set_aside' })])).toContain('Somebody must look at it');
});

test('an empty cloud and an empty day say what to expect', () => {
  expect(page([], { totals: [], locations: [] })).toContain('No restaurant reports here yet');
  expect(page([status({})], { totals: [{ ...sales, orders: 0 }] })).toContain('No orders yet today');
});

test('a restaurant cannot put markup on the page', () => {
  const markup = page([status({ name: '<script>alert("1")</script>', state: 'no_contact' })]);
  expect(markup).not.toContain('<script>alert');
  expect(markup).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
});

test('nothing on the page is inline, as the content security policy demands', () => {
  const markup = page([status({})]);
  expect(markup).not.toMatch(/style=|<style|\son[a-z]+=/u);
  expect(markup.match(/<script[^>]*>/gu)).toEqual(['<script src="/assets/head-office.js" defer>']);
});

test('the script stands by itself', () => {
  expect(() => new Function(headOfficeScript)).not.toThrow();
  expect(headOfficeScript).toMatch(/^\(function keepFresh\(\)/u);
});

test.each([
  [{ lastContactMs: null, isSetAside: false, eventsBehind: 0 }, 'never'],
  [{ lastContactMs: NOW_MS - 15_000, isSetAside: false, eventsBehind: 50 }, 'live'],
  [{ lastContactMs: NOW_MS - 15_000, isSetAside: false, eventsBehind: 51 }, 'catching_up'],
  [{ lastContactMs: NOW_MS - 15_001, isSetAside: false, eventsBehind: 51 }, 'no_contact'],
  [{ lastContactMs: NOW_MS, isSetAside: true, eventsBehind: 0 }, 'set_aside'],
] as const)('%j is %s', (facts, state) => {
  expect(syncStateOf(facts, NOW_MS)).toBe(state);
});
