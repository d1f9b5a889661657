import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Json } from '@passbell/core/kernel/canonical-json';

/** A command as it is kept on the device. Session tokens are never part of it. */
export interface StoredCommand {
  readonly key: string;
  /** Commands leave in this order within a lane. */
  readonly position: number;
  readonly lane: string;
  readonly name: string;
  readonly args: { readonly [field: string]: Json };
  /** Who pressed; null when the device itself acts. */
  readonly staffId: string | null;
  readonly optimistic: boolean;
  readonly settleTopics: readonly string[];
  readonly createdMs: number;
  readonly attempts: number;
  /** `rejected`: the edge refused it. `blocked`: one before it in its lane was refused. Both stay until dismissed. */
  readonly state: 'waiting' | 'rejected' | 'blocked';
  readonly error: DomainError | null;
  /** Key of the refused command this one is blocked by. */
  readonly blockedBy: string | null;
}

/** Where commands survive a restart. When a promise resolves, what it promised is on the disk. */
export interface QueueStore {
  /** Whether it outlives the page. A screen whose presses do not says so. */
  readonly isDurable: boolean;
  /** Everything kept, in order of position. */
  load(): Promise<readonly StoredCommand[]>;
  /** Adds or replaces, by key. */
  put(command: StoredCommand): Promise<void>;
  /** Unknown keys are fine. */
  remove(keys: readonly string[]): Promise<void>;
}
