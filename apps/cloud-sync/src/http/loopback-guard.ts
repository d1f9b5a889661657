import type { IncomingHttpHeaders } from 'node:http';

/** What decides whether a request comes from this very machine, typed into its own browser. */
export interface RequestOrigin {
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

function isLoopbackAddress(address: string | undefined): boolean {
  const plain = (address ?? '').replace(/^::ffff:/u, '');
  return plain === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(plain);
}

function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/iu.test(host);
}

/**
 * Whether a request may see figures while there are no head-office users yet: from a loopback address, for a localhost
 * Host (a page elsewhere that resolves its own name to 127.0.0.1 is not let in), not brought by a proxy, and not asked
 * for by another site's page.
 */
export function isFromThisMachine({ remoteAddress, headers }: RequestOrigin): boolean {
  if (!isLoopbackAddress(remoteAddress) || !isLocalHost(headers.host)) return false;
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return false;
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site === undefined || site === 'same-origin' || site === 'none' || isNavigation;
}
