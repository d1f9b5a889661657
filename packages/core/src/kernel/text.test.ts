import { expect, test } from 'vitest';
import { personText } from './text.ts';

const isText = (text: string) => personText(20).safeParse(text).success;

test('any script and emoji are text', () => {
  expect(['Ana', 'شاورما', '寿司 🍣', 'זיתים', 'two\nlines'].map(isText)).toEqual([true, true, true, true, true]);
});

test('emptiness, control characters and broken surrogates are not', () => {
  expect(['', '   ', 'a\u0000b', 'bell\u0007', '\ud83c', 'x'.repeat(21)].map(isText)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
