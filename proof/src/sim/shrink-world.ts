import { runPool } from './run-pool.ts';
import type { WorldReport } from './run-world.ts';
import type { SimOptions } from './sim-options.ts';

/** Tries of the shrinker; each runs one world. */
const MAX_TRIES = 60;

/** Smaller worlds, the ones that leave most away first. */
function* smaller(options: SimOptions): Generator<SimOptions> {
  const kinds = Object.keys(options.faults);
  const without = (left: readonly string[]): SimOptions => ({
    ...options,
    faults: Object.fromEntries(Object.entries(options.faults).filter(([kind]) => !left.includes(kind))),
  });
  if (kinds.length > 3) {
    yield without(kinds.slice(0, Math.ceil(kinds.length / 2)));
    yield without(kinds.slice(Math.ceil(kinds.length / 2)));
  }
  for (const kind of kinds) yield without([kind]);
  for (const who of ['integrations', 'screens', 'tills'] as const) {
    if (options[who] > 1) yield { ...options, [who]: Math.ceil(options[who] / 2) };
    if (options[who] > 0) yield { ...options, [who]: options[who] - 1 };
  }
  if (options.maxPresses > 4) yield { ...options, maxPresses: Math.floor(options.maxPresses / 2) };
  if (options.stormMs > 3_000) yield { ...options, stormMs: Math.floor(options.stormMs * 0.6) };
  if (options.darkStation) yield { ...options, darkStation: false };
  if (options.maxFlushMs > 1) yield { ...options, maxFlushMs: 1 };
  if (options.payFirst) yield { ...options, payFirst: false };
}

async function runOne(seed: number, options: SimOptions, canary?: string): Promise<WorldReport | null> {
  let found: WorldReport | null = null;
  await runPool({
    worlds: [{ seed, options }],
    jobs: 1,
    ...(canary !== undefined && { canary }),
    onReport: (report) => {
      found = report;
      return true;
    },
  });
  return found;
}

/** Makes a failing world smaller while the same promise still breaks in it. */
export async function shrinkWorld(seed: number, options: SimOptions, invariant: string): Promise<SimOptions> {
  let best = options;
  let tries = 0;
  for (let isSmaller = true; isSmaller && tries < MAX_TRIES; ) {
    isSmaller = false;
    for (const candidate of smaller(best)) {
      if (tries >= MAX_TRIES) break;
      tries += 1;
      const report = await runOne(seed, candidate);
      if (report?.violation?.invariant !== invariant) continue;
      best = candidate;
      isSmaller = true;
      break;
    }
  }
  return best;
}
