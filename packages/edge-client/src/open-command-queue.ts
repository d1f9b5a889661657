import type { DomainError } from '@passbell/core/errors/domain-error';
import { backoffMs } from '@passbell/core/kernel/random';
import type { Cancel } from '@passbell/core/kernel/timers';
import type { CommandAnswer, CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import { FEED_LIMITS, type FeedResult } from '@passbell/core/wire/feed-messages';
import { type Alarm, createAlarm } from './alarm.ts';
import { CommandLanes } from './command-lanes.ts';
import {
  type CommandQueue,
  type CommandQueueOptions,
  QUEUE_LIMITS,
  type QueueLimits,
  type QueueView,
  type SubmitOptions,
  type Submitted,
} from './command-queue.ts';
import { createListeners } from './observable-value.ts';
import type { StoredCommand } from './queue-store.ts';
import { queueView } from './queue-view.ts';
import { type CommandOutcome, isUnanswered, type QueuedCommand, queuedCommand } from './queued-command.ts';
import { refusalKind } from './refusal-kind.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Opens the queue with what the store kept. A store that fails does not stop the till: see `QueueView.durable`. */
export async function openCommandQueue(options: CommandQueueOptions): Promise<CommandQueue> {
  let kept: readonly StoredCommand[] = [];
  let durable = options.store.isDurable;
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
  /** What waits or is on its way. */
  readonly #lanes = new CommandLanes();
  readonly #listeners = createListeners();
  readonly #drains = new Set<() => boolean>();
  readonly #bucket: TokenBucket;
  readonly #detach: Cancel[];
  #nextPosition: number;
  #inFlight = 0;
  #durable: boolean;
  #closed = false;
  #view: QueueView | null = null;
  readonly #alarm: Alarm;

  constructor(options: CommandQueueOptions, kept: readonly StoredCommand[], durable: boolean) {
    const { link, sessions, clock } = options;
    this.#options = options;
    this.#limits = { ...QUEUE_LIMITS, ...options.limits };
    this.#durable = durable;
    // A little under what the edge allows: clocks differ, and the device's other frames count too.
    const { commandsPerSecond, commandBurst } = FEED_LIMITS;
    this.#bucket = createTokenBucket(() => clock.monotonicMs(), commandsPerSecond * 0.9, commandBurst * 0.8);
    this.#alarm = createAlarm(clock, options.timers, () => {
      this.#resendUnanswered();
      this.#pump();
    });
    this.#nextPosition = (kept.at(-1)?.position ?? 0) + 1;
    for (const stored of kept) {
      const entry = queuedCommand(stored, stored.state === 'waiting' ? 'waiting' : 'refused');
      this.#commands.set(stored.key, entry);
      if (entry.phase === 'waiting') this.#lanes.join(stored.lane, stored.key);
    }
    this.#detach = [
      link.onResult((result) => this.#receive(result)),
      link.onUpChange(() => this.#upChanged()),
      link.onAdvance(() => this.#settleShown()),
      link.onRewind(() => this.#rewound()),
      sessions.onChange(() => this.#pump()),
    ];
    this.#pump();
  }

  readonly getSnapshot = (): QueueView => {
    this.#view ??= queueView([...this.#commands.values()], this.#durable);
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
    this.#alarm.cancel();
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
    this.#lanes.join(stored.lane, stored.key);
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

  /** Sends the first of each lane, as far as the limits go. */
  #pump(): void {
    if (this.#closed || !this.#options.link.isUp()) return;
    const nowMs = this.#options.clock.monotonicMs();
    for (const head of this.#lanes.heads()) {
      if (this.#inFlight >= this.#limits.maxInFlight) return;
      const entry = this.#commands.get(head);
      if (entry?.phase !== 'waiting') continue;
      if (entry.notBeforeMs > nowMs) this.#alarm.ringBy(entry.notBeforeMs);
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
      this.#alarm.ringBy(nowMs + this.#bucket.waitMs());
      return false;
    }
    const { key, name, args } = stored;
    if (!this.#options.link.sendCommand({ key, name, session, args })) return false;
    entry.phase = 'sent';
    entry.sentMs = nowMs;
    entry.sessionSent = session;
    entry.stored = { ...stored, attempts: stored.attempts + 1 };
    this.#inFlight += 1;
    this.#alarm.ringBy(nowMs + this.#limits.answerMs);
    this.#changed();
    return true;
  }

  #resendUnanswered(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const entry of this.#sent()) {
      if (nowMs - entry.sentMs >= this.#limits.answerMs) this.#backToWaiting(entry, 0);
      else this.#alarm.ringBy(entry.sentMs + this.#limits.answerMs);
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
    this.#lanes.leave(entry.stored.lane, entry.stored.key);
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
    const behind = this.#lanes.close(lane).filter((other) => other !== key);
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
}
