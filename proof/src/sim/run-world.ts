import { heal, openProblems } from './convergence.ts';
import type { CoverageCounts } from './coverage.ts';
import type { EdgeTemplate } from './edge-template.ts';
import { planFaults } from './fault-plan.ts';
import { checkAll } from './final-checks.ts';
import type { Violation } from './sim-context.ts';
import type { SimOptions } from './sim-options.ts';
import { SimWorld } from './sim-world.ts';
import { checkLiveViews } from './view-checks.ts';

/** What became of one world. */
export interface WorldReport {
  readonly seed: number;
  readonly violation: Violation | null;
  /** Of everything that happened, in order. */
  readonly digest: string;
  readonly steps: number;
  readonly simulatedMs: number;
  /** From the end of the storm until all had come together. */
  readonly convergedMs: number;
  readonly delivered: number;
  readonly presses: number;
  readonly events: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly coverage: CoverageCounts;
}

/** How long everything may take to come together. The cloud tells a box to stay away for five minutes at most. */
const CONVERGE_WITHIN_MS = 15 * 60_000;
const LOOK_EVERY_MS = 1_000;
/** Looking at every screen costs more than a second of the storm. */
const LOOK_IN_STORM_MS = 2_500;
const MAX_WAITING = 5_000;

export interface RunOptions {
  readonly onTrace?: (atMs: number, text: string) => void;
}

/** Runs one world: the storm, then calm, then every check. The same seed and options give the same digest. */
export async function runWorld(
  seed: number,
  options: SimOptions,
  template: EdgeTemplate,
  run: RunOptions = {},
): Promise<WorldReport> {
  const file = template.copy();
  const world = new SimWorld(seed, options, file);
  const { context } = world;
  context.onTrace = run.onTrace ?? null;
  const { scheduler } = context;
  const isOver = () => context.violation !== null;
  const onRejection = (error: unknown) =>
    context.violate('no promise is left', error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.on('unhandledRejection', onRejection);
  let convergedMs = 0;
  try {
    await world.open();
    planFaults(world);
    while (scheduler.nowMs < options.stormMs && !isOver()) {
      await scheduler.runUntil(Math.min(options.stormMs, scheduler.nowMs + LOOK_IN_STORM_MS), isOver);
      look(world);
    }
    convergedMs = await converge(world, isOver);
    if (!isOver()) checkAll(world);
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    context.violate('nothing throws', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    process.off('unhandledRejection', onRejection);
    world.edge.dispose();
    template.discard(file);
  }
  return reportOf(seed, world, convergedMs);
}

/** Looks at what must hold at any moment. */
function look(world: SimWorld): void {
  checkLiveViews(world);
  for (const machine of [world.edge.machine, ...world.clients.map((client) => client.parts.machine)])
    if (machine.waiting > MAX_WAITING)
      world.context.violate('queues are bounded', `${machine.name} ${machine.waiting}`);
}

async function converge(world: SimWorld, isOver: () => boolean): Promise<number> {
  const { context } = world;
  const { scheduler } = context;
  const fromMs = scheduler.nowMs;
  if (isOver()) return 0;
  heal(world);
  for (;;) {
    await scheduler.runUntil(scheduler.nowMs + LOOK_EVERY_MS, isOver);
    if (isOver()) return 0;
    look(world);
    const problems = openProblems(world);
    if (problems.length === 0) return scheduler.nowMs - fromMs;
    if (scheduler.nowMs - fromMs < CONVERGE_WITHIN_MS) continue;
    context.violate('all comes together', problems.slice(0, 5).join('; '));
    return 0;
  }
}

function reportOf(seed: number, { context, edge }: SimWorld, convergedMs: number): WorldReport {
  const { scheduler, stats, violation } = context;
  return {
    seed,
    violation,
    digest: context.digest(),
    steps: scheduler.steps,
    simulatedMs: scheduler.nowMs,
    convergedMs,
    delivered: stats.delivered,
    presses: stats.presses,
    events: edge.watch.head.seq,
    faults: Object.fromEntries(stats.faults),
    coverage: context.coverage.counts(),
  };
}
