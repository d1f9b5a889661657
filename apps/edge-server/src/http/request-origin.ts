import type { IncomingMessage } from 'node:http';

const FORWARDING_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
];

/** Whether a socket address is the machine itself: 127.0.0.0/8, ::1, and the former inside IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return plain === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(plain);
}

/** Whether a request came through somebody in between, whose own address would hide where it began. */
export function isForwarded(req: IncomingMessage): boolean {
  return (
    FORWARDING_HEADERS.some((name) => req.headers[name] !== undefined) ||
    Object.keys(req.headers).some((name) => name.startsWith('x-forwarded-'))
  );
}

/**
 * Whether the page that sent this was served under the same host and port. Says no when the sender names no origin:
 * browsers name it on every POST and every WebSocket upgrade, so what has none and a cookie is not one of our pages.
 */
export function isSameOrigin(req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined || host === undefined) return false;
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/**
 * Whether the machine itself asks, by its own name, with nobody in between. The name matters: a page of a stranger can
 * make its own name point at 127.0.0.1 (DNS rebinding), but cannot be called localhost.
 */
export function isLocalCaller(req: IncomingMessage): boolean {
  if (!isLoopbackAddress(req.socket.remoteAddress) || isForwarded(req)) return false;
  const port = req.socket.localPort;
  return ['localhost', '127.0.0.1', '[::1]'].some((name) => {
    const host = req.headers.host;
    return host === `${name}:${port}` || (port === 80 && host === name);
  });
}
