import type { z } from 'zod';
import type { ErrorCode } from '../errors/error-code.ts';
import type { Permission } from '../staff/permissions.ts';

/** What one command is: the only place that says its name, who may do it, where it lives and what goes in and out. */
export interface CommandDefinition<Name extends string, Args extends z.ZodObject, Answer extends z.ZodType> {
  readonly name: Name;
  readonly permission: Permission;
  /** Its address over HTTP (always POST), with `{param}` for arguments in the path; null for the box's own command line. */
  readonly path: string | null;
  /** HTTP status of success. */
  readonly status: 200 | 201;
  readonly summary: string;
  readonly description: string;
  readonly args: Args;
  readonly answer: Answer;
  readonly example: { readonly args: z.input<Args>; readonly answer: z.input<Answer> };
  /** The refusals of its own, beside those every command can give. */
  readonly refusals: readonly ErrorCode[];
}

/** Declares a command, keeping its literal types. */
export function defineCommand<Name extends string, Args extends z.ZodObject, Answer extends z.ZodType>(
  definition: CommandDefinition<Name, Args, Answer>,
): CommandDefinition<Name, Args, Answer> {
  return definition;
}

/** The names of the arguments that stand in a command's path. */
export function pathParams(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].flatMap((match) => match[1] ?? []);
}
