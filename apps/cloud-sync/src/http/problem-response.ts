import { ERROR_CATALOGUE, type ErrorCode } from '@passbell/core/errors/error-code';
import type { Problem } from '@passbell/core/wire/problem';
import type { Response } from 'express';

/** Name of the header that ties a request to its lines in the log. */
export const CORRELATION_HEADER = 'X-Correlation-Id';

/** Answers with an RFC 9457 problem document. */
export function sendProblem(response: Response, code: ErrorCode): void {
  const entry = ERROR_CATALOGUE[code];
  const problem: Problem = {
    type: `urn:passbell:error:${code}`,
    title: entry.title,
    status: entry.status,
    detail: entry.remedy,
    code,
    params: {},
    correlationId: response.get(CORRELATION_HEADER) ?? '',
  };
  response.status(entry.status).type('application/problem+json').send(JSON.stringify(problem));
}
