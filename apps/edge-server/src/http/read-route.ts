import { err, ok } from '@passbell/core/kernel/result';
import { authenticateDevice, sessionToken } from './device-credentials.ts';
import type { HttpDeps } from './http-deps.ts';
import type { Operation } from './operation-handler.ts';
import type { ReadOperation } from './reads/read-operation.ts';
import { requestContext } from './request-context.ts';

/** Whether an If-None-Match header holds an ETag. Weak and strong are alike here (RFC 9110 §13.1.2). */
export function matchesEtag(header: string | undefined, etag: string | undefined): boolean {
  if (header === undefined || etag === undefined) return false;
  return header.split(',').some((candidate) => {
    const plain = candidate.trim().replace(/^W\//u, '');
    return plain === '*' || plain === etag;
  });
}

/** A read over HTTP: device, person, permission, then the input; 304 where the reader has it already. */
export function readRoute(read: ReadOperation, { gatekeeper, reads }: HttpDeps): Operation {
  return (req, res) => {
    const device = authenticateDevice(req, gatekeeper);
    if (!device.ok) return device;
    requestContext(res).deviceId = device.value.id;
    const session = gatekeeper.session(sessionToken(req), device.value);
    if (!session.ok) return session;
    if (read.permission !== null) {
      const permitted = gatekeeper.permit(read.permission, device.value, session.value);
      if (!permitted.ok) return err(permitted.error);
    }
    const answer = read.run({ reads, device: device.value, session: session.value }, req.params, req.query);
    if (!answer.ok) return answer;
    const { text, headers } = answer.value;
    if (matchesEtag(req.headers['if-none-match'], headers.ETag)) return ok({ status: 304, headers, body: null });
    return ok({ status: 200, headers, body: text });
  };
}
