import { expect, test } from 'vitest';
import { kitchenAct, type PressedKey, slotKey } from './kitchen-keys.ts';

function pressed(key: string, change: Partial<PressedKey> = {}): PressedKey {
  return { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...change };
}

test('the digit on a ticket is the key that reaches it', () => {
  for (let slot = 0; slot < 10; slot += 1) {
    const key = slotKey(slot);
    expect(kitchenAct(pressed(key ?? ''), 'ltr')).toEqual({ kind: 'slot', slot });
  }
  expect(slotKey(10)).toBeNull();
});

test.each([
  ['Enter', 'activate'],
  [' ', 'activate'],
  ['Backspace', 'recall_last'],
  ['r', 'recall_last'],
  ['Home', 'first'],
  ['PageDown', 'page_down'],
  ['S', 'start'],
  ['?', 'help'],
])('%s asks for %s', (key, kind) => {
  expect(kitchenAct(pressed(key), 'ltr')).toEqual({ kind });
});

test('Shift+R is the list, not the last one', () => {
  expect(kitchenAct(pressed('R', { shiftKey: true }), 'ltr')).toEqual({ kind: 'recall_list' });
});

test('left and right follow the writing direction', () => {
  expect(kitchenAct(pressed('ArrowLeft'), 'ltr')).toEqual({ kind: 'previous' });
  expect(kitchenAct(pressed('ArrowLeft'), 'rtl')).toEqual({ kind: 'next' });
});

test('keys of the browser and unknown keys are left alone', () => {
  expect(kitchenAct(pressed('r', { ctrlKey: true }), 'ltr')).toBeNull();
  expect(kitchenAct(pressed('x'), 'ltr')).toBeNull();
  expect(kitchenAct(pressed('toString'), 'ltr')).toBeNull();
  expect(kitchenAct(pressed('Tab'), 'ltr')).toBeNull();
});
