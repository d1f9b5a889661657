import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import { backoffMs, type RandomSource } from '@passbell/core/kernel/random';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { FEED_LIMITS, type FeedResult } from '@passbell/core/wire/feed-messages';
import type { FeedClient } from './feed-client.ts';
import { createListeners, type Observable } from './observable-value.ts';
import type { QueueStore, StoredCommand } from './queue-store.ts';
import {
  type CommandOutcome,
  type PendingCommand,
  pendingView,
  type QueuedCommand,
  queuedCommand,
  type RefusedCommand,
  refusedView,
} from './queued-command.ts';
import { refusalKind } from './refusal-kind.ts';
import type { SessionHolder } from './session-holder.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

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
  /** False when the device's storage failed: commands then live only as long as the page. A screen says so. */
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

/** Opens the queue with what the store kept. A store that fails does not stop the till: see `QueueView.durable`. */
export async function openCommandQueue(options: CommandQueueOptions): Promise<CommandQueue> {
  let kept: readonly StoredCommand[] = [];
  let durable = true;
  try {
    kept = await options.store.load();
  } catch {
    durable = false;
  }
  return new StoredCommandQueue(options, kept, durable);
}

class StoredCommandQueue implements CommandQueue {
  readonly #options: CommandQueueOptions;
  readonly #limits: QueueLimits;
  readonly #commands = new Map<string, QueuedCommand>();
  /** Keys that wait or are on their way, by lane, in order. */
  readonly #lanes = new Map<string, string[]>();
  readonly #listeners = createListeners();
  readonly #drains = new Set<() => boolean>();
  readonly #bucket: TokenBucket;
  readonly #detach: Cancel[];
  #nextPosition: number;
  #inFlight = 0;
  #durable: boolean;
  #closed = false;
  #view: QueueView | null = null;
  #wakeAtMs = Number.POSITIVE_INFINITY;
  #cancelWake: Cancel = () => undefined;

  constructor(options: CommandQueueOptions, kept: readonly StoredCommand[], durable: boolean) {
    const { link, sessions, clock } = options;
    this.#options = options;
    this.#limits = { ...QUEUE_LIMITS, ...options.limits };
    this.#durable = durable;
    // A little under what the edge allows: clocks differ, and the device's other frames count too.
    const { commandsPerSecond, commandBurst } = FEED_LIMITS;
    this.#bucket = createTokenBucket(() => clock.monotonicMs(), commandsPerSecond * 0.9, commandBurst * 0.8);
    this.#nextPosition = (kept.at(-1)?.position ?? 0) + 1;
    for (const stored of kept) {
      const entry = queuedCommand(stored, stored.state === 'waiting' ? 'waiting' : 'refused');
      this.#commands.set(stored.key, entry);
      if (entry.phase === 'waiting') this.#lane(stored.lane).push(stored.key);
    }
    this.#detach = [
      link.onResult((result) => this.#receive(result)),
      link.onUpChange(() => this.#upChanged()),
      link.onAdvance(() => this.#settleShown()),
      link.onRewind(() => this.#rewound()),
      sessions.onChange(() => this.#sessionsChanged()),
    ];
    this.#pump();
  }

  readonly getSnapshot = (): QueueView => {
    this.#view ??= this.#buildView();
    return this.#view;
  };

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener);

  submit<Name extends CommandName>(
    name: Name,
    args: CommandInput<Name>,
    options: SubmitOptions = {},
  ): Submitted<CommandAnswer<Name>> {
    const { clock, ids, sessions } = this.#options;
    const key = ids.newId();
    const text = JSON.stringify(args);
    const stored: StoredCommand = {
      key,
      position: this.#nextPosition,
      lane: options.lane ?? key,
      name,
      args: JSON.parse(text), // A copy of its own, as it will be on the wire.
      staffId: options.as === 'device' ? null : (sessions.current.getSnapshot()?.staffId ?? null),
      optimistic: options.optimistic ?? true,
      settleTopics: options.settleTopics ?? [],
      createdMs: clock.nowMs(),
      attempts: 0,
      state: 'waiting',
      error: null,
      blockedBy: null,
    };
    const refusal = this.#refusalOf(text);
    if (refusal !== null) {
      const outcome = Promise.resolve<CommandOutcome<never>>({ status: 'refused', error: refusal });
      return { key, answered: outcome, settled: outcome };
    }
    this.#nextPosition += 1;
    const entry = queuedCommand(stored, 'storing');
    // The answer's shape follows from the command's name; both ends are pinned to one protocol version.
    type Outcome = CommandOutcome<CommandAnswer<Name>>;
    const answered = new Promise<Outcome>((resolve) => {
      entry.answered = (outcome) => resolve(outcome as Outcome);
    });
    const settled = new Promise<Outcome>((resolve) => {
      entry.settled = (outcome) => resolve(outcome as Outcome);
    });
    this.#admit(entry);
    return { key, answered, settled };
  }

  dismiss(key: string): void {
    const gone = [...this.#commands.values()].filter(
      ({ phase, stored }) => phase === 'refused' && (stored.key === key || stored.blockedBy === key),
    );
    for (const { stored } of gone) this.#commands.delete(stored.key);
    this.#remove(gone.map(({ stored }) => stored.key));
    this.#changed();
  }

  retry(key: string): void {
    const refused = this.#commands.get(key);
    if (refused?.phase !== 'refused') return;
    const again = [...this.#commands.values()].filter(({ stored }) => stored.key === key || stored.blockedBy === key);
    for (const { stored } of again) {
      this.#commands.delete(stored.key);
      // The edge remembers the refusal under the old key; what was blocked was never sent and keeps its own.
      const fresh = stored.key === key ? { ...stored, key: this.#options.ids.newId() } : stored;
      const waiting: StoredCommand = {
        ...fresh,
        position: this.#nextPosition,
        state: 'waiting',
        error: null,
        blockedBy: null,
      };
      this.#nextPosition += 1;
      this.#admit(queuedCommand(waiting, 'storing'));
    }
    this.#remove([key]);
    this.#changed();
  }

  drained(staffId?: string): Promise<void> {
    const isDrained = () =>
      ![...this.#commands.values()].some(
        ({ phase, stored }) => isUnanswered(phase) && (staffId === undefined || stored.staffId === staffId),
      );
    if (isDrained()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = () => {
        if (!isDrained()) return false;
        resolve();
        return true;
      };
      this.#drains.add(check);
    });
  }

  close(): void {
    this.#closed = true;
    this.#cancelWake();
    for (const detach of this.#detach) detach();
  }

  #refusalOf(text: string): DomainError | null {
    const { maxCommands, maxArgsBytes } = this.#limits;
    if (this.#commands.size >= maxCommands) return { code: 'overloaded', params: { waiting: maxCommands } };
    const bytes = new TextEncoder().encode(text).length;
    return bytes > maxArgsBytes ? { code: 'payload_too_large', params: { bytes, maxBytes: maxArgsBytes } } : null;
  }

  #admit(entry: QueuedCommand): void {
    const { stored } = entry;
    this.#commands.set(stored.key, entry);
    this.#lane(stored.lane).push(stored.key);
    this.#changed();
    const ready = () => {
      if (entry.phase === 'storing') entry.phase = 'waiting';
      this.#changed();
      this.#pump();
    };
    // A till whose disk is broken goes on selling while its edge is there, and says that it cannot keep what waits.
    this.#options.store.put(stored).then(ready, () => {
      this.#durable = false;
      ready();
    });
  }

  #remove(keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.#options.store.remove(keys).catch(() => this.#storageFailed());
  }

  #storageFailed(): void {
    this.#durable = false;
    this.#changed();
  }

  #lane(name: string): string[] {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lane: string[] = [];
    this.#lanes.set(name, lane);
    return lane;
  }

  #leaveLane(entry: QueuedCommand): void {
    const { lane, key } = entry.stored;
    const keys = this.#lane(lane).filter((other) => other !== key);
    if (keys.length === 0) this.#lanes.delete(lane);
    else this.#lanes.set(lane, keys);
  }

  /** Sends the first of each lane, as far as the limits go. */
  #pump(): void {
    if (this.#closed || !this.#options.link.isUp()) return;
    const nowMs = this.#options.clock.monotonicMs();
    for (const [head] of this.#lanes.values()) {
      if (this.#inFlight >= this.#limits.maxInFlight) return;
      const entry = head === undefined ? undefined : this.#commands.get(head);
      if (entry?.phase !== 'waiting') continue;
      if (entry.notBeforeMs > nowMs) this.#wakeAt(entry.notBeforeMs);
      else if (!this.#send(entry, nowMs)) return;
    }
  }

  /** False when nothing more can leave now. */
  #send(entry: QueuedCommand, nowMs: number): boolean {
    const { stored } = entry;
    const session = stored.staffId === null ? null : this.#options.sessions.tokenOf(stored.staffId);
    const needsSession = stored.staffId !== null && session === null;
    if (needsSession !== entry.needsSession) {
      entry.needsSession = needsSession;
      this.#changed();
    }
    if (needsSession) return true;
    if (!this.#bucket.take()) {
      this.#wakeAt(nowMs + this.#bucket.waitMs());
      return false;
    }
    const { key, name, args } = stored;
    if (!this.#options.link.sendCommand({ key, name, session, args })) return false;
    entry.phase = 'sent';
    entry.sentMs = nowMs;
    entry.sessionSent = session;
    entry.stored = { ...stored, attempts: stored.attempts + 1 };
    this.#inFlight += 1;
    this.#wakeAt(nowMs + this.#limits.answerMs);
    this.#changed();
    return true;
  }

  #wakeAt(atMs: number): void {
    if (atMs >= this.#wakeAtMs) return;
    this.#cancelWake();
    this.#wakeAtMs = atMs;
    this.#cancelWake = this.#options.timers.after(
      Math.max(0, Math.ceil(atMs - this.#options.clock.monotonicMs())),
      () => {
        this.#wakeAtMs = Number.POSITIVE_INFINITY;
        this.#resendUnanswered();
        this.#pump();
      },
    );
  }

  #resendUnanswered(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const entry of this.#sent()) {
      if (nowMs - entry.sentMs >= this.#limits.answerMs) this.#backToWaiting(entry, 0);
      else this.#wakeAt(entry.sentMs + this.#limits.answerMs);
    }
  }

  #sent(): QueuedCommand[] {
    return [...this.#commands.values()].filter((entry) => entry.phase === 'sent');
  }

  #backToWaiting(entry: QueuedCommand, delayMs: number): void {
    if (entry.phase === 'sent') this.#inFlight -= 1;
    entry.phase = 'waiting';
    entry.notBeforeMs = this.#options.clock.monotonicMs() + delayMs;
    this.#changed();
  }

  #upChanged(): void {
    if (!this.#options.link.isUp()) for (const entry of this.#sent()) this.#backToWaiting(entry, 0);
    this.#pump();
  }

  #sessionsChanged(): void {
    this.#pump();
  }

  #receive(result: FeedResult): void {
    const entry = this.#commands.get(result.key);
    if (entry === undefined || (entry.phase !== 'sent' && entry.phase !== 'waiting')) return;
    if (result.status === 'committed') this.#committed(entry, result);
    else this.#refusedBy(entry, result.error ?? { code: 'internal', params: {} });
    this.#pump();
  }

  #committed(entry: QueuedCommand, result: FeedResult): void {
    if (entry.phase === 'sent') this.#inFlight -= 1;
    entry.phase = 'committed';
    const { epoch, seq } = result;
    entry.target = epoch === null || seq === null ? null : { epoch, seq };
    entry.outcome = { status: 'committed', answer: result.result, position: entry.target };
    this.#leaveLane(entry);
    this.#remove([entry.stored.key]);
    entry.answered(entry.outcome);
    this.#changed();
    this.#settleShown();
  }

  #refusedBy(entry: QueuedCommand, error: DomainError): void {
    const kind = refusalKind(error.code);
    const { staffId } = entry.stored;
    const { baseBackoffMs, maxBackoffMs, maxFaults } = this.#limits;
    if (kind === 'session' && staffId !== null) {
      this.#backToWaiting(entry, 0);
      if (entry.sessionSent !== null) this.#options.sessions.ended(staffId, entry.sessionSent);
      return;
    }
    if (kind === 'fault') entry.faults += 1;
    if (kind === 'later' || (kind === 'fault' && entry.faults < maxFaults)) {
      const { retryAfterMs } = error.params;
      const asked = typeof retryAfterMs === 'number' ? retryAfterMs : 0;
      const jitterMs = backoffMs(this.#options.random, entry.stored.attempts, baseBackoffMs, maxBackoffMs);
      this.#backToWaiting(entry, Math.max(jitterMs, Math.min(asked, maxBackoffMs)));
      return;
    }
    this.#reject(entry, error);
  }

  /** The refused command and all behind it in its lane stay visible; none of them is sent. */
  #reject(entry: QueuedCommand, error: DomainError): void {
    if (entry.phase === 'sent') this.#inFlight -= 1;
    const { lane, key } = entry.stored;
    const behind = this.#lane(lane).filter((other) => other !== key);
    this.#lanes.delete(lane);
    this.#refuse(entry, { state: 'rejected', error, blockedBy: null }, { status: 'refused', error });
    for (const other of behind) {
      const dependent = this.#commands.get(other);
      if (dependent === undefined) continue;
      this.#refuse(dependent, { state: 'blocked', error, blockedBy: key }, { status: 'blocked', by: key, error });
    }
    this.#changed();
  }

  #refuse(
    entry: QueuedCommand,
    change: Pick<StoredCommand, 'state' | 'error' | 'blockedBy'>,
    outcome: CommandOutcome,
  ): void {
    entry.phase = 'refused';
    entry.stored = { ...entry.stored, ...change };
    entry.outcome = outcome;
    this.#options.store.put(entry.stored).catch(() => this.#storageFailed());
    entry.answered(outcome);
    entry.settled(outcome);
  }

  /** Lets go of the committed commands whose effect the views show. */
  #settleShown(): void {
    const { link } = this.#options;
    for (const entry of [...this.#commands.values()]) {
      const { target, outcome, stored } = entry;
      if (entry.phase !== 'committed' || outcome === null) continue;
      if (target !== null && !stored.settleTopics.every((topic) => link.covers(topic, target))) continue;
      this.#commands.delete(stored.key);
      entry.settled(outcome);
      this.#changed();
    }
  }

  /** What was committed in a history that is gone shows, or not, with the next snapshot; there is nothing else to wait for. */
  #rewound(): void {
    for (const entry of this.#commands.values()) {
      if (entry.target !== null) entry.target = { epoch: entry.target.epoch, seq: 0 };
    }
  }

  #changed(): void {
    this.#view = null;
    for (const check of [...this.#drains]) if (check()) this.#drains.delete(check);
    this.#listeners.tell();
  }

  #buildView(): QueueView {
    const pending: PendingCommand[] = [];
    const refused: RefusedCommand[] = [];
    let waiting = 0;
    for (const entry of this.#commands.values()) {
      if (entry.phase === 'refused') refused.push(refusedView(entry.stored));
      else pending.push(pendingView(entry, entry.phase));
      if (isUnanswered(entry.phase)) waiting += 1;
    }
    return { pending, refused, waiting, durable: this.#durable };
  }
}

function isUnanswered(phase: QueuedCommand['phase']): boolean {
  return phase === 'storing' || phase === 'waiting' || phase === 'sent';
}
