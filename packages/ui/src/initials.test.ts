import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Ana Ruiz', 'AR'],
  ['Marisol', 'M'],
  ['  ana  de la cruz ', 'AC'],
  ['Ég Þór', 'ÉÞ'],
  ['e\u0301mile', 'É'.normalize('NFD')],
  ['', ''],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
