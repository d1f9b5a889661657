import type { SystemPorts } from '../system-ports.ts';

/** What a subcommand works with. Nothing of it is global, so that tests can run it. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly ports: SystemPorts;
  /** Writes to stdout; the caller adds no line end. */
  readonly print: (line: string) => void;
  /** Writes to stderr. */
  readonly complain: (line: string) => void;
}

/** 0: done. 1: refused or failed. 2: typed wrong. 70: the disk failed; start again. */
export type ExitCode = 0 | 1 | 2 | 70;

/** One subcommand of `npm run edge --`. */
export interface CliCommand {
  /** The words that name it: `devices add`. */
  readonly name: string;
  /** What follows the name, as the help shows it. */
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], context: CliContext): Promise<ExitCode>;
}

/** It was typed wrong; the message says what is expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
