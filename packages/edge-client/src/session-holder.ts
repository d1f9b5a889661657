import { createListeners, type Observable, type Unsubscribe } from './observable-value.ts';

/** A person signed in on this device. The token stays in memory and is gone after a restart. */
export interface PersonSession {
  readonly staffId: string;
  readonly name: string;
  readonly role: string;
  readonly session: string;
  readonly expiresMs: number;
}

/** Who is signed in, and the tokens of those whose commands still wait. */
export interface SessionHolder {
  /** The person at the screen now; null when nobody is. */
  readonly current: Observable<PersonSession | null>;
  signedIn(session: PersonSession): void;
  /** The person leaves the screen. Their token stays for what they pressed before, until `forget`. */
  leave(): void;
  forget(staffId: string): void;
  /** A token that still works for this person, as far as is known. */
  tokenOf(staffId: string): string | null;
  /** The edge says that this token has ended. */
  ended(staffId: string, session: string): void;
  /** Tokens came or went. */
  onChange(listener: () => void): Unsubscribe;
}

export function createSessionHolder(): SessionHolder {
  const sessions = new Map<string, PersonSession>();
  const listeners = createListeners();
  let current: PersonSession | null = null;
  return {
    current: { getSnapshot: () => current, subscribe: listeners.add },
    signedIn(session) {
      sessions.set(session.staffId, session);
      current = session;
      listeners.tell();
    },
    leave() {
      current = null;
      listeners.tell();
    },
    forget(staffId) {
      sessions.delete(staffId);
      if (current?.staffId === staffId) current = null;
      listeners.tell();
    },
    tokenOf: (staffId) => sessions.get(staffId)?.session ?? null,
    ended(staffId, session) {
      if (sessions.get(staffId)?.session !== session) return;
      sessions.delete(staffId);
      if (current?.staffId === staffId) current = null;
      listeners.tell();
    },
    onChange: listeners.add,
  };
}
