import { contentSecurityPolicy } from './content-security-policy.ts';
import type { ElectronPort } from './electron-port.ts';
import { readScreenFile } from './screen-files.ts';
import { isShellUrl } from './shell-origin.ts';

export interface ScreenProtocolOptions {
  /** Where the built page lies. */
  readonly folder: string;
  readonly net: ElectronPort['net'];
  readonly edgeUrl: () => string | null;
}

const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-none-match',
  'x-passbell-session',
  'x-correlation-id',
];
const RESPONSE_HEADERS = ['content-type', 'etag', 'x-correlation-id', 'retry-after'];

/**
 * Answers what the page asks of its own origin: built files, and under `/v1/` the edge. The page then has one origin for
 * everything, needs no cross-origin rights, and cannot reach any other machine.
 */
export function screenProtocol(options: ScreenProtocolOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isShellUrl(request.url)) return refuse(404);
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith('/v1/')) return passOn(options, request, pathname + search);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const file = await readScreenFile(options.folder, pathname);
    if (file === null) return refuse(404);
    const body = request.method === 'HEAD' ? null : new Uint8Array(file.body);
    return new Response(body, {
      headers: {
        'Content-Type': file.contentType,
        'Content-Security-Policy': contentSecurityPolicy(options.edgeUrl()),
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cache-Control': 'no-store',
      },
    });
  };
}

async function passOn(options: ScreenProtocolOptions, request: Request, path: string): Promise<Response> {
  const edgeUrl = options.edgeUrl();
  // As if the network said so: the page then behaves as it does without its edge.
  if (edgeUrl === null) return Response.error();
  const body = request.method === 'GET' || request.method === 'HEAD' ? null : await request.arrayBuffer();
  const answer = await options.net.fetch(edgeUrl + path, {
    method: request.method,
    headers: pick(request.headers, REQUEST_HEADERS),
    body,
    credentials: 'omit',
    redirect: 'error',
    signal: request.signal,
  });
  const hasBody = answer.status !== 204 && answer.status !== 304;
  return new Response(hasBody ? answer.body : null, {
    status: answer.status,
    headers: { ...pick(answer.headers, RESPONSE_HEADERS), 'X-Content-Type-Options': 'nosniff' },
  });
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } });
}
