import type { DeviceRole } from '../staff/permissions.ts';

export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly role: DeviceRole;
  /** The station a kitchen screen shows, if it is bound to one. */
  readonly stationId: string | null;
  /** SHA-256 of the token, hex. The token itself is 256 random bits and is shown once. */
  readonly tokenHash: string;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
}
