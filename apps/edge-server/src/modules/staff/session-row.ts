/** Somebody signed in on a device, as this box keeps it. */
export interface SessionRow {
  readonly id: string;
  readonly staffId: string;
  readonly deviceId: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly endedMs: number | null;
}
