import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-step.ts';

/** How many tests a run had. A file that did not load counts as one that failed. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

interface VitestJson {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Where every package's `test` leaves its outcome. */
const PACKAGE_RESULTS = '{packages/*,apps/*,proof}/test-results/vitest.json';

export function readCount(file: string): TestCount {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const json = JSON.parse(readFileSync(file, 'utf8')) as VitestJson; // vitest's own JSON reporter wrote it.
  const unloaded = json.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  return { passed: json.numPassedTests, failed: json.numFailedTests + unloaded };
}

export function addCounts(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}

/** The outcomes of all packages; one that has a `test` script and left none counts as failed. */
export function readPackageCounts(): TestCount {
  const manifests = globSync('{packages/*,apps/*,proof}/package.json', { cwd: ROOT });
  const tested = manifests.filter((manifest) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, manifest), 'utf8')) as { scripts?: Record<string, string> }; // npm's own format.
    return scripts?.test !== undefined;
  });
  return addCounts(tested.map((manifest) => readCount(join(ROOT, manifest, '../test-results/vitest.json'))));
}

export function clearPackageResults(): void {
  for (const file of globSync(PACKAGE_RESULTS, { cwd: ROOT })) rmSync(join(ROOT, file), { force: true });
}
