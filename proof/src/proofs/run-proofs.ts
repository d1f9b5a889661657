import { ProofDidNotRun } from '../faults/proof-did-not-run.ts';
import type { TestCount } from '../vitest-results.ts';
import type { Proof } from './proof.ts';
import { PROOFS } from './registry.ts';

interface RunOptions {
  readonly full: boolean;
  /** Names of proofs or of capabilities; none for all. */
  readonly names: readonly string[];
  /** Leaves out what `npm test` has run as tests or journeys. */
  readonly skipCovered: boolean;
}

/** The proofs that names select: each name is a proof's or a capability's. Undefined where a name is neither. */
export function selectProofs(names: readonly string[]): readonly Proof[] | undefined {
  if (names.length === 0) return PROOFS;
  const isKnown = names.every((name) => PROOFS.some((proof) => proof.name === name || proof.capability === name));
  return isKnown ? PROOFS.filter((proof) => names.includes(proof.name) || names.includes(proof.capability)) : undefined;
}

/** Whether a promise held; null where this machine lacks what the proof needs, which shows nothing either way. */
async function runProof(proof: Proof, full: boolean): Promise<boolean | null> {
  process.stdout.write(`\n── prove ${proof.name}: ${proof.promise}\n`);
  const startedMs = performance.now();
  try {
    const { figure } = await proof.run({ full, progress: (text) => process.stdout.write(`   ${text}\n`) });
    const seconds = (performance.now() - startedMs) / 1_000;
    process.stdout.write(`holds: ${figure} (${seconds.toFixed(1)} s)\n`);
    return true;
  } catch (error) {
    if (error instanceof ProofDidNotRun) {
      process.stdout.write(`NOT RUN ${proof.name}: ${error.message}\n`);
      return null;
    }
    process.stdout.write(
      `BROKEN ${proof.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return false;
  }
}

/** Runs proofs one after another and counts those that held. */
export async function runProofs({ full, names, skipCovered }: RunOptions): Promise<TestCount> {
  const selected = selectProofs(names);
  if (!selected) {
    process.stdout.write(
      `No proof or capability is called that. There are: ${PROOFS.map((proof) => proof.name).join(', ')}.\n`,
    );
    return { passed: 0, failed: 1 };
  }
  let passed = 0;
  let failed = 0;
  for (const proof of selected) {
    if (skipCovered && proof.isCoveredByTests) continue;
    const held = await runProof(proof, full);
    if (held === true) passed += 1;
    if (held === false) failed += 1;
  }
  return { passed, failed };
}
