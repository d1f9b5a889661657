import { parseArgs } from 'node:util';
import { CANARIES } from './canaries/canary-list.ts';
import { coverageReport } from './sim/coverage.ts';
import { findCanary } from './sim/run-canaries.ts';
import { runPool } from './sim/run-pool.ts';
import type { WorldReport } from './sim/run-world.ts';
import { shrinkWorld } from './sim/shrink-world.ts';
import { SimFigures } from './sim/sim-figures.ts';
import type { WorldOrder } from './sim/sim-messages.ts';
import { drawOptions, type SimOptions } from './sim/sim-options.ts';

/**
 * `npm run sim -- [--seeds N] [--from S] [--jobs 2]` runs N worlds; `--seed X [--options JSON]` replays one;
 * `--canaries [--canary NAME]` plants every bug in turn and tells how many worlds it took to find it.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    seed: { type: 'string' },
    options: { type: 'string' },
    trace: { type: 'boolean', default: false },
    canaries: { type: 'boolean', default: false },
    canary: { type: 'string', multiple: true },
    'max-failures': { type: 'string', default: '10' },
  },
});

const PROGRESS_EVERY_MS = 5_000;
const say = (text: string) => process.stdout.write(`${text}\n`);

function* orders(from: number, count: number): Generator<WorldOrder> {
  for (let seed = from; seed < from + count; seed += 1) yield { seed, options: null };
}

function describe({ seed, violation }: WorldReport): string {
  return `seed ${seed} at ${violation?.atMs} ms: ${violation?.invariant}\n  ${violation?.detail}`;
}

async function explain(report: WorldReport): Promise<void> {
  say(describe(report));
  say(`  replay: npm run sim -- --seed ${report.seed}`);
  const full = drawOptions(report.seed);
  const small = await shrinkWorld(report.seed, full, report.violation?.invariant ?? '');
  say(`  smaller: npm run sim -- --seed ${report.seed} --options '${JSON.stringify(small)}'`);
}

async function runMany(from: number, count: number, jobs: number): Promise<boolean> {
  const figures = new SimFigures();
  const startedMs = performance.now();
  let toldMs = startedMs;
  await runPool({
    worlds: orders(from, count),
    jobs,
    onReport: (report, cpuMs) => {
      figures.add(report, cpuMs);
      if (report.violation !== null) say(describe(report));
      const nowMs = performance.now();
      if (nowMs - toldMs > PROGRESS_EVERY_MS) {
        toldMs = nowMs;
        say(`… ${figures.line(nowMs - startedMs)}`);
      }
      return figures.failures.length < Number(values['max-failures']);
    },
  });
  const tookMs = performance.now() - startedMs;
  for (const line of [...coverageReport(figures.coverage), figures.faults()]) say(line);
  for (const failure of figures.failures.slice(0, 3)) await explain(failure);
  say(figures.line(tookMs));
  return figures.failures.length === 0;
}

/** Runs one world twice: it must come out the same. */
async function replay(seed: number, options: SimOptions): Promise<boolean> {
  const reports: WorldReport[] = [];
  for (let run = 0; run < 2; run += 1) {
    await runPool({
      worlds: [{ seed, options }],
      jobs: 1,
      onReport: (report) => {
        reports.push(report);
        return true;
      },
    });
  }
  const [first, second] = reports;
  if (!first || !second) return false;
  const { coverage: _, ...shown } = first;
  say(JSON.stringify(shown, null, 2));
  if (first.digest !== second.digest) say(`NOT THE SAME TWICE: ${first.digest}, then ${second.digest}`);
  return first.violation === null && first.digest === second.digest;
}

/** Runs one world in this process and prints everything that happens. */
async function trace(seed: number, options: SimOptions): Promise<boolean> {
  const { createEdgeTemplate } = await import('./sim/edge-template.ts');
  const { runWorld } = await import('./sim/run-world.ts');
  const template = await createEdgeTemplate();
  try {
    const { violation } = await runWorld(seed, options, template, { onTrace: (atMs, text) => say(`${atMs} ${text}`) });
    return violation === null;
  } finally {
    template.dispose();
  }
}

async function runCanaries(from: number, maxSeeds: number, jobs: number): Promise<boolean> {
  const wanted = values.canary ?? [];
  const planted = CANARIES.filter(
    ({ harness, name }) => harness === 'simulation' && (wanted.length === 0 || wanted.includes(name)),
  );
  let missed = 0;
  for (const canary of planted) {
    const startedMs = performance.now();
    const { worlds, seed, invariant } = await findCanary(canary, from, maxSeeds, jobs);
    const tookS = ((performance.now() - startedMs) / 1_000).toFixed(1);
    if (worlds === null) {
      missed += 1;
      say(`NOT FOUND ${canary.name} in ${maxSeeds} worlds, ${tookS} s: ${canary.bug}`);
    } else say(`found ${canary.name.padEnd(32)} after ${worlds} worlds (seed ${seed}, ${tookS} s): ${invariant}`);
  }
  say(`${planted.length - missed} of ${planted.length} planted bugs found`);
  return missed === 0;
}

async function main(): Promise<boolean> {
  const [from, seeds, jobs] = [Number(values.from), Number(values.seeds), Number(values.jobs)];
  if (values.canaries || values.canary) return runCanaries(from, seeds, jobs);
  if (values.seed === undefined) return runMany(from, seeds, jobs);
  const seed = Number(values.seed);
  // Printed by `explain` above.
  const options = values.options === undefined ? drawOptions(seed) : (JSON.parse(values.options) as SimOptions);
  return values.trace ? trace(seed, options) : replay(seed, options);
}

process.exitCode = (await main()) ? 0 : 1;
