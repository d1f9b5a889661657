import { expect, test } from 'vitest';
import { defineTransitions } from './transitions.ts';

test('a machine with a state that no path reaches does not load', () => {
  expect(() => defineTransitions<'a' | 'b' | 'c'>('a', { a: ['b'], b: [], c: ['a'] })).toThrow('unreachable states: c');
});

test('staying is no step, and an end has no way out', () => {
  const machine = defineTransitions<'a' | 'b'>('a', { a: ['b'], b: [] });
  expect([machine.allows('a', 'b'), machine.allows('a', 'a'), machine.allows('b', 'a')]).toEqual([true, false, false]);
  expect(machine.isFinal('b')).toBe(true);
});
