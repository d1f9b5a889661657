import type { RandomSource } from '@passbell/core/kernel/random';
import { randomBelow } from '@passbell/core/kernel/random';

/** True with a probability given in percent. */
export function chance(random: RandomSource, percent: number): boolean {
  return randomBelow(random, 1_000) < percent * 10;
}

/** One of a list, each as likely as its weight says; undefined of an empty list. */
export function pickWeighted<T>(random: RandomSource, list: readonly (readonly [T, number])[]): T | undefined {
  const total = list.reduce((sum, [, weight]) => sum + weight, 0);
  if (total <= 0) return list[0]?.[0];
  let at = randomBelow(random, total);
  for (const [value, weight] of list) {
    if (at < weight) return value;
    at -= weight;
  }
  return undefined;
}

/** One of a list, all alike. */
export function pick<T>(random: RandomSource, list: readonly T[]): T | undefined {
  return list[randomBelow(random, list.length)];
}

/** A draw around a middle, bell-shaped (the sum of twelve uniform draws; no draw is further than six deviations off). */
export function drawNear(random: RandomSource, middle: number, deviation: number): number {
  let sum = 0;
  for (let at = 0; at < 12; at += 1) sum += randomBelow(random, 1_000_000) / 1_000_000;
  return middle + (sum - 6) * deviation;
}
