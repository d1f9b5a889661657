import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { domainError } from '@passbell/core/errors/domain-error';
import { err } from '@passbell/core/kernel/result';
import type { Logger } from 'pino';
import { validationIssues } from '../http/validation-issues.ts';
import { adminRequest } from './admin-request.ts';
import type { AdminServices } from './admin-services.ts';
import { adminSocketPath } from './admin-socket-path.ts';
import { runAdminCommand } from './run-admin-command.ts';

/** A menu export of a large place has a few megabytes. */
const MAX_REQUEST_BYTES = 67_108_864;

export interface AdminServer {
  stop(): Promise<void>;
}

async function readText(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    // Without a set encoding, a request stream gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_REQUEST_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(services: AdminServices, req: IncomingMessage) {
  const text = await readText(req);
  if (text === null) return err(domainError('payload_too_large', { maxBytes: MAX_REQUEST_BYTES }));
  const request = adminRequest.safeParse(JSON.parse(text));
  if (request.success) return runAdminCommand(services, request.data);
  return err(domainError('validation_failed', validationIssues(request.error)));
}

/** Opens the door for the command line of the same machine and user. The caller holds the folder's lock. */
export async function startAdminServer(dataDir: string, services: AdminServices, logger: Logger): Promise<AdminServer> {
  const path = adminSocketPath(dataDir);
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    answer(services, req)
      .catch((error: unknown) => {
        logger.error({ err: error }, 'an admin command failed');
        return err(domainError('internal'));
      })
      .then((result) => res.setHeader('Content-Type', 'application/json').end(JSON.stringify(result)));
  });
  // A check of a long journal takes as long as it takes.
  server.requestTimeout = 0;
  const isPipe = process.platform === 'win32';
  // Left behind by a process that was killed; nobody listens on it, because we hold the lock.
  if (!isPipe) rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (!isPipe) chmodSync(path, 0o600);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
