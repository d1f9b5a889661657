import type { DeviceRow } from '@passbell/core/devices/device-rows';
import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { permits } from '@passbell/core/staff/permissions';
import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { Journal } from '../journal/journal.ts';
import { deviceTokenHash } from '../modules/devices/device-tokens.ts';
import type { SessionRow } from '../modules/staff/session-row.ts';
import type { SessionTokens } from '../modules/staff/session-tokens.ts';
import type { AuthenticatedDevice, Gatekeeper, StaffSession } from './dispatch-port.ts';

const MAX_TOKEN_LENGTH = 300;

/** Checks devices and persons against the rows of the moment: a revocation counts from the next request on. */
export function createGatekeeper(journal: Journal, tokens: SessionTokens, clock: Clock): Gatekeeper {
  const findDevice = (token: string) =>
    journal.read((tx) => tx.rows<DeviceRow>('devices', { tokenHash: deviceTokenHash(token) }, undefined, 1)[0]);

  const isOver = (device: DeviceRow) =>
    device.revokedMs !== null || (device.expiresMs !== null && device.expiresMs <= clock.nowMs());

  /** Whether a device was revoked after it was let in: a connection outlives the token it was opened with. */
  const isShutOut = (deviceId: string) => {
    const row = journal.read((tx) => tx.row<DeviceRow>('devices', [deviceId]));
    return row !== undefined && isOver(row);
  };

  const findSession = (sessionId: string): Result<StaffSession, DomainError> =>
    journal.read((tx) => {
      const row = tx.row<SessionRow>('sessions', [sessionId]);
      const staff =
        row && row.endedMs === null && row.expiresMs > clock.nowMs()
          ? tx.row<StaffRow>('staff', [row.staffId])
          : undefined;
      return row && staff?.active
        ? ok({ sessionId, staffId: staff.id, role: staff.role })
        : err(domainError('session_expired'));
    });

  return {
    authenticate: (token) => {
      if (token === null || token.length === 0 || token.length > MAX_TOKEN_LENGTH)
        return err(domainError('unauthenticated'));
      const device = findDevice(token);
      if (!device) return err(domainError('unauthenticated'));
      if (isOver(device)) return err(domainError('token_expired', { deviceId: device.id }));
      const authenticated: AuthenticatedDevice = {
        id: device.id,
        name: device.name,
        role: device.role,
        stationId: device.stationId,
      };
      return ok(authenticated);
    },
    session: (token, device) => {
      if (token === null) return ok(null);
      if (token.length > MAX_TOKEN_LENGTH) return err(domainError('session_expired'));
      const sessionId = tokens.sessionIdOf(token, device.id);
      return sessionId === null ? err(domainError('session_expired')) : findSession(sessionId);
    },
    permit: (permission, device, session) => {
      if (isShutOut(device.id)) return err(domainError('token_expired', { deviceId: device.id }));
      const answer = permits(permission, device.role, session?.role ?? null);
      return answer === 'allowed' ? ok(true) : err(domainError(answer, { permission }));
    },
  };
}
