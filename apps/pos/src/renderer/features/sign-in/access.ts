import type { Result } from '@passbell/core/kernel/result';
import type { Cancel } from '@passbell/core/kernel/timers';
import type { StaffRole } from '@passbell/core/staff/permissions';
import type { StaffView } from '@passbell/core/wire/views';
import type { Refusal } from '../../shared/refusal.ts';

/** One person of the demo restaurant, with the PIN that is printed for everybody to see. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly pin: string;
}

/** The person at the till. */
export interface Person {
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** How this till comes in: as a device, then as a person. */
export interface Access {
  /** Whether this device may talk to the edge; `unauthenticated` where it is not paired. */
  hello(): Promise<Result<true, Refusal>>;
  /** The demo restaurant's people; null where there is no demo. */
  demo(): Promise<readonly DemoPerson[] | null>;
  openDemo(): Promise<Result<true, Refusal>>;
  /** A till that is a program of its own has to be told where its server is; a page knows where it came from. */
  readonly asksAddress: boolean;
  /** Tries a device token and keeps it when it works. `address` only where it is asked. */
  enterToken(token: string, address: string): Promise<Result<true, Refusal>>;
  staff(): Promise<Result<readonly StaffView[], Refusal>>;
  signIn(staffId: string, pin: string): Promise<Result<Person, Refusal>>;
  signOut(): void;
  /** Tells when the edge ended the session: it timed out, or somebody took the right away. */
  onSessionEnded(listener: () => void): Cancel;
}
