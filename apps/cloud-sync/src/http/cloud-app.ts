import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { CloudMetrics } from './cloud-metrics.ts';
import { isFromThisMachine } from './loopback-guard.ts';
import { CORRELATION_HEADER, sendProblem } from './problem-response.ts';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface CloudAppPorts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Logger;
  readonly metrics: CloudMetrics;
  readonly reports: Router;
  /** Whether the database answers and nobody asked to stop. */
  isReady(): Promise<boolean>;
}

function observe({ clock, ids, log, metrics }: CloudAppPorts): RequestHandler {
  return (request, response, next) => {
    const given = request.get(CORRELATION_HEADER);
    const correlationId = given !== undefined && /^[\x21-\x7e]{1,100}$/u.test(given) ? given : ids.newId();
    const startedMs = clock.monotonicMs();
    response.set(CORRELATION_HEADER, correlationId);
    response.on('finish', () => {
      const tookMs = clock.monotonicMs() - startedMs;
      metrics.requests.observe({ method: request.method, status: String(response.statusCode) }, tookMs / 1_000);
      log.debug(
        { correlationId, method: request.method, path: request.path, status: response.statusCode, tookMs },
        'http',
      );
    });
    next();
  };
}

const harden: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};

const onlyThisMachine: RequestHandler = (request, response, next) => {
  if (isFromThisMachine({ remoteAddress: request.socket.remoteAddress, headers: request.headers })) return next();
  sendProblem(response, 'origin_refused');
};

const onlyReads: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  response.set('Allow', 'GET, HEAD');
  sendProblem(response, 'method_not_allowed');
};

/** The cloud's HTTP side. Health is for everybody; figures only for the machine itself until there are users. */
export function createCloudApp(ports: CloudAppPorts): Express {
  const app = express().disable('x-powered-by').disable('etag');
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    ports.log.error({ err: error, correlationId: response.get(CORRELATION_HEADER) }, 'request failed');
    if (!response.headersSent) sendProblem(response, 'internal');
  };
  app.use(observe(ports), harden, onlyReads);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const isReady = await ports.isReady();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not_ready' });
  });
  app.use(onlyThisMachine);
  app.get('/metrics', async (_request, response) => {
    response.type(ports.metrics.registry.contentType).send(await ports.metrics.registry.metrics());
  });
  app.use(ports.reports);
  app.use((_request, response) => sendProblem(response, 'route_not_found'));
  app.use(onError);
  return app;
}
