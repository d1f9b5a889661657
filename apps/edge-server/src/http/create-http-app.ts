import { domainError } from '@passbell/core/errors/domain-error';
import { COMMANDS } from '@passbell/core/wire/command-registry';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { type AnyCommand, commandOperation } from './command-operation.ts';
import { demoInfoOperation, demoOpenOperation } from './demo-door.ts';
import { houseRoutes } from './house-routes.ts';
import type { HttpDeps } from './http-deps.ts';
import { answerFailure, type Operation, operationHandler } from './operation-handler.ts';
import { sendProblem } from './problem-mapper.ts';
import { readRoute } from './read-route.ts';
import { READS } from './reads/read-registry.ts';
import { requestContext } from './request-context.ts';
import { requestLog } from './request-log.ts';
import { screenRoutes } from './screen-routes.ts';
import { securityHeaders } from './security-headers.ts';

interface Endpoint {
  readonly method: 'get' | 'post';
  /** With `{param}` where a segment is an argument. */
  readonly path: string;
  readonly operationId: string;
  readonly operation: Operation;
}

function endpoints(deps: HttpDeps): Endpoint[] {
  const commands: readonly AnyCommand[] = Object.values(COMMANDS);
  const list: Endpoint[] = commands.flatMap((command) =>
    command.path === null
      ? []
      : [
          {
            method: 'post' as const,
            path: command.path,
            operationId: command.name,
            operation: commandOperation(command, deps),
          },
        ],
  );
  for (const read of READS)
    list.push({ method: 'get', path: read.path, operationId: read.operationId, operation: readRoute(read, deps) });
  for (const route of houseRoutes(deps)) list.push({ method: 'get', ...route });
  if (deps.demo !== null) {
    list.push({
      method: 'post',
      path: '/v1/demo/open',
      operationId: 'openDemo',
      operation: demoOpenOperation(deps.demo),
    });
    list.push({ method: 'get', path: '/v1/demo', operationId: 'getDemo', operation: demoInfoOperation(deps.demo) });
  }
  return list;
}

/** Fixed addresses before those with parameters, or `/v1/orders/open` would be the order called open. */
function byPath(list: readonly Endpoint[]): [string, Endpoint[]][] {
  const paths = Map.groupBy(list, (endpoint) => endpoint.path);
  return [...paths].sort(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')));
}

function mount(app: Express, deps: HttpDeps): void {
  for (const [path, group] of byPath(endpoints(deps))) {
    const route = app.route(path.replaceAll(/\{(\w+)\}/gu, ':$1'));
    for (const { method, operationId, operation } of group)
      route[method](operationHandler(operationId, deps.logger, operation));
    const allow = group.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : ['POST'])).join(', ');
    route.options((_req, res) => {
      res.status(204).setHeader('Allow', allow).end();
    });
    route.all((_req, res) => {
      sendProblem(res, domainError('method_not_allowed'), requestContext(res).correlationId, { Allow: allow });
    });
  }
}

/** What Express itself refuses (an address that is not valid percent-encoding, say) names nothing we have. */
function refusedByExpress(error: unknown): boolean {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return error instanceof URIError || (typeof status === 'number' && status >= 400 && status < 500);
}

/**
 * The HTTP face of an edge server: one address per command and per read, the house's own pages, the screens. It does
 * not listen; see `http-server.ts`.
 */
export function createHttpApp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.use(requestLog(deps), securityHeaders);
  mount(app, deps);
  for (const screen of ['pos', 'kds'] as const) {
    app.get(`/${screen}`, (req, res) => {
      const query = req.url.indexOf('?');
      res.redirect(308, `/${screen}/${query < 0 ? '' : req.url.slice(query)}`);
    });
    app.use(`/${screen}`, screenRoutes(screen === 'pos' ? 'point of sale' : 'kitchen display', deps.screens[screen]));
  }
  app.use((_req, res) => sendProblem(res, domainError('route_not_found'), requestContext(res).correlationId));
  const failed: ErrorRequestHandler = (error, _req, res, _next) => {
    if (refusedByExpress(error) && !res.headersSent) {
      sendProblem(res, domainError('route_not_found'), requestContext(res).correlationId);
    } else {
      answerFailure(res, error, deps.logger);
    }
  };
  app.use(failed);
  return app;
}
