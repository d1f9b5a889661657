import type { DomainError } from '@passbell/core/errors/domain-error';
import { domainError } from '@passbell/core/errors/domain-error';
import type { Result } from '@passbell/core/kernel/result';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { OutcomeUnknown, SubmitRefused } from '../journal/journal-errors.ts';
import { type HttpAnswer, sendAnswer } from './http-answer.ts';
import { sendProblem } from './problem-mapper.ts';
import { SenderGone } from './read-json-body.ts';
import { requestContext } from './request-context.ts';

/** What an operation does: an answer or a refusal, and headers that go with a refusal. */
export type Operation = (
  req: Request,
  res: Response,
) => Promise<Result<HttpAnswer, DomainError>> | Result<HttpAnswer, DomainError>;

/**
 * Runs an operation and sends what comes of it; the one place where an exception becomes HTTP. When nobody knows
 * whether a command was stored, the connection is cut without an answer: the sender repeats its key and learns the truth.
 */
export function operationHandler(operationId: string, logger: Logger, operation: Operation): RequestHandler {
  return async (req, res) => {
    const context = requestContext(res);
    context.operationId = operationId;
    try {
      const result = await operation(req, res);
      if (result.ok) sendAnswer(res, result.value);
      else sendProblem(res, result.error, context.correlationId);
    } catch (error) {
      answerFailure(res, error, logger);
    }
  };
}

/** Answers for what was thrown instead of returned. Nothing of the failure itself leaves the house. */
export function answerFailure(res: Response, error: unknown, logger: Logger): void {
  const { correlationId, operationId } = requestContext(res);
  if (error instanceof SenderGone) {
    res.destroy();
    return;
  }
  if (error instanceof SubmitRefused && !res.headersSent) {
    sendProblem(res, error.error, correlationId);
    return;
  }
  logger.error({ err: error, correlationId, operationId }, 'a request failed');
  if (error instanceof OutcomeUnknown || res.headersSent) res.destroy();
  else sendProblem(res, domainError('internal'), correlationId);
}
