import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';

test('one seed is one world, another seed is another', () => {
  const draw = (seed: number) => Array.from(createSeededRandom(seed).bytes(32));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('the first words of seed 1 stay what they are, so that recorded seeds stay valid', () => {
  const random = createSeededRandom(1);
  expect([random.below(1_000_000), random.below(1_000_000), random.below(1_000_000)]).toMatchInlineSnapshot(`
    [
      563671,
      585111,
      895907,
    ]
  `);
});

test('draws stay within their bounds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000 }), (seed, limit) => {
      const random = createSeededRandom(seed);
      const drawn = random.below(limit);
      const between = random.between(-limit, limit);
      return Number.isInteger(drawn) && drawn >= 0 && drawn < limit && between >= -limit && between <= limit;
    }),
  );
});

test('below is even: each of ten values comes 1,000 times in 10,000, give or take 15 %', () => {
  const random = createSeededRandom(42);
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 10_000; draw += 1) {
    const value = random.below(10);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('shuffle keeps every item', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const mixed = createSeededRandom(seed).shuffle(items);
      expect(mixed.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
    }),
  );
});

test('a fork does not disturb its parent', () => {
  const one = createSeededRandom(5);
  const other = createSeededRandom(5);
  one.fork().bytes(100);
  other.fork();
  expect(one.below(1_000)).toBe(other.below(1_000));
});

test('picking from nothing is a bug', () => {
  expect(() => createSeededRandom(1).pick([])).toThrow(/nothing to pick/);
});
