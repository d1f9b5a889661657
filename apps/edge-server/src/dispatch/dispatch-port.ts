import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { Result } from '@passbell/core/kernel/result';
import type { DeviceRole, Permission, StaffRole } from '@passbell/core/staff/permissions';

/** A device whose token was checked. */
export interface AuthenticatedDevice {
  readonly id: string;
  readonly name: string;
  readonly role: DeviceRole;
  readonly stationId: string | null;
}

/** The person signed in on a device. */
export interface StaffSession {
  readonly sessionId: string;
  readonly staffId: string;
  readonly role: StaffRole;
}

/** A command as it comes to the one door, whichever way it came. */
export interface DispatchRequest {
  readonly name: string;
  readonly key: string;
  readonly device: AuthenticatedDevice;
  readonly sessionToken: string | null;
  /** Not trusted: parsed against the command's schema inside. */
  readonly args: unknown;
}

export type DispatchOutcome =
  | {
      readonly status: 'committed';
      readonly answer: Json;
      readonly epoch: number;
      readonly seq: number;
      readonly duplicate: boolean;
    }
  | { readonly status: 'refused'; readonly error: DomainError; readonly duplicate: boolean };

/** The one door for every change. */
export type Dispatch = (request: DispatchRequest) => Promise<DispatchOutcome>;

/** Who is asking: checked at every request and at each feed session's start. */
export interface Gatekeeper {
  /** The device behind a bearer token, or `unauthenticated` / `token_expired`. */
  authenticate(token: string | null): Result<AuthenticatedDevice, DomainError>;
  /** The person behind a session token on that device, or `session_expired`; null where no token was given. */
  session(token: string | null, device: AuthenticatedDevice): Result<StaffSession | null, DomainError>;
  /** Whether they may, for reads (commands are checked by dispatch itself). */
  permit(permission: Permission, device: AuthenticatedDevice, session: StaffSession | null): Result<true, DomainError>;
}
