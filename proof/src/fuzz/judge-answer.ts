import { COMMANDS, isCommandName } from '@passbell/core/wire/command-registry';
import { problem } from '@passbell/core/wire/problem';
import { READS } from '@passbell/edge-server/http/reads/read-registry';
import type { FuzzRequest } from './build-request.ts';
import type { FuzzOperation } from './openapi-reader.ts';
import type { FuzzAnswer } from './send-request.ts';

/** Refusals about the request itself, which any address may give to a request that is not the documented one. */
const ABOUT_THE_REQUEST: ReadonlySet<string> = new Set(['route_not_found', 'method_not_allowed']);
/** Refusals that leave a trace on purpose: somebody tried a PIN. */
const TRACED: ReadonlySet<string> = new Set(['pin_wrong', 'locked_out']);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judgeProblem(operation: FuzzOperation, request: FuzzRequest, answer: FuzzAnswer): string | null {
  // Node itself refuses what is not HTTP, before there is a request: bad syntax, header fields too large.
  if (answer.text === '' && (request.method === 'HEAD' || request.kind === 'hostile')) return null;
  const read = problem.safeParse(parse(answer.text));
  if (!answer.contentType.startsWith('application/problem+json') || !read.success) return 'is no problem document';
  const { code, status } = read.data;
  if (status !== answer.status) return `says status ${status} under ${answer.status}`;
  const isDocumented = operation.codes.get(status)?.has(code) === true || ABOUT_THE_REQUEST.has(code);
  return isDocumented ? null : `code ${code} is not documented for ${operation.operationId}`;
}

function judgeSuccess(operation: FuzzOperation, request: FuzzRequest, answer: FuzzAnswer): string | null {
  if (request.method !== operation.method || answer.status === 304) return null;
  if (!operation.successes.has(answer.status)) return `status ${answer.status} is not documented`;
  const schema = isCommandName(operation.operationId)
    ? COMMANDS[operation.operationId].answer
    : READS.find((read) => read.operationId === operation.operationId)?.answer;
  const fits = schema === undefined || schema.safeParse(parse(answer.text)).success;
  return fits ? null : 'the body does not fit the schema of the answer';
}

/** Whether an answer keeps what the document promises: null, or what is wrong with it. */
export function judgeAnswer(
  operation: FuzzOperation,
  request: FuzzRequest,
  answer: FuzzAnswer | undefined,
  eventsWritten: number,
): string | null {
  if (answer === undefined) return request.kind === 'hostile' ? null : 'the connection broke';
  if (answer.status === 0) return null;
  if (answer.status >= 500) return `status ${answer.status}: ${answer.text.slice(0, 200)}`;
  if (answer.status < 400) return judgeSuccess(operation, request, answer);
  const wrong = judgeProblem(operation, request, answer);
  if (wrong !== null) return wrong;
  const code = problem.safeParse(parse(answer.text)).data?.code ?? '';
  return eventsWritten > 0 && !TRACED.has(code) ? `${eventsWritten} events were written for the refusal ${code}` : null;
}
