import { STAFF_ROLES } from '@passbell/core/staff/permissions';
import type { PosI18n } from './use-pos-i18n.ts';

/** A role as people say it. */
export function roleWord(role: string, { t }: PosI18n): string {
  const known = STAFF_ROLES.find((candidate) => candidate === role);
  return t(known === undefined ? 'role.other' : `role.${known}`);
}
