import type { IncomingMessage } from 'node:http';
import { isSameOrigin } from '../http/request-origin.ts';

/** Why a connection is not taken: the HTTP status it is answered with. */
export type UpgradeRefusal = 403 | 404 | 503;

interface Circumstances {
  readonly path: string;
  /** The device token in the request's cookie, if it has one. */
  readonly cookieToken: string | null;
  readonly isFull: boolean;
}

function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

/**
 * Whether an upgrade may become a feed session; null when it may. Browsers send cookies with a WebSocket whoever opens
 * it and ask nobody, so a cookie counts only from a page of our own (cross-site WebSocket hijacking).
 */
export function refuseUpgrade(
  request: IncomingMessage,
  { path, cookieToken, isFull }: Circumstances,
): UpgradeRefusal | null {
  if (pathOf(request.url) !== path) return 404;
  if (cookieToken !== null && !isSameOrigin(request)) return 403;
  return isFull ? 503 : null;
}
