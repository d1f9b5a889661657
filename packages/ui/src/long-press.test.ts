import { expect, test } from 'vitest';
import { createLongPress, LONG_PRESS_MS } from './long-press.ts';

/** A finger over a button, with a timer fired by hand. */
function button() {
  const seen: string[] = [];
  const pending = new Set<() => void>();
  const press = createLongPress(() => ({
    timers: {
      after: (delayMs, task) => {
        expect(delayMs).toBe(LONG_PRESS_MS);
        pending.add(task);
        return () => pending.delete(task);
      },
      every: () => () => {},
      soon: () => () => {},
    },
    onPress: () => seen.push('press'),
    onLongPress: () => seen.push('long'),
  }));
  const hold = () => {
    for (const task of pending) task();
    pending.clear();
  };
  return { press, seen, hold };
}

test('a short press presses', () => {
  const { press, seen, hold } = button();
  press.down(0, 0);
  press.end();
  press.click();
  hold();
  expect(seen).toEqual(['press']);
});

test('a long press acts while held, and its release does nothing', () => {
  const { press, seen, hold } = button();
  press.down(0, 0);
  hold();
  press.end();
  press.click();
  expect(seen).toEqual(['long']);
  press.down(0, 0);
  press.click();
  expect(seen).toEqual(['long', 'press']);
});

test('a finger that wanders is scrolling', () => {
  const { press, seen, hold } = button();
  press.down(100, 100);
  press.move(104, 104);
  press.move(100, 140);
  hold();
  expect(seen).toEqual([]);
});

test('a small tremble still holds', () => {
  const { press, seen, hold } = button();
  press.down(100, 100);
  press.move(104, 104);
  hold();
  expect(seen).toEqual(['long']);
});

test('keyboard and mouse reach both without holding', () => {
  const { press, seen } = button();
  press.click();
  press.menu();
  press.click();
  expect(seen).toEqual(['press', 'long', 'press']);
});
