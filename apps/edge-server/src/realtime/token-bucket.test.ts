import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('a burst passes, then so many a second, and the wait told is the wait needed', () => {
  const bucket = createTokenBucket(20, 3, 1_000);
  expect([1, 2, 3].map(() => bucket.take(1_000))).toEqual([0, 0, 0]);
  expect(bucket.take(1_000)).toBe(50);
  expect(bucket.take(1_049)).toBe(1);
  expect(bucket.take(1_050)).toBe(0);
  expect(bucket.take(1_050)).toBe(50);
});

test('a pause fills it to the burst and no further', () => {
  const bucket = createTokenBucket(20, 3, 0);
  expect(Array.from({ length: 5 }, () => bucket.take(60_000) > 0)).toEqual([false, false, false, true, true]);
});
