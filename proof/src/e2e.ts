import { runE2e } from './run-e2e.ts';
import { runStep } from './run-step.ts';

/** `npm run e2e [-- NAME …]`: browser journeys in a real Chromium against a real edge and cloud. */
const built = await runStep('build', 'turbo', ['run', 'build', '--output-logs=errors-only']);
const count = built.passed ? await runE2e(process.argv.slice(2)) : { passed: 0, failed: 1 };
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
