import type { DomainError } from '@passbell/core/errors/domain-error';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { Result } from '@passbell/core/kernel/result';
import type { ReadTx, WriteTx } from './transactions.ts';

/** What somebody wants. Serialisable, so that the writer can move to a thread. */
export interface CommandEnvelope {
  readonly name: string;
  /** Made once per intent by the originator, the same on every retry. */
  readonly key: string;
  /** Hex digest over name, device and canonical arguments: tells a retry from another intent under the same key. */
  readonly fingerprint: string;
  readonly deviceId: string;
  /** The person, or null for a device acting by itself. */
  readonly actor: string | null;
  readonly args: unknown;
  readonly sessionId: string | null;
}

/** All that deciding may use besides the rows. */
export interface DecideContext {
  readonly nowMs: number;
  readonly orgId: string;
  readonly locationId: string;
  newId(): string;
  readonly envelope: CommandEnvelope;
}

/** What happens because of a command. */
export interface Decision {
  readonly events: readonly DomainEvent[];
  /** The answer to whoever asked; kept with the command and given again on every retry. */
  readonly result: Json;
  /** Writes to local tables, in the same transaction. */
  readonly local?: (tx: WriteTx) => void;
}

/** Decides a command against the rows of this moment. Synchronous; a throw is a bug and undoes this command alone. */
export type Decide = (envelope: CommandEnvelope, tx: ReadTx, context: DecideContext) => Result<Decision, DomainError>;

/** What became of a command. `duplicate` says that it was answered from memory. */
export type Outcome =
  | {
      readonly status: 'committed';
      readonly result: Json;
      readonly epoch: number;
      /** The last seq of its events; for a command without events, the head at that time. */
      readonly seq: number;
      readonly duplicate: boolean;
    }
  | { readonly status: 'refused'; readonly error: DomainError; readonly duplicate: boolean }
  | { readonly status: 'key_reused' };
