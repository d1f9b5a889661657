import { assert } from '@passbell/core/kernel/assert';
import type { RandomSource } from '@passbell/core/kernel/random';

/** Randomness that one number decides: the same seed gives the same world. */
export interface SeededRandom extends RandomSource {
  /** In `[0, 1)`. */
  float(): number;
  /** An integer in `[0, limit)`. */
  below(limit: number): number;
  /** An integer in `[low, high]`. */
  between(low: number, high: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One of the items; there must be one. */
  pick<T>(items: readonly T[]): T;
  /** A copy in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent source; drawing from it does not disturb this one. */
  fork(): SeededRandom;
}

/** splitmix32: turns a seed into well-spread starting words. */
function spread(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, passes the statistical batteries. */
export function createSeededRandom(seed: number): SeededRandom {
  const start = spread(seed ^ Math.floor(seed / 2 ** 32));
  let a = start();
  let b = start();
  let c = start();
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let round = 0; round < 12; round += 1) next();

  const float = () => next() / 2 ** 32;
  const below = (limit: number) => {
    assert(Number.isSafeInteger(limit) && limit > 0, 'a limit is a positive integer');
    return Math.floor(float() * limit);
  };
  const pick = <T>(items: readonly T[]): T => {
    assert(items.length > 0, 'nothing to pick from');
    return items[below(items.length)] as T; // Inside the bounds; T itself may include undefined.
  };
  return {
    float,
    below,
    pick,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => float() < probability,
    shuffle<T>(items: readonly T[]) {
      const rest = [...items];
      const mixed: T[] = [];
      while (rest.length > 0) mixed.push(...rest.splice(below(rest.length), 1));
      return mixed;
    },
    fork: () => createSeededRandom(next()),
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 4) {
        const word = next();
        for (let byte = 0; byte < 4 && at + byte < length; byte += 1) bytes[at + byte] = (word >>> (8 * byte)) & 0xff;
      }
      return bytes;
    },
  };
}
