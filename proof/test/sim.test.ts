import { expect, test } from 'vitest';
import { coverageReport } from '../src/sim/coverage.ts';
import regressions from '../src/sim/regressions.json' with { type: 'json' };
import { runPool } from '../src/sim/run-pool.ts';
import type { WorldReport } from '../src/sim/run-world.ts';
import { SimFigures } from '../src/sim/sim-figures.ts';
import type { WorldOrder } from '../src/sim/sim-messages.ts';
import { drawOptions, FAULT_KINDS } from '../src/sim/sim-options.ts';

/** Few in CI; `npm run sim` runs two thousand. */
const SEEDS = 24;
const TIMEOUT_MS = 240_000;

async function runAll(
  worlds: readonly WorldOrder[],
  jobs = 2,
): Promise<{ figures: SimFigures; reports: WorldReport[] }> {
  const figures = new SimFigures();
  const reports: WorldReport[] = [];
  await runPool({
    worlds,
    jobs,
    onReport: (report, cpuMs) => {
      figures.add(report, cpuMs);
      reports.push(report);
      return true;
    },
  });
  return { figures, reports: reports.toSorted((a, b) => a.seed - b.seed) };
}

function seeds(from: number, count: number): WorldOrder[] {
  return Array.from({ length: count }, (_, at) => ({ seed: from + at, options: null }));
}

test('no promise breaks in a few dozen worlds', { timeout: TIMEOUT_MS }, async () => {
  const { figures } = await runAll(seeds(1, SEEDS));
  expect(
    figures.failures.map(({ seed, violation }) => `npm run sim -- --seed ${seed}: ${violation?.invariant}`),
  ).toEqual([]);
  expect(figures.worlds).toBe(SEEDS);
  // The worlds were worth running: people pressed, things broke, and rules refused.
  expect(figures.faultCount).toBeGreaterThan(SEEDS * 3);
  const report = coverageReport(figures.coverage).join('\n');
  for (const met of [
    'placeOrder committed',
    'placeOrder duplicate',
    'sold_out',
    'payCash committed',
    'bumpTicket committed',
  ])
    expect(report).toContain(met);
});

test('a seed runs the same twice, in another process and after other worlds', { timeout: TIMEOUT_MS }, async () => {
  const chosen = seeds(7, 3);
  const first = await runAll(chosen, 1);
  const second = await runAll([...seeds(1, 1), ...chosen.toReversed()], 1);
  expect(first.reports.map(({ digest }) => digest)).toEqual(second.reports.slice(1).map(({ digest }) => digest));
  expect(new Set(first.reports.map(({ digest }) => digest)).size).toBe(3);
});

test('worlds that broke a promise once do so no more', { timeout: TIMEOUT_MS }, async () => {
  const { figures } = await runAll(regressions as readonly WorldOrder[]); // Written from `SimOptions`.
  expect(figures.failures.map(({ seed, violation }) => `seed ${seed}: ${violation?.invariant}`)).toEqual([]);
});

test('every kind of fault is drawn, and leaves some worlds alone', () => {
  const drawn = Array.from({ length: 400 }, (_, seed) => Object.keys(drawOptions(seed).faults));
  for (const kind of FAULT_KINDS) {
    const worlds = drawn.filter((kinds) => kinds.includes(kind)).length;
    expect(worlds, kind).toBeGreaterThan(5);
    expect(worlds, kind).toBeLessThan(300);
  }
  const clients = Array.from({ length: 2_000 }, (_, seed) => {
    const { tills, screens, integrations } = drawOptions(seed);
    return tills + screens + integrations;
  });
  expect(Math.min(...clients)).toBe(3);
  expect(Math.max(...clients)).toBeGreaterThan(30);
  expect(Math.max(...clients)).toBeLessThanOrEqual(40);
});
