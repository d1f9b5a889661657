import { expect, test } from 'vitest';
import { ACKNOWLEDGE_BEFORE_COMMIT, KEY_FORGOTTEN } from '../src/faults/canaries.ts';
import { killLoop } from '../src/faults/kill-loop.ts';

const KILLS = 6;
/** A planted bug must show itself within this many. */
const CANARY_KILLS = 20;
const TIMEOUT_MS = 120_000;

test('killed under load, the edge keeps what it acknowledged and does nothing twice', {
  timeout: TIMEOUT_MS,
}, async () => {
  const found = await killLoop({ kills: KILLS, seed: 4 });
  expect(found).toMatchObject({ kills: KILLS, faults: [] });
  expect(found.acknowledged).toBeGreaterThan(KILLS);
});

test('the harness sees what is acknowledged before its commit', { timeout: TIMEOUT_MS }, async () => {
  const found = await killLoop({ kills: CANARY_KILLS, seed: 5, patches: ACKNOWLEDGE_BEFORE_COMMIT });
  expect(found.faults.join('\n')).toMatch(/happened again as if it were new|lost:/u);
});

test('the harness sees a key that is forgotten', { timeout: TIMEOUT_MS }, async () => {
  const found = await killLoop({ kills: CANARY_KILLS, seed: 6, patches: KEY_FORGOTTEN });
  expect(found.faults.join('\n')).toMatch(/happened again as if it were new/u);
});
