import { expect, test } from 'vitest';
import { kdsLocale } from './kds-locale.ts';

test('the words are English, the region is the restaurant’s', () => {
  expect(kdsLocale('en-GB')).toBe('en-GB');
  expect(kdsLocale('de-DE')).toBe('en-DE');
  expect(kdsLocale('ja')).toBe('en-JP');
  expect(kdsLocale(null)).toBe('en-US');
  expect(kdsLocale('not a locale')).toBe('en-US');
});
