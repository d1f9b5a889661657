import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ProofContext, ProofOutcome } from '../proofs/proof.ts';
import { buildShim } from './build-shim.ts';
import { exitOnFault } from './exit-on-fault.ts';
import { createFaultControl, FAULT_KINDS, type FaultKind } from './fault-control.ts';
import { FURNISHING, openFolderHouse } from './folder-house.ts';
import type { FaultCase, FaultFindings } from './io-fault-worker.ts';
import { withScratchDir } from './scratch-dir.ts';
import { runNode } from './shimmed-node.ts';
import type { SourcePatch } from './source-patch.ts';

const COMMANDS = 100;
const PROCESSES = Math.min(2, availableParallelism());
/** Cases one worker process takes before a fresh one goes on. */
const CASES_PER_WORKER = 60;
/** In CI every so-manieth operation of each kind, beginning at another one per kind. */
const CI_STRIDE = 29;

// The record's own keys.
const KINDS = Object.keys(FAULT_KINDS) as FaultKind[];

export interface IoFaultPlan {
  readonly seed: number;
  /** 1 tries every operation. */
  readonly stride: number;
  readonly kinds?: readonly FaultKind[];
  readonly commands?: number;
  readonly patches?: readonly SourcePatch[];
  readonly progress?: (text: string) => void;
}

async function furnishBase(dir: string): Promise<void> {
  const house = openFolderHouse(dir, 1);
  for (const command of FURNISHING) await house.send(command);
  await house.services.journal.close();
}

function casesOf(operations: number, stride: number, kinds: readonly FaultKind[]): FaultCase[] {
  const cases: FaultCase[] = [];
  for (const [offset, kind] of kinds.entries()) {
    const first = 1 + (Math.floor((offset * stride) / kinds.length) % stride);
    for (let at = first; at <= operations; at += stride) cases.push({ kind, at });
  }
  return cases;
}

function add(total: FaultFindings, found: FaultFindings): void {
  for (const name of ['tried', 'fired', 'stopped', 'unknown', 'happenedUnheard'] as const) total[name] += found[name];
  total.faults.push(...found.faults);
}

/**
 * Fails file operations of a script of commands, one at a time and each in every way, and holds the restarted journal
 * to what was answered before.
 * @throws {ProofDidNotRun} where the shim cannot be compiled.
 */
export function failFiles(plan: IoFaultPlan): Promise<FaultFindings> {
  const { seed, stride, kinds = KINDS, commands = COMMANDS, patches = [], progress } = plan;
  return withScratchDir(async (dir) => {
    const library = buildShim(dir);
    const base = join(dir, 'base');
    await furnishBase(base);
    let workers = 0;
    const ask = async (cases: readonly FaultCase[]): Promise<FaultFindings> => {
      workers += 1;
      const scratch = join(dir, `watched-${workers}`);
      const control = join(dir, `control-${workers}`);
      mkdirSync(scratch);
      createFaultControl(control);
      const order = JSON.stringify({ base, scratch, control, seed, commands, cases });
      const answer = await runNode({
        module: 'io-fault-worker.ts',
        args: [order],
        shim: { library, dir: scratch, control },
        patches,
      });
      return JSON.parse(answer) as FaultFindings; // Printed by the worker.
    };
    const total = await ask([]);
    const waiting = casesOf(total.operations, stride, kinds);
    const count = waiting.length;
    const work = async () => {
      for (
        let cases = waiting.splice(0, CASES_PER_WORKER);
        cases.length > 0;
        cases = waiting.splice(0, CASES_PER_WORKER)
      ) {
        add(total, await ask(cases));
        progress?.(
          `${total.tried} of ${count} faults at ${total.operations} operations, ${total.faults.length} broken promises`,
        );
      }
    };
    await Promise.all(Array.from({ length: PROCESSES }, work));
    return total;
  });
}

/** The proof: whatever file operation fails, nothing acknowledged is lost and nothing that happened is called failed. */
export async function runIoFaults({ full, progress }: ProofContext): Promise<ProofOutcome> {
  const found = await failFiles({ seed: 1, stride: full ? 1 : CI_STRIDE, progress });
  if (found.faults.length > 0)
    throw new Error(
      `${found.faults.length} broken promises in ${found.tried} runs:\n${found.faults.slice(0, 5).join('\n')}`,
    );
  if (found.stopped === 0 || found.unknown === 0)
    throw new Error('no fault stopped the journal: the harness does not reach it');
  const exits = [];
  for (const kind of ['io_error', 'no_space'] as const) exits.push(await exitOnFault(kind, 1));
  const broken = exits.flatMap((exit) => exit.faults);
  if (broken.length > 0) throw new Error(`the real edge under a failing disk:\n${broken.slice(0, 5).join('\n')}`);
  return {
    figure:
      `${found.tried} faults of ${KINDS.length} kinds at ${full ? 'every one of' : 'a sample of'} ${found.operations} file operations of a ${COMMANDS}-command script: ` +
      `0 acknowledged commands lost, 0 called failed that had happened (${found.unknown} heard "unknown", ${found.happenedUnheard} of them had), every restart worked; the real edge ended with 70`,
  };
}
