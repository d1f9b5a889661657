import { globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT, runStep } from './run-step.ts';
import { readCount, type TestCount } from './vitest-results.ts';

const RESULTS = join(ROOT, 'proof/test-results/e2e.json');

/** The names of the browser journeys: `ring`, `kitchen`, `counter` … */
export function journeyNames(): string[] {
  return globSync('proof/e2e/*.e2e.ts', { cwd: ROOT })
    .map((file) => basename(file, '.e2e.ts'))
    .sort();
}

/** Runs browser journeys by name, all of them for none. An unknown name fails. */
export async function runE2e(names: readonly string[]): Promise<TestCount> {
  const known = journeyNames();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stdout.write(`No journey is called ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
    return { passed: 0, failed: unknown.length };
  }
  rmSync(RESULTS, { force: true });
  const files = (names.length > 0 ? names : known).map((name) => `e2e/${name}.e2e.ts`);
  await runStep(`browser journeys: ${(names.length > 0 ? names : known).join(', ')}`, 'vitest', [
    'run',
    '--root',
    'proof',
    '--config',
    'vitest.e2e.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}`,
    ...files,
  ]);
  return readCount(RESULTS);
}
