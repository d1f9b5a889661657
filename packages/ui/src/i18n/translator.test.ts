import { expect, expectTypeOf, test } from 'vitest';
import type { MessageParams } from './message-params.ts';
import { messagesEn } from './messages-en.ts';
import { createTranslator } from './translator.ts';

test('plurals follow the rules of the language', () => {
  const t = createTranslator('en', messagesEn);
  expect(t('connection.internetDown.waiting', { count: 1 })).toBe('1 change waiting to sync');
  expect(t('connection.internetDown.waiting', { count: 1204 })).toBe('1,204 changes waiting to sync');

  const arabic = createTranslator('ar', {
    seats: '{count, plural, zero {لا مقاعد} one {مقعد} two {مقعدان} few {# مقاعد} many {# مقعدا} other {# مقعد}}',
  });
  expect(arabic('seats', { count: 2 })).toBe('مقعدان');
  expect(arabic('seats', { count: 3 })).toBe('3 مقاعد');
});

test('an unknown key is a type error, and an assertion at run time', () => {
  const t = createTranslator('en', messagesEn);
  // @ts-expect-error no such key in the catalogue
  expect(() => t('action.undoo')).toThrow('no message with the key action.undoo');
  // @ts-expect-error a key of Object.prototype is not a message
  expect(() => t('toString')).toThrow('no message with the key toString');
});

test('a missing or misspelt parameter is a type error, and throws at run time', () => {
  const t = createTranslator('en', messagesEn);
  // @ts-expect-error the text needs {label}
  expect(() => t('quantity.more')).toThrow();
  // @ts-expect-error the text needs {label}
  expect(() => t('quantity.more', { lable: 'x' })).toThrow();
  // @ts-expect-error a plural counts, so it takes a number
  t('connection.internetDown.waiting', { count: 'two' });
});

test('parameters are read out of the text, through plurals and selects', () => {
  expectTypeOf<keyof MessageParams<'Working'>>().toEqualTypeOf<never>();
  expectTypeOf<MessageParams<'Code {code}'>>().toEqualTypeOf<{ readonly code: string | number }>();
  type Nested =
    MessageParams<'{count, plural, =0 {none, {who}} one {# by {who}} other {# {late}}} at {table} of {sum, number}'>;
  expectTypeOf<Nested>().toEqualTypeOf<{
    readonly count: number;
    readonly who: string | number;
    readonly late: string | number;
    readonly table: string | number;
    readonly sum: number;
  }>();
  expectTypeOf<MessageParams<'{role, select, cook {the cook} other {staff}}'>>().toEqualTypeOf<{
    readonly role: string;
  }>();
});

test('a text may hold characters that look like markup', () => {
  const t = createTranslator('en', { low: 'Less than {count, number} <left>' });
  expect(t('low', { count: 5 })).toBe('Less than 5 <left>');
});
