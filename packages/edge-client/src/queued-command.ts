import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { FeedPosition } from './feed-position.ts';
import type { StoredCommand } from './queue-store.ts';

/** How a command ended. `blocked`: it was never sent, because one before it in its lane was refused. */
export type CommandOutcome<Answer = unknown> =
  | { readonly status: 'committed'; readonly answer: Answer; readonly position: FeedPosition | null }
  | { readonly status: 'refused'; readonly error: DomainError }
  | { readonly status: 'blocked'; readonly by: string; readonly error: DomainError };

/** Where a command stands: being written to the device's disk, waiting to leave, on its way, or done at the edge and not yet in the view. */
export type PendingPhase = 'storing' | 'waiting' | 'sent' | 'committed';

/** A command the view does not contain yet. */
export interface PendingCommand {
  readonly key: string;
  readonly lane: string;
  readonly name: string;
  readonly args: { readonly [field: string]: Json };
  readonly staffId: string | null;
  readonly createdMs: number;
  readonly attempts: number;
  /** Whether the view may show it as done already. False for money, drawer, approvals and counted stock. */
  readonly optimistic: boolean;
  readonly phase: PendingPhase;
  /** It waits until this person signs in again. */
  readonly needsSession: boolean;
}

/** A command that will not happen by itself any more. It stays visible until a person dismisses or retries it. */
export interface RefusedCommand {
  readonly key: string;
  readonly lane: string;
  readonly name: string;
  readonly args: { readonly [field: string]: Json };
  readonly createdMs: number;
  readonly state: 'rejected' | 'blocked';
  readonly error: DomainError;
  /** Key of the refused command before it; null for that one itself. */
  readonly blockedBy: string | null;
}

/** The queue's own record of a command. Mutable, never handed out. */
export interface QueuedCommand {
  stored: StoredCommand;
  phase: PendingPhase | 'refused';
  needsSession: boolean;
  /** Not sent before this monotonic moment. */
  notBeforeMs: number;
  sentMs: number;
  faults: number;
  sessionSent: string | null;
  /** The view is complete for this command when its topics stand here; null when nothing is left to wait for. */
  target: FeedPosition | null;
  outcome: CommandOutcome | null;
  answered: (outcome: CommandOutcome) => void;
  settled: (outcome: CommandOutcome) => void;
}

export function queuedCommand(stored: StoredCommand, phase: QueuedCommand['phase']): QueuedCommand {
  return {
    stored,
    phase,
    needsSession: false,
    notBeforeMs: 0,
    sentMs: 0,
    faults: 0,
    sessionSent: null,
    target: null,
    outcome: null,
    answered: () => undefined,
    settled: () => undefined,
  };
}

/** Whether the edge has not said what became of it. */
export function isUnanswered(phase: QueuedCommand['phase']): boolean {
  return phase === 'storing' || phase === 'waiting' || phase === 'sent';
}
