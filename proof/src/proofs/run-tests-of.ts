import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from '../run-step.ts';
import { readCount } from '../vitest-results.ts';
import type { ProofOutcome } from './proof.ts';

/**
 * Runs test files of one package as a proof. Tests may write lines to the file named in `PASSBELL_FIGURES`; they are the
 * figure, beside the number of tests.
 */
export async function runTestsOf(root: string, files: readonly string[], config?: string): Promise<ProofOutcome> {
  const dir = mkdtempSync(join(tmpdir(), 'passbell-proof-'));
  const results = join(dir, 'results.json');
  const figures = join(dir, 'figures.txt');
  try {
    const args = [
      'run',
      '--root',
      root,
      ...(config ? ['--config', config] : []),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...files,
    ];
    const step = await runStep(`${root}: ${files.join(', ')}`, 'vitest', args, { PASSBELL_FIGURES: figures });
    const count = readCount(results);
    if (!step.passed || count.failed > 0 || count.passed === 0)
      throw new Error(`${count.failed} of ${count.passed + count.failed} tests failed`);
    return { figure: [`${count.passed} tests`, ...readLines(figures)].join('; ') };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.length > 0);
  } catch {
    return [];
  }
}

/** Several runs as one proof: all of them must hold. */
export async function runAll(runs: readonly (() => Promise<ProofOutcome>)[]): Promise<ProofOutcome> {
  const figures: string[] = [];
  for (const run of runs) figures.push((await run()).figure);
  return { figure: figures.join('; ') };
}
