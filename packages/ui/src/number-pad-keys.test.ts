import { expect, test } from 'vitest';
import { applyPadKey, type PadKey, padKeyOf } from './number-pad-keys.ts';

const typed = (keys: readonly PadKey[], kind: 'amount' | 'code', maxLength = 8) =>
  keys.reduce((digits, key) => applyPadKey(digits, key, kind, maxLength), '');

test('an amount drops leading zeros, a code keeps them', () => {
  expect(typed(['0', '00', '4', '5', '00'], 'amount')).toBe('4500');
  expect(typed(['0', '0', '4', '2'], 'code')).toBe('0042');
});

test('a key that would pass the length changes nothing, half of a double zero included', () => {
  expect(typed(['1', '2', '3', '4', '5'], 'code', 4)).toBe('1234');
  expect(typed(['1', '2', '3', '00'], 'amount', 4)).toBe('123');
});

test('backspace takes the last digit and is harmless on nothing', () => {
  expect(typed(['1', '2', 'backspace'], 'amount')).toBe('1');
  expect(typed(['backspace'], 'amount')).toBe('');
});

test('keyboard keys become pad keys', () => {
  expect(padKeyOf('7')).toBe('7');
  expect(padKeyOf('Backspace')).toBe('backspace');
  expect(padKeyOf('Enter')).toBe('enter');
  for (const other of ['a', 'F5', '10', 'ArrowUp', '٣', '']) expect(padKeyOf(other)).toBeNull();
});
