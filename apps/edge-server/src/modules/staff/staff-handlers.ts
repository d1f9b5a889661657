import { domainError } from '@passbell/core/errors/domain-error';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import { assert } from '@passbell/core/kernel/assert';
import { HOUR_MS, MINUTE_MS } from '@passbell/core/kernel/durations';
import { err, ok } from '@passbell/core/kernel/result';
import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { HandlerContext, Handlers } from '../../dispatch/handler.ts';
import type { WriteTx } from '../../journal/transactions.ts';
import type { SessionRow } from './session-row.ts';

/** Wrong tries in a row before a name is locked, and for how long. */
export const MAX_PIN_FAILURES = 5;
export const LOCKOUT_MS = MINUTE_MS;

/** How long a person stays signed in at most: a long shift. */
export const SESSION_MS = 16 * HOUR_MS;

interface LockoutRow {
  readonly staffId: string;
  readonly deviceId: string | null;
  readonly failures: number;
  readonly lockedUntilMs: number | null;
}

function isPinCheck(value: unknown): value is { pinMatches: boolean } {
  return typeof value === 'object' && value !== null && 'pinMatches' in value && typeof value.pinMatches === 'boolean';
}

function isPinHash(value: unknown): value is { pinHash: string } {
  return typeof value === 'object' && value !== null && 'pinHash' in value && typeof value.pinHash === 'string';
}

/** Somebody's presence at a device, for the audit: no row changes. */
function signEvent(type: string, staffId: string): DomainEvent {
  return { type, ver: 1, entity: 'staff', entityId: staffId, rows: [] };
}

/** Counts a wrong PIN; the fifth in a row locks the name. The count is on disk, so a restart does not forget it. */
function wrongPin(staffId: string, lockout: LockoutRow | undefined, context: HandlerContext) {
  const failures = (lockout?.failures ?? 0) + 1;
  const isLocked = failures >= MAX_PIN_FAILURES;
  const row = {
    staffId,
    deviceId: context.deviceId,
    failures: isLocked ? 0 : failures,
    lockedUntilMs: isLocked ? context.nowMs + LOCKOUT_MS : null,
  };
  const refusal = isLocked
    ? domainError('locked_out', { retryAfterMs: LOCKOUT_MS })
    : domainError('pin_wrong', { triesLeft: MAX_PIN_FAILURES - failures });
  return ok({
    refusal,
    events: [signEvent('staff.sign_in_refused', staffId)],
    local: (tx: WriteTx) => tx.putLocal('lockouts', row),
  });
}

export const staffHandlers: Pick<Handlers, 'signIn' | 'signOut' | 'addStaff'> = {
  signIn: ({ staffId }, context, prepared) => {
    const staff = context.tx.row<StaffRow>('staff', [staffId]);
    if (!staff?.active) return err(domainError('staff_not_found', { staffId }));
    const lockout = context.tx.row<LockoutRow>('lockouts', [staffId]);
    const lockedForMs = (lockout?.lockedUntilMs ?? 0) - context.nowMs;
    // Further off than a lockout lasts, the clock was set back; a wrong clock must not keep anybody out.
    if (lockedForMs > 0 && lockedForMs <= LOCKOUT_MS)
      return err(domainError('locked_out', { retryAfterMs: lockedForMs }));
    assert(isPinCheck(prepared), 'a sign-in is prepared by checking the PIN');
    if (!prepared.pinMatches) return wrongPin(staffId, lockout, context);
    const session: SessionRow = {
      id: context.newId(),
      staffId,
      deviceId: context.deviceId,
      createdMs: context.nowMs,
      expiresMs: context.nowMs + SESSION_MS,
      endedMs: null,
    };
    return ok({
      events: [signEvent('staff.signed_in', staffId)],
      // Answers are stored: the token and the name are put in when this one is given (present-answer).
      answer: {
        sessionId: session.id,
        session: '',
        staffId,
        name: '',
        role: staff.role,
        expiresMs: session.expiresMs,
      },
      local: (tx) => {
        tx.run(tx.db.deleteFrom('sessions').where('expiresMs', '<', context.nowMs - SESSION_MS));
        tx.putLocal('sessions', { ...session });
        if (lockout) tx.deleteLocal('lockouts', [staffId]);
      },
    });
  },
  signOut: (_args, context) => {
    const { sessionId } = context;
    const session = sessionId === null ? undefined : context.tx.row<SessionRow>('sessions', [sessionId]);
    if (!session || session.endedMs !== null) return ok({ events: [], answer: { signedOut: false } });
    return ok({
      events: [signEvent('staff.signed_out', session.staffId)],
      answer: { signedOut: true },
      local: (tx) => tx.putLocal('sessions', { ...session, endedMs: context.nowMs }),
    });
  },
  addStaff: (args, context, prepared) => {
    if (args.staffId !== undefined && context.tx.row('staff', [args.staffId]) !== undefined)
      return err(domainError('staff_exists', { staffId: args.staffId }));
    assert(isPinHash(prepared), 'adding a person is prepared by hashing the PIN');
    const row: StaffRow = {
      id: args.staffId ?? context.newId(),
      name: args.name,
      role: args.role,
      pinHash: prepared.pinHash,
      active: true,
    };
    const event = {
      type: 'staff.added',
      ver: 1,
      entity: 'staff',
      entityId: row.id,
      rows: [{ table: 'staff' as const, key: [row.id], row: { ...row } }],
    };
    return ok({ events: [event], answer: { staffId: row.id } });
  },
};
