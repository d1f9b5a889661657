import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Tokens of sessions: the session's id and a signature over it and its device. They are derived, never stored, so the
 * answer to a retried sign-in can be given again without a secret in the database.
 */
export interface SessionTokens {
  tokenFor(sessionId: string, deviceId: string): string;
  /** The session id of a token that was made here for this device; null otherwise. */
  sessionIdOf(token: string, deviceId: string): string | null;
}

export function createSessionTokens(secret: Uint8Array): SessionTokens {
  const sign = (sessionId: string, deviceId: string) =>
    createHmac('sha256', secret).update(`session\n${sessionId}\n${deviceId}`).digest();
  return {
    tokenFor: (sessionId, deviceId) => `${sessionId}.${sign(sessionId, deviceId).toString('base64url')}`,
    sessionIdOf: (token, deviceId) => {
      const [sessionId = '', signature = ''] = token.split('.', 2);
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(sessionId, deviceId);
      return given.length === expected.length && timingSafeEqual(given, expected) ? sessionId : null;
    },
  };
}
