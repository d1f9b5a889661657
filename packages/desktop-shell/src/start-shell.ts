import { createShell, type ShellOptions } from './create-shell.ts';

/**
 * Starts the shell from an app's main module. Not awaited on purpose: Electron says `ready` only after the main module has
 * been evaluated, so a main module that waits for it waits for ever (electron/electron#40719).
 */
export function startShell(
  options: ShellOptions & { readonly electron: { readonly app: { exit(code: number): void } } },
): void {
  createShell(options).catch((error: unknown) => {
    process.stderr.write(`${options.name} could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
    options.electron.app.exit(1);
  });
}
