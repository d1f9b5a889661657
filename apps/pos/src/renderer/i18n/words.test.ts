import { createI18n } from '@passbell/ui/i18n/create-i18n';
import { expect, test } from 'vitest';
import { allergenList } from './allergen-words.ts';
import { checkShort, checkTitle } from './check-words.ts';
import { chooseWords } from './choose-words.ts';
import { lineDetail, lineTitle } from './line-words.ts';
import { posMessagesEn } from './messages-en.ts';
import { refusalWords } from './refusal-words.ts';
import { screenLanguage } from './screen-locale.ts';

const i18n = createI18n('en-US', posMessagesEn);
const context = { currency: 'USD', nameOf: (id: string) => (id === 'fries' ? 'Skin-on fries' : null) };

test('every message can be formed: its ICU text is sound', () => {
  const anything = new Proxy({}, { get: () => 2, has: () => true });
  for (const key of Object.keys(posMessagesEn)) {
    // The keys and parameters are checked by type elsewhere; here each text is parsed and filled.
    const form = i18n.t as (key: string, params: object) => string;
    expect(form(key, anything), key).not.toBe('');
  }
});

test('a refusal names what ran out and how much is left', () => {
  const params = {
    items: [
      { itemId: 'x', variationId: 'fries', left: 2 },
      { itemId: 'rib', name: 'Ribeye', left: 0 },
    ],
  };
  expect(refusalWords({ code: 'sold_out', params }, i18n, context)).toBe('Skin-on fries (2 left), Ribeye ran out.');
  expect(refusalWords({ code: 'sold_out', params: {} }, i18n, context)).toBe('Something on this check ran out.');
  expect(refusalWords({ code: 'amount_exceeds_due', params: { dueMinor: 1_234 } }, i18n, context)).toContain('$12.34');
  expect(refusalWords({ code: 'pin_wrong', params: { triesLeft: 1 } }, i18n, context)).toBe(
    'That PIN is not right. 1 try left.',
  );
});

test('a code the till has no words of its own for still says what happened and what to do, never the code', () => {
  const words = refusalWords({ code: 'recall_too_late', params: {} }, i18n, context);
  expect(words).toBe('Too late to recall. Ring it again.');
});

test('a check is called as people call it', () => {
  expect([checkTitle({ kind: 'table', label: '14' }, i18n), checkShort({ kind: 'table', label: '14' }, i18n)]).toEqual([
    'Table 14',
    'T14',
  ]);
  expect([
    checkTitle({ kind: 'table', label: 'Bar 3' }, i18n),
    checkShort({ kind: 'table', label: 'Bar 3' }, i18n),
  ]).toEqual(['Bar 3', 'Bar 3']);
  expect(checkShort({ kind: 'number', series: 'A', number: 118 }, i18n)).toBe('#A-118');
});

test('a line reads as a server says it; what the dish always has is not said', () => {
  const modifiers = [
    { name: 'Med rare', action: 'choice' as const },
    { name: 'Garlic butter', action: 'no' as const },
    { name: 'Fried egg', action: 'extra' as const },
    { name: 'Pickles', action: 'standard' as const },
  ];
  expect(lineDetail({ variationName: 'Double', modifiers }, i18n)).toBe(
    'Double · Med rare · no garlic butter · extra fried egg',
  );
  expect([lineTitle({ quantity: 1, name: 'Fries' }, i18n), lineTitle({ quantity: 2, name: 'Fries' }, i18n)]).toEqual([
    'Fries',
    '2× Fries',
  ]);
});

test('what is missing is asked for with the right article', () => {
  expect(chooseWords({ name: 'Temperature', missing: 1 }, i18n)).toBe('Choose a temperature');
  expect(chooseWords({ name: 'Egg style', missing: 1 }, i18n)).toBe('Choose an egg style');
  expect(chooseWords({ name: 'Sides', missing: 2 }, i18n)).toBe('Choose 2 from sides');
});

test('allergens by name, unknown ones as they were written', () => {
  expect(allergenList(['tree-nuts', 'Egg', 'kiwi'], i18n)).toBe('Tree nuts, egg, kiwi');
});

test('formats follow the restaurant where the till speaks its language, else English', () => {
  expect(screenLanguage('en-GB').locale).toBe('en-GB');
  expect(screenLanguage('ar-EG').locale).toBe('en-US');
  expect(screenLanguage(null).locale).toBe('en-US');
});
