import { createFakeClock } from '@passbell/testkit/fake-clock';
import { expect, test } from 'vitest';
import { createSendWindow } from './send-window.ts';

test('it shuts past the bound and opens again when half has drained', () => {
  let buffered = 0;
  const window = createSendWindow(() => buffered, 100, createFakeClock());
  const at = (bytes: number) => {
    buffered = bytes;
    return window.isOpen();
  };
  expect([0, 100, 101, 99, 51, 50, 100].map(at)).toEqual([true, true, false, false, false, true, true]);
});

test('it tells how long nothing drained; draining once begins the count anew', () => {
  let buffered = 200;
  const clock = createFakeClock();
  const window = createSendWindow(() => buffered, 100, clock);
  expect(window.shutForMs()).toBe(0);
  clock.advance(3_000);
  expect(window.shutForMs()).toBe(3_000);
  buffered = 10;
  expect(window.shutForMs()).toBe(0);
  buffered = 200;
  clock.advance(1_000);
  expect(window.shutForMs()).toBe(0);
  clock.advance(500);
  expect(window.shutForMs()).toBe(500);
});
