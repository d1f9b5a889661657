import { runStep } from './run-step.ts';

/** `npm run check`: everything that can be said about the code without running it. */
const steps = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  ['types', 'turbo', ['run', 'check', '--output-logs=errors-only', '--log-order=grouped']],
  ['layers and cycles', process.execPath, ['proof/src/check/check-layers.ts']],
  ['dead code', 'knip', ['--no-progress', '--treat-config-hints-as-errors']],
  ['generated documents', process.execPath, ['proof/src/gen.ts', '--check']],
] as const;

const results = [];
for (const [name, command, args] of steps) results.push(await runStep(name, command, args));
process.stdout.write('\n');
for (const result of results)
  process.stdout.write(`${result.passed ? 'ok    ' : 'FAILED'} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
