import type { Canary } from '../canaries/canary.ts';
import { runPool } from './run-pool.ts';
import type { WorldOrder } from './sim-messages.ts';

/** How a planted bug was found. */
export interface CanaryFind {
  readonly canary: Canary;
  /** Worlds it took; null when it was not found. */
  readonly worlds: number | null;
  readonly seed: number | null;
  readonly invariant: string;
}

function* ordersFrom(from: number, count: number): Generator<WorldOrder> {
  for (let seed = from; seed < from + count; seed += 1) yield { seed, options: null };
}

/** Runs worlds with a planted bug until one of them breaks a promise. */
export async function findCanary(canary: Canary, from: number, maxSeeds: number, jobs: number): Promise<CanaryFind> {
  let worlds = 0;
  let found: CanaryFind = { canary, worlds: null, seed: null, invariant: '' };
  try {
    await runPool({
      worlds: ordersFrom(from, maxSeeds),
      jobs,
      canary: canary.name,
      onReport: ({ seed, violation }) => {
        worlds += 1;
        if (violation === null) return true;
        found = { canary, worlds, seed, invariant: violation.invariant };
        return false;
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A bug that keeps the house from being furnished is found; one that is not planted as it says is a fault of the harness.
    if (reason.includes('instead of once') || reason.includes('is not part of')) throw error;
    return { canary, worlds: 0, seed: null, invariant: `does not even start: ${reason.split('\n')[0]}` };
  }
  return found;
}
