import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { menuRef } from '@passbell/core/kernel/ids';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import type { Request } from 'express';
import { z } from 'zod';
import { deviceCookie } from './device-credentials.ts';
import type { Operation } from './operation-handler.ts';
import { readJsonBody } from './read-json-body.ts';
import { isLocalCaller, isSameOrigin } from './request-origin.ts';
import { validationIssues } from './validation-issues.ts';

/** Someone of the demo restaurant, with the PIN, which in a demo is no secret. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly pin: string;
}

/** Which screen somebody wants to open. */
export interface DemoScreen {
  readonly role: 'pos' | 'kds';
  readonly stationId: string | null;
}

/** The one-tap entrance of a demo restaurant. */
export interface DemoDoor {
  /** A device for the screen, made at the first call and found again at later ones. */
  open(screen: DemoScreen): Promise<Result<{ readonly deviceId: string; readonly token: string }, DomainError>>;
  staff(): readonly DemoPerson[];
}

const openArgs = z.strictObject({ role: z.enum(['pos', 'kds']), stationId: menuRef.nullable().optional() });

/**
 * The door opens for a page of our own on this very machine and for nobody else: not for another machine, another
 * page, another port, a stranger's name that was made to point here, or anything that came through a proxy.
 */
function passesDoor(req: Request): boolean {
  return isLocalCaller(req) && isSameOrigin(req);
}

/** `POST /v1/demo/open`: pairs the screen that asks. The token is in the cookie, and in the answer for screens in tabs
 * of one browser, which share their cookies but are different devices. */
export function demoOpenOperation(door: DemoDoor): Operation {
  return async (req, res) => {
    if (!passesDoor(req)) return err(domainError('origin_refused'));
    const body = await readJsonBody(req);
    if (!body.ok) return body;
    const parsed = openArgs.safeParse(body.value);
    if (!parsed.success) return err(domainError('validation_failed', validationIssues(parsed.error)));
    const opened = await door.open({ role: parsed.data.role, stationId: parsed.data.stationId ?? null });
    if (!opened.ok) return opened;
    const { deviceId, token } = opened.value;
    res.setHeader('Set-Cookie', deviceCookie(token));
    return ok({
      status: 201,
      headers: {},
      body: JSON.stringify({ deviceId, token, ...parsed.data, stationId: parsed.data.stationId ?? null }),
    });
  };
}

/**
 * `GET /v1/demo`: whether this is a demo, and everybody's PIN. A browser sends no Origin with a GET of its own page, so
 * here Sec-Fetch-Site or the lack of any foreign origin must do; a stranger's page could not read the answer anyway.
 */
export function demoInfoOperation(door: DemoDoor): Operation {
  return (req) => {
    const site = req.headers['sec-fetch-site'];
    const own = req.headers.origin === undefined ? site === undefined || site === 'same-origin' : isSameOrigin(req);
    if (!isLocalCaller(req) || !own) return err(domainError('origin_refused'));
    return ok({ status: 200, headers: {}, body: JSON.stringify({ demo: true, staff: door.staff() }) });
  };
}
