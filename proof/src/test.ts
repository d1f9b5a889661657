import { runProofs } from './proofs/run-proofs.ts';
import { runE2e } from './run-e2e.ts';
import { runStep } from './run-step.ts';
import { addCounts, clearPackageResults, readPackageCounts, type TestCount } from './vitest-results.ts';

/** `npm test`: the check, every package's tests, the browser journeys, and every proof that fits its CI budget. */
function countOf(passed: boolean): TestCount {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

clearPackageResults();
const check = await runStep('check', process.execPath, ['proof/src/check.ts']);
const built = await runStep('build', 'turbo', ['run', 'build', '--output-logs=errors-only']);
const tests = await runStep('tests', 'turbo', [
  'run',
  'test',
  '--concurrency=2',
  '--continue',
  '--output-logs=new-only',
  '--log-order=grouped',
]);
const packages = readPackageCounts();
const journeys = await runE2e([]);
const proofs = await runProofs({ full: false, names: [], skipCovered: true });
const total = addCounts([
  countOf(check.passed),
  countOf(built.passed),
  packages,
  // The runner may fail although every test passed: an unhandled error, a file that did not load.
  packages.failed === 0 && !tests.passed ? countOf(false) : { passed: 0, failed: 0 },
  journeys,
  proofs,
]);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
