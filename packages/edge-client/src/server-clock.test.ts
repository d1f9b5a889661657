import { createFakeClock } from '@passbell/testkit/fake-clock';
import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

test('one slow answer does not move the estimate, a lasting change does', () => {
  const clock = createFakeClock(1_000_000);
  const server = createServerClock(clock);
  const ping = (aheadMs: number, upMs: number, downMs: number) => {
    const sentMs = clock.monotonicMs();
    clock.advance(upMs);
    const serverMs = clock.nowMs() + aheadMs;
    clock.advance(downMs);
    server.answered(sentMs, serverMs);
  };
  const errorMs = (aheadMs: number) => Math.abs(server.nowMs() - (clock.nowMs() + aheadMs));
  for (let n = 0; n < 5; n += 1) ping(60_000, 5, 5);
  ping(60_000, 2_000, 5);
  expect(errorMs(60_000)).toBeLessThanOrEqual(1);
  for (let n = 0; n < 6; n += 1) ping(90_000, 5, 5);
  expect(errorMs(90_000)).toBeLessThanOrEqual(1);
});

test('before the first answer the edge is believed on its word, afterwards measured', () => {
  const clock = createFakeClock(1_000_000);
  const server = createServerClock(clock);
  expect(server.nowMs()).toBe(1_000_000);
  server.hint(5_000_000);
  expect([server.nowMs(), server.localAheadMs()]).toEqual([5_000_000, -4_000_000]);
  server.answered(clock.monotonicMs(), 3_000_000);
  server.hint(9_000_000);
  expect(server.nowMs()).toBe(3_000_000);
  server.forget();
  expect(server.nowMs()).toBe(1_000_000);
});
