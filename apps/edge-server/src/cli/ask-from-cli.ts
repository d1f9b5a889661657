import type { AdminAnswer, AdminAnswers } from '../admin/admin-answers.ts';
import { type AdminName, type AdminRequest, adminRequest } from '../admin/admin-request.ts';
import { createAskEdge } from '../admin/ask-edge.ts';
import { parseConfig } from '../config.ts';
import { validationIssues } from '../http/validation-issues.ts';
import { type CliContext, type ExitCode, UsageError } from './cli-command.ts';
import { explainRefusal } from './cli-output.ts';

/** Asks the edge of the configured folder. What does not fit the request's schema was typed wrong. */
export async function askFromCli<Name extends AdminName>(
  context: CliContext,
  request: { readonly name: Name } & Readonly<Record<string, unknown>>,
): Promise<AdminAnswer<Name>> {
  const config = parseConfig(context.env, context.cwd);
  if (!config.ok) throw new UsageError(config.error);
  const parsed = adminRequest.safeParse(request);
  if (!parsed.success) {
    const { issues } = validationIssues(parsed.error);
    const lines = Array.isArray(issues) ? issues.map((issue) => `  ${Object.values(issue ?? {}).join(': ')}`) : [];
    throw new UsageError(['That does not fit:', ...lines].join('\n'));
  }
  // The union's member with this name is what its schema parsed.
  return createAskEdge(config.value, context.ports)(parsed.data as Extract<AdminRequest, { name: Name }>);
}

/** Asks, and shows the answer: as one line of JSON, or as `show` puts it. A refusal is explained; exit code 1. */
export async function askAndShow<Name extends AdminName>(
  context: CliContext,
  request: { readonly name: Name } & Readonly<Record<string, unknown>>,
  asJson: boolean,
  show: (answer: AdminAnswers[Name]) => ExitCode | undefined,
): Promise<ExitCode> {
  const answer = await askFromCli(context, request);
  if (!answer.ok) {
    if (asJson) context.print(JSON.stringify({ error: answer.error }));
    return asJson ? 1 : explainRefusal(answer.error, context);
  }
  if (!asJson) return show(answer.value) ?? 0;
  context.print(JSON.stringify(answer.value));
  return 0;
}
