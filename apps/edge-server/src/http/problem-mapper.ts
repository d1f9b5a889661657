import type { ServerResponse } from 'node:http';
import type { DomainError } from '@passbell/core/errors/domain-error';
import { ERROR_CATALOGUE } from '@passbell/core/errors/error-code';
import type { Problem } from '@passbell/core/wire/problem';
import { sendAnswer } from './http-answer.ts';

/** What an RFC 9457 `type` of ours starts with; the code follows. */
const PROBLEM_TYPE_PREFIX = 'urn:passbell:error:';
const DEFAULT_RETRY_SECONDS = 1;

/** The one way from a refusal to what HTTP says about it. */
export function toProblem(error: DomainError, correlationId: string): Problem {
  const entry = ERROR_CATALOGUE[error.code];
  return {
    type: PROBLEM_TYPE_PREFIX + error.code,
    title: entry.title,
    status: entry.status,
    detail: `${entry.cause} ${entry.remedy}`,
    code: error.code,
    // The catalogue's params are readonly Json; the schema's inferred type is its mutable twin.
    params: error.params as Problem['params'],
    correlationId,
  };
}

function retryAfterSeconds(error: DomainError): string {
  const { retryAfterMs } = error.params;
  return String(
    typeof retryAfterMs === 'number' ? Math.max(1, Math.ceil(retryAfterMs / 1_000)) : DEFAULT_RETRY_SECONDS,
  );
}

/** Answers with a problem document and the headers its status asks for. */
export function sendProblem(
  res: ServerResponse,
  error: DomainError,
  correlationId: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const problem = toProblem(error, correlationId);
  sendAnswer(res, {
    status: problem.status,
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json; charset=utf-8',
      ...(problem.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="passbell"' } : {}),
      ...(problem.status === 429 || problem.status === 503 ? { 'Retry-After': retryAfterSeconds(error) } : {}),
    },
    body: JSON.stringify(problem),
  });
}
