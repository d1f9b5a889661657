import type { StaffRole } from './permissions.ts';

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  /** Argon2id in PHC string form. */
  readonly pinHash: string;
  readonly active: boolean;
}
