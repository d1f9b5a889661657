import type { RequestHandler } from 'express';
import { correlationIdOf } from './correlation-id.ts';
import type { HttpDeps } from './http-deps.ts';
import { openRequestContext } from './request-context.ts';

/** Operations whose regular calls would drown the log. */
const QUIET: ReadonlySet<string> = new Set(['healthz', 'readyz', 'metrics', 'screen']);

/** First in the chain: gives the request its context and correlation id, and counts and logs it when it is over. */
export function requestLog({ ids, clock, metrics, logger }: HttpDeps): RequestHandler {
  return (req, res, next) => {
    const context = {
      correlationId: correlationIdOf(req, ids),
      startedMs: clock.monotonicMs(),
      operationId: null,
      deviceId: null,
    };
    openRequestContext(res, context);
    res.setHeader('X-Correlation-Id', context.correlationId);
    res.once('close', () => {
      const durationMs = clock.monotonicMs() - context.startedMs;
      const operation: string = context.operationId ?? 'none';
      metrics.requestDone({ operation, method: req.method, status: res.statusCode, durationMs });
      const line = {
        correlationId: context.correlationId,
        deviceId: context.deviceId,
        operation,
        method: req.method,
        // Without the query, which may hold what somebody searched for.
        path: req.path,
        status: res.statusCode,
        durationMs: Math.round(durationMs * 10) / 10,
        finished: res.writableFinished,
      };
      if (QUIET.has(operation)) logger.debug(line, 'request');
      else logger.info(line, 'request');
    });
    next();
  };
}
