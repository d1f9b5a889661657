import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Runs a command of the project from its root, showing what it prints. */
export function runStep(
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  process.stdout.write(`\n── ${name}\n`);
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    const end = (passed: boolean) => resolve({ name, passed, seconds: (performance.now() - startedMs) / 1_000 });
    child.once('error', (error) => {
      process.stdout.write(`${name} did not start: ${error.message}\n`);
      end(false);
    });
    child.once('exit', (code) => end(code === 0));
  });
}
