import type { IncomingMessage } from 'node:http';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, type Result } from '@passbell/core/kernel/result';
import type { AuthenticatedDevice, Gatekeeper } from '../dispatch/dispatch-port.ts';
import { isSameOrigin } from './request-origin.ts';

/** The cookie that carries a device's token where a browser holds it. */
export const DEVICE_COOKIE = 'passbell_device';
/** The header that carries the session of the person signed in on the device. */
export const SESSION_HEADER = 'x-passbell-session';

const MAX_CREDENTIAL = 300;

function bearerToken(header: string): string | null {
  return /^Bearer +([\x21-\x7e]{1,300})$/iu.exec(header)?.[1] ?? null;
}

/** The device token in a Cookie header; null when there is none. The first of that name counts. */
export function cookieToken(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() !== DEVICE_COOKIE || value === undefined) continue;
    const token = value.trim();
    return token.length > 0 && token.length <= MAX_CREDENTIAL ? token : null;
  }
  return null;
}

/** The Set-Cookie line for a device token. Not `Secure`: until TLS is built the restaurant's own network speaks http. */
export function deviceCookie(token: string): string {
  return `${DEVICE_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`;
}

/**
 * The device behind a request. A bearer token counts before a cookie. A change that goes by cookie must come from one
 * of our own pages, because a browser adds cookies to requests of strangers' pages too.
 */
export function authenticateDevice(
  req: IncomingMessage,
  gatekeeper: Gatekeeper,
): Result<AuthenticatedDevice, DomainError> {
  if (req.headers.authorization !== undefined) return gatekeeper.authenticate(bearerToken(req.headers.authorization));
  const token = cookieToken(req.headers.cookie);
  if (token !== null && req.method !== 'GET' && req.method !== 'HEAD' && !isSameOrigin(req)) {
    return err(domainError('origin_refused'));
  }
  return gatekeeper.authenticate(token);
}

/** The session token of a request; null when nobody is signed in. */
export function sessionToken(req: IncomingMessage): string | null {
  const value = req.headers[SESSION_HEADER];
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_CREDENTIAL + 1) : null;
}
