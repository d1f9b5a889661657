import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageError } from './cli-command.ts';

/** Reads options and positional words; an unknown option or a missing value is a usage error. */
export function readOptions<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The value of an option that must be given. */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`${option} is needed`);
  return value;
}

/** An option that holds a positive whole number; undefined when it is not given. */
export function wholeNumber(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/u.test(value) || Number(value) === 0) throw new UsageError(`${option} is a whole number from 1`);
  return Number(value);
}

/** No words beside the options. */
export function noWords(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`what is "${positionals.join(' ')}"?`);
}
