import { type Agent, request as httpRequest } from 'node:http';
import type { FuzzRequest } from './build-request.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Sends a request and reads the whole answer; undefined when the connection broke without one. */
export function sendRequest(
  port: number,
  agent: Agent,
  { method, target, headers, body }: FuzzRequest,
): Promise<FuzzAnswer | undefined> {
  return new Promise((resolve) => {
    try {
      const req = httpRequest(
        {
          host: '127.0.0.1',
          port,
          agent,
          method,
          path: target,
          headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) },
        },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('error', () => resolve(undefined));
          res.on('end', () =>
            resolve({
              status: res.statusCode ?? 0,
              contentType: res.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      req.on('error', () => resolve(undefined));
      req.end(body ?? undefined);
    } catch {
      // Node itself will not send such a header or address; then the server never sees it.
      resolve({ status: 0, contentType: '', text: '' });
    }
  });
}
