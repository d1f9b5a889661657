import { expect, test } from 'vitest';
import { nextTile } from './next-tile.ts';

const tile = (name: string, left: number, top: number) => ({
  name,
  getBoundingClientRect: () => ({ left, right: left + 90, top }),
});
// Two rows of three, then a section with two.
const tiles = [
  tile('a', 0, 0),
  tile('b', 100, 0),
  tile('c', 200, 0),
  tile('d', 0, 150),
  tile('e', 100, 150),
  tile('f', 200, 150),
  tile('g', 0, 320),
  tile('h', 100, 320),
];
const from = (name: string, key: string) => {
  const start = tiles.find((one) => one.name === name);
  return start && nextTile(tiles, start, key)?.name;
};

test('arrows lead to the neighbour in sight and stop at the edges', () => {
  expect([from('a', 'ArrowRight'), from('a', 'ArrowLeft'), from('c', 'ArrowRight')]).toEqual([
    'b',
    undefined,
    undefined,
  ]);
  expect([from('b', 'ArrowDown'), from('e', 'ArrowUp'), from('a', 'ArrowUp')]).toEqual(['e', 'b', undefined]);
});

test('down to a shorter row goes to the nearest tile of it', () => {
  expect(from('f', 'ArrowDown')).toBe('h');
  expect([from('e', 'Home'), from('e', 'End'), from('a', 'Home'), from('e', 'x')]).toEqual([
    'a',
    'h',
    undefined,
    undefined,
  ]);
});

test('right to left, the arrow to the right still leads right', () => {
  const mirrored = [...tiles].reverse();
  const start = mirrored.find((one) => one.name === 'b');
  expect(start && nextTile(mirrored, start, 'ArrowRight')?.name).toBe('c');
});
