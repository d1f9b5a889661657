import type { DomainError } from '@passbell/core/errors/domain-error';
import { ERROR_CATALOGUE } from '@passbell/core/errors/error-code';
import { z } from 'zod';
import type { CliContext, ExitCode } from './cli-command.ts';

const issueList = z.array(z.object({ path: z.string(), message: z.string() }));

/** Tells a refusal in plain words: what, why, what to do, and the code for whoever looks it up. */
export function explainRefusal(error: DomainError, { complain }: CliContext): ExitCode {
  const { title, cause, remedy } = ERROR_CATALOGUE[error.code];
  complain(`${title} (${error.code}).`);
  const issues = issueList.safeParse(error.params.issues);
  if (issues.success) for (const { path, message } of issues.data) complain(`  ${path}: ${message}`);
  else complain(`${cause} ${remedy}`);
  const rest = Object.entries(error.params).filter(([name]) => name !== 'issues');
  for (const [name, value] of rest) complain(`  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return 1;
}

/** Rows in columns as wide as their widest cell, under headings. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

/** An instant for people, in UTC; the restaurant's own clock may not be set yet. */
export function instant(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString().replace('T', ' ').slice(0, 16);
}
