import { domainError } from '@passbell/core/errors/domain-error';
import { err, ok } from '@passbell/core/kernel/result';
import type { Request } from 'express';
import { authenticateDevice } from './device-credentials.ts';
import type { HttpDeps } from './http-deps.ts';
import { landingPage } from './landing-page.ts';
import { menuStations } from './menu-stations.ts';
import { openApiText } from './openapi/openapi-document.ts';
import type { Operation } from './operation-handler.ts';
import { isLocalCaller } from './request-origin.ts';

/** An operation that belongs to the house itself, with its name in log and metrics. */
export interface HouseRoute {
  readonly operationId: string;
  readonly path: string;
  readonly operation: Operation;
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

function isMetricsReader(req: Request, { gatekeeper }: HttpDeps): boolean {
  if (isLocalCaller(req)) return true;
  const device = authenticateDevice(req, gatekeeper);
  return device.ok && device.value.role === 'integration';
}

function landing({ reads }: HttpDeps): string {
  return landingPage(reads.location()?.name ?? 'Passbell', menuStations(reads));
}

/** What people and machines that keep the house ask for; none of it needs a device but the metrics from outside. */
export function houseRoutes(deps: HttpDeps): readonly HouseRoute[] {
  return [
    {
      operationId: 'landing',
      path: '/',
      operation: () =>
        ok({ status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: landing(deps) }),
    },
    // Browsers ask for it by themselves; without an answer every page would log an error.
    { operationId: 'favicon', path: '/favicon.ico', operation: () => ok({ status: 204, headers: {}, body: null }) },
    {
      operationId: 'openapi',
      path: '/openapi.json',
      operation: () => ok({ status: 200, headers: { ...JSON_TYPE, 'Cache-Control': 'no-cache' }, body: openApiText() }),
    },
    {
      operationId: 'healthz',
      path: '/healthz',
      operation: () => ok({ status: 200, headers: JSON_TYPE, body: '{"status":"ok"}' }),
    },
    {
      operationId: 'readyz',
      path: '/readyz',
      operation: () => {
        const readiness = deps.readiness();
        return ok({ status: readiness.ready ? 200 : 503, headers: JSON_TYPE, body: JSON.stringify(readiness) });
      },
    },
    {
      operationId: 'metrics',
      path: '/metrics',
      operation: async (req) => {
        if (!isMetricsReader(req, deps)) return err(domainError('permission_denied', { permission: 'metrics' }));
        const { text, contentType } = await deps.metrics.expose();
        return ok({ status: 200, headers: { 'Content-Type': contentType }, body: text });
      },
    },
  ];
}
