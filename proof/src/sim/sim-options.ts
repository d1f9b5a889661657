import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';

/**
 * Everything that can go wrong. `lossy`, `duplicate`, `slow` are weather and hold through the first phase; the others
 * happen at moments.
 */
export const FAULT_KINDS = [
  'lossy',
  'duplicate',
  'slow',
  'break',
  'partition',
  'one-way',
  'hold',
  'edge-crash',
  'edge-stop',
  'commit-crash',
  'commit-error',
  'statement-error',
  'client-crash',
  'client-clone',
  'cloud-cut',
  'cloud-crash',
  'cloud-restore',
  'cloud-store',
  'edge-restore',
  'pause',
  'clock-step',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One world, apart from its seed. Plain data: printed for a replay, made smaller by the shrinker. */
export interface SimOptions {
  readonly tills: number;
  readonly screens: number;
  readonly integrations: number;
  /** How long people press and things break. */
  readonly stormMs: number;
  /** Mean time between two presses of one person. */
  readonly pressEveryMs: number;
  /** Pressing stops after so many. */
  readonly maxPresses: number;
  /** Mean time between two faults of one kind; a kind that is not there does not happen. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** Restaurant where the money comes first. */
  readonly payFirst: boolean;
  readonly handOverOnPayment: boolean;
  /** Portions there are of each counted ingredient. */
  readonly portions: number;
  /** A station whose screen is never opened; its tickets must be alarmed. */
  readonly darkStation: boolean;
  /** Longest time a commit takes to reach the disk. */
  readonly maxFlushMs: number;
}

const DRAWN_FAULTS = 0.32;

function drawFaults(random: SeededRandom): SimOptions['faults'] {
  if (random.chance(0.04)) return {};
  const kinds = FAULT_KINDS.filter((kind) => random.chance(kind === 'edge-restore' ? 0.08 : DRAWN_FAULTS));
  return Object.fromEntries(kinds.map((kind) => [kind, random.between(2_000, 20_000)]));
}

/** Most worlds are small, because small worlds find most; a few are as large as a full house. */
function drawCrowd(random: SeededRandom): Pick<SimOptions, 'tills' | 'screens' | 'integrations'> {
  const size = random.float();
  const tills = size < 0.8 ? random.between(1, 3) : size < 0.97 ? random.between(2, 6) : random.between(8, 20);
  const screens = size < 0.8 ? random.between(1, 3) : size < 0.97 ? random.between(2, 6) : random.between(6, 14);
  const integrations = Math.max(3 - tills - screens, size < 0.97 ? random.below(3) : random.between(1, 6));
  return { tills, screens, integrations };
}

/** The world that a seed stands for. */
export function drawOptions(seed: number): SimOptions {
  const random = createSeededRandom(seed).fork();
  const crowd = drawCrowd(random);
  const isCrowded = crowd.tills + crowd.screens > 12;
  return {
    ...crowd,
    stormMs: isCrowded ? random.between(5_000, 10_000) : random.between(8_000, 30_000),
    pressEveryMs: random.between(isCrowded ? 800 : 250, 2_500),
    maxPresses: random.between(20, 110),
    faults: drawFaults(random),
    payFirst: random.chance(0.2),
    handOverOnPayment: random.chance(0.7),
    portions: random.chance(0.6) ? random.between(0, 25) : 1_000,
    darkStation: random.chance(0.15),
    maxFlushMs: random.chance(0.5) ? 1 : random.between(2, 25),
  };
}
