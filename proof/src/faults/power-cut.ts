import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ProofContext, ProofOutcome } from '../proofs/proof.ts';
import { buildShim } from './build-shim.ts';
import { createFaultControl } from './fault-control.ts';
import type { PowerCutFindings } from './power-cut-checker.ts';
import { withScratchDir } from './scratch-dir.ts';
import { runNode } from './shimmed-node.ts';
import type { SourcePatch } from './source-patch.ts';

const OPEN_DATABASE = 'apps/edge-server/src/journal/open-database.ts';

/** The control: what the same cuts do to a journal that does not flush at every commit. */
export const NORMAL_SYNC: SourcePatch = { file: OPEN_DATABASE, find: 'synchronous: 2,', replace: 'synchronous: 1,' };

/** Checkpoints twenty times as often, so that cuts in the middle of one are not rare. */
const FREQUENT_CHECKPOINTS: SourcePatch = {
  file: OPEN_DATABASE,
  find: 'applyPragmas(db, WRITER);',
  replace: "applyPragmas(db, WRITER); db.pragma('wal_autocheckpoint = 50');",
};

/** Commands of one recording: enough for several checkpoints, few enough that each image stays small. */
const COMMANDS = 60;
const STATES_PER_RECORDING = 1_000;
const CI_STATES = 10_000;
const FULL_STATES = 100_000;
const CONTROL_STATES = 1_000;
const PROCESSES = Math.min(2, availableParallelism());

export interface PowerCutPlan {
  readonly states: number;
  readonly seed: number;
  readonly patches?: readonly SourcePatch[];
  readonly progress?: (text: string) => void;
}

/** Records one evening and recovers the images of its power cuts. */
async function recordAndCheck(
  dir: string,
  {
    library,
    seed,
    states,
    patches,
  }: { library: string; seed: number; states: number; patches: readonly SourcePatch[] },
): Promise<PowerCutFindings> {
  const data = join(dir, 'data');
  const log = join(dir, 'log');
  const control = join(dir, 'control');
  mkdirSync(data, { recursive: true });
  createFaultControl(control).record(true);
  await runNode({
    module: 'power-cut-recorder.ts',
    args: [data, String(seed), String(COMMANDS)],
    shim: { library, dir: data, control, log },
    // Every other recording checkpoints as shipped.
    patches: seed % 2 === 0 ? [...patches, FREQUENT_CHECKPOINTS] : patches,
  });
  const args = [log, data, join(dir, 'images'), String(seed), String(states)];
  const found = await runNode({ module: 'power-cut-checker.ts', args });
  rmSync(dir, { recursive: true });
  return JSON.parse(found) as PowerCutFindings; // Printed by the checker.
}

/**
 * Cuts the power at every change that recorded evenings made to their disk and recovers what is left.
 * @throws {ProofDidNotRun} where the recording shim cannot be compiled.
 */
export function cutPower({ states, seed, patches = [], progress }: PowerCutPlan): Promise<PowerCutFindings> {
  return withScratchDir(async (dir) => {
    const library = buildShim(dir);
    const total: PowerCutFindings = { states: 0, cutPoints: 0, acknowledged: 0, lost: 0, broken: 0, examples: [] };
    let next = seed;
    let begun = 0;
    const work = async () => {
      while (begun < states) {
        const recording = next++;
        const wanted = Math.min(STATES_PER_RECORDING, states - begun);
        begun += wanted;
        const found = await recordAndCheck(join(dir, `r${recording}`), {
          library,
          seed: recording,
          states: wanted,
          patches,
        });
        for (const name of ['states', 'cutPoints', 'acknowledged', 'lost', 'broken'] as const)
          total[name] += found[name];
        total.examples.push(...found.examples.map((example) => `recording ${recording}: ${example}`));
        begun -= wanted - found.states;
        progress?.(`${total.states} of ${states} power cuts, ${total.lost} with losses, ${total.broken} broken`);
      }
    };
    await Promise.all(Array.from({ length: PROCESSES }, work));
    return total;
  });
}

/** The proof: nothing acknowledged is lost to a power cut, and the same cuts do lose something where flushing is lax. */
export async function runPowerCut({ full, progress }: ProofContext): Promise<ProofOutcome> {
  const found = await cutPower({ states: full ? FULL_STATES : CI_STATES, seed: 1, progress });
  if (found.lost + found.broken > 0)
    throw new Error(
      `${found.lost} of ${found.states} power cuts lost acknowledged commands, ${found.broken} broke the journal:\n${found.examples.slice(0, 5).join('\n')}`,
    );
  const control = await cutPower({ states: CONTROL_STATES, seed: 1, patches: [NORMAL_SYNC], progress });
  if (control.lost === 0)
    throw new Error('the control with synchronous=NORMAL lost nothing: the harness cannot see losses');
  const share = ((100 * control.lost) / control.states).toFixed(0);
  return {
    figure: `${found.states} power cuts at ${found.cutPoints} points, 0 acknowledged commands lost, 0 corruptions; the control with synchronous=NORMAL lost some in ${share} % of ${control.states}`,
  };
}
