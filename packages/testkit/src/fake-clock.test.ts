import { expect, test } from 'vitest';
import { createFakeClock, FAKE_START_MS } from './fake-clock.ts';
import { createFakeTimers } from './fake-timers.ts';

test('work runs in order of due time, then of scheduling, each at its own moment', () => {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${clock.monotonicMs()}`);
  timers.after(20, note('c'));
  timers.after(10, note('a'));
  timers.after(10, note('b'));
  timers.after(30, note('d'));
  clock.advance(25);
  expect(seen).toEqual(['a@10', 'b@10', 'c@20']);
  expect(clock.monotonicMs()).toBe(25);
  expect(clock.nowMs()).toBe(FAKE_START_MS + 25);
  expect(clock.nextDueMs()).toBe(30);
});

test('work set while time advances still runs if it falls due', () => {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const seen: number[] = [];
  timers.after(5, () => timers.after(5, () => seen.push(clock.monotonicMs())));
  clock.advance(10);
  expect(seen).toEqual([10]);
});

test('periodic work repeats until it is cancelled, also from inside', () => {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  let runs = 0;
  const cancel = timers.every(10, () => {
    runs += 1;
    if (runs === 3) cancel();
  });
  clock.advance(1_000);
  expect(runs).toBe(3);
});

test('cancelled work does not run', () => {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  let ran = false;
  const cancel = timers.after(5, () => {
    ran = true;
  });
  cancel();
  cancel();
  clock.advance(10);
  expect(ran).toBe(false);
});

test('a jump of the wall clock moves no timer', () => {
  const clock = createFakeClock(1_000);
  let ran = false;
  createFakeTimers(clock).after(50, () => {
    ran = true;
  });
  clock.jumpWall(3_600_000);
  expect(clock.nowMs()).toBe(3_601_000);
  expect(clock.monotonicMs()).toBe(0);
  clock.advance(49);
  expect(ran).toBe(false);
  clock.advance(1);
  expect(ran).toBe(true);
});

test('a sleeping machine runs nothing, and what was due runs late', () => {
  const clock = createFakeClock(0);
  const seen: number[] = [];
  createFakeTimers(clock).after(100, () => seen.push(clock.monotonicMs()));
  clock.suspend(60_000);
  expect(seen).toEqual([]);
  clock.advance(0);
  expect(seen).toEqual([60_000]);
  clock.suspend(60_000, true);
  expect(clock.monotonicMs()).toBe(60_000);
  expect(clock.nowMs()).toBe(120_000);
});

test('promises go on between two pieces of work', async () => {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const seen: string[] = [];
  timers.after(1, () => {
    Promise.resolve()
      .then(() => undefined)
      .then(() => seen.push('promise'));
  });
  timers.after(1, () => seen.push('second'));
  await clock.advanceAsync(1);
  expect(seen).toEqual(['promise', 'second']);
});

test('endless rescheduling fails instead of hanging', () => {
  const clock = createFakeClock(0, 100);
  const timers = createFakeTimers(clock);
  const again = () => {
    timers.soon(again);
  };
  again();
  expect(() => clock.advance(1)).toThrow(/reschedules itself/);
});
