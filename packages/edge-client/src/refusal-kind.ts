import type { ErrorCode } from '@passbell/core/errors/error-code';

/**
 * What a refusal means for a queued command. `final`: the answer, tell the person. `session`: nobody's fault, hold it until
 * the person signs in again. `later`: the house is busy or stopping, send the same key again. `fault`: a fault of ours, try
 * again a few times. Session and device refusals are not stored under the key by the edge, so the same key works afterwards.
 */
export type RefusalKind = 'final' | 'session' | 'later' | 'fault';

const KINDS: Partial<Record<ErrorCode, RefusalKind>> = {
  session_required: 'session',
  session_expired: 'session',
  unauthenticated: 'later',
  token_expired: 'later',
  rate_limited: 'later',
  overloaded: 'later',
  shutting_down: 'later',
  internal: 'fault',
};

export function refusalKind(code: ErrorCode): RefusalKind {
  return KINDS[code] ?? 'final';
}
