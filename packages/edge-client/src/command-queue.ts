import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import type { FeedClient } from './feed-client.ts';
import type { Observable } from './observable-value.ts';
import type { QueueStore } from './queue-store.ts';
import type { CommandOutcome, PendingCommand, RefusedCommand } from './queued-command.ts';
import type { SessionHolder } from './session-holder.ts';

/** What the queue needs of the feed. */
export type CommandLink = Pick<
  FeedClient,
  'isUp' | 'sendCommand' | 'onResult' | 'onUpChange' | 'onAdvance' | 'onRewind' | 'covers'
>;

export interface CommandQueueOptions {
  readonly store: QueueStore;
  readonly link: CommandLink;
  readonly sessions: Pick<SessionHolder, 'current' | 'tokenOf' | 'ended' | 'onChange'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly ids: IdSource;
  readonly limits?: Partial<QueueLimits>;
}

export interface QueueLimits {
  /** Commands kept at once; past this a new one is refused with `overloaded`. */
  readonly maxCommands: number;
  /** Commands on their way at once, at most one per lane. */
  readonly maxInFlight: number;
  /** A command without an answer for this long is sent again, with the same key. */
  readonly answerMs: number;
  /** A command whose answer is `internal` is tried this often before it counts as refused. */
  readonly maxFaults: number;
  readonly baseBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly maxArgsBytes: number;
}

export const QUEUE_LIMITS: QueueLimits = {
  maxCommands: 2_000,
  maxInFlight: 8,
  answerMs: 10_000,
  maxFaults: 5,
  baseBackoffMs: 500,
  maxBackoffMs: 10_000,
  /** A frame holds the command's arguments, its name, key and session. */
  maxArgsBytes: FEED_LIMITS.maxFrameBytes - 2_048,
};

export interface SubmitOptions {
  /** Commands of a lane happen strictly in order; usually the order's or the ticket's id. Left away: a lane of its own. */
  readonly lane?: string;
  /** See `PendingCommand.optimistic`. Default true. */
  readonly optimistic?: boolean;
  /** The command stays pending until these topics show its effect (those nobody holds do not count). */
  readonly settleTopics?: readonly string[];
  /** `device`: not in the name of the person signed in (a kitchen screen's `seen`). Default `person`. */
  readonly as?: 'person' | 'device';
}

export interface Submitted<Answer> {
  /** Made now, sent on every retry, also after a restart. */
  readonly key: string;
  /** The edge's answer. Never rejects; stays open as long as the command waits. */
  readonly answered: Promise<CommandOutcome<Answer>>;
  /** As `answered`, and the held `settleTopics` show the effect. */
  readonly settled: Promise<CommandOutcome<Answer>>;
}

/** A new object for each change. */
export interface QueueView {
  /** Oldest first. */
  readonly pending: readonly PendingCommand[];
  readonly refused: readonly RefusedCommand[];
  /** Presses the edge has not stored yet. */
  readonly waiting: number;
  /** False when the device keeps nothing (or its storage failed): commands live only as long as the page. A screen says so. */
  readonly durable: boolean;
}

/**
 * The presses of this device on their way to the edge. Each is on the device's disk before it leaves, leaves with the key
 * made at the press, and stays in the view until the edge's own data show it, so nothing is lost, doubled or flickers.
 */
export interface CommandQueue extends Observable<QueueView> {
  submit<Name extends CommandName>(
    name: Name,
    args: CommandInput<Name>,
    options?: SubmitOptions,
  ): Submitted<CommandAnswer<Name>>;
  /** Takes a refused command away, with those it blocks. */
  dismiss(key: string): void;
  /** Sends a refused command again as a new intent (new key), and behind it those it blocked. */
  retry(key: string): void;
  /** Resolves when nothing waits for the edge any more, or nothing of this person. */
  drained(staffId?: string): Promise<void>;
  /** Stops sending. What waits stays in the store. */
  close(): void;
}
