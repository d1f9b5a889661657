import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CANARIES } from '../src/canaries/canary-list.ts';
import { withBug } from '../src/canaries/plant-canary.ts';
import { findCanary } from '../src/sim/run-canaries.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TIMEOUT_MS = 240_000;
const MAX_SEEDS = 40;

test('there are at least fifteen planted bugs, each with a name of its own and a harness that must find it', () => {
  expect(CANARIES.length).toBeGreaterThanOrEqual(15);
  expect(new Set(CANARIES.map(({ name }) => name)).size).toBe(CANARIES.length);
  expect(new Set(CANARIES.map(({ harness }) => harness))).toEqual(new Set(['simulation', 'power-cut', 'browser']));
});

test.each(CANARIES.map((canary) => [canary.name, canary] as const))(
  '%s fits its file exactly once',
  (_name, canary) => {
    const file = join(ROOT, canary.file);
    expect(existsSync(file)).toBe(true);
    const source = readFileSync(file, 'utf8');
    expect(withBug(canary, source)).not.toBe(source);
  },
);

test('a bug whose text is not there, or there twice, is refused', () => {
  const canary = {
    ...CANARIES[0],
    name: 'x',
    bug: '',
    harness: 'simulation',
    file: 'x.ts',
    find: 'a',
    replace: 'b',
  } as const;
  expect(() => withBug(canary, 'none')).toThrow('0 times instead of once');
  expect(() => withBug(canary, 'a or a')).toThrow('2 times instead of once');
  expect(withBug(canary, 'an end')).toBe('bn end');
});

// `npm run sim -- --canaries` plants all of them.
test.each(['hash-before-final-body', 'fan-out-misses-a-station', 'retry-with-new-key'])(
  'the simulation finds %s',
  { timeout: TIMEOUT_MS },
  async (name) => {
    const canary = CANARIES.find((candidate) => candidate.name === name);
    if (canary === undefined) throw new Error(`there is no ${name}`);
    const { worlds, invariant } = await findCanary(canary, 1, MAX_SEEDS, 2);
    expect(worlds).not.toBeNull();
    expect(invariant).not.toBe('');
  },
);
