import type { DomainError } from '@passbell/core/errors/domain-error';
import { ok, type Result } from '@passbell/core/kernel/result';
import type { Permission } from '@passbell/core/staff/permissions';
import type { AuthenticatedDevice, Gatekeeper, StaffSession } from '../dispatch/dispatch-port.ts';
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

/** Whether somebody may read, and with which session. What a device may read alone does not depend on who left it. */
function admit(
  permission: Permission | null,
  device: AuthenticatedDevice,
  token: string | null,
  gatekeeper: Gatekeeper,
): Result<StaffSession | null, DomainError> {
  const session = gatekeeper.session(token, device);
  if (permission === null) return session;
  const alone = gatekeeper.permit(permission, device, null);
  if (alone.ok) return session.ok ? session : ok(null);
  if (!session.ok) return session;
  const permitted = gatekeeper.permit(permission, device, session.value);
  return permitted.ok ? session : permitted;
}

/** A read over HTTP: device, person, permission, then the input; 304 where the reader has it already. */
export function readRoute(read: ReadOperation, { gatekeeper, reads }: HttpDeps): Operation {
  return (req, res) => {
    const device = authenticateDevice(req, gatekeeper);
    if (!device.ok) return device;
    requestContext(res).deviceId = device.value.id;
    const session = admit(read.permission, device.value, sessionToken(req), gatekeeper);
    if (!session.ok) return session;
    const answer = read.run({ reads, device: device.value, session: session.value }, req.params, req.query);
    if (!answer.ok) return answer;
    const { text, headers } = answer.value;
    if (matchesEtag(req.headers['if-none-match'], headers.ETag)) return ok({ status: 304, headers, body: null });
    return ok({ status: 200, headers, body: text });
  };
}
