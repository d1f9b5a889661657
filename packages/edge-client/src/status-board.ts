import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import type { HealthView } from '@passbell/core/wire/views';
import { type Alarm, createAlarm } from './alarm.ts';
import type { ConnectionState } from './connection-state.ts';
import { type FeedStatus, type LevelInput, levelDeadlineMs, levelOf } from './feed-status.ts';
import { createListeners, type Observable } from './observable-value.ts';
import type { ServerClock } from './server-clock.ts';

export interface StatusBoardOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly serverClock: ServerClock;
  readonly staleMs: number;
  readonly connection: () => ConnectionState;
  readonly isInStep: () => boolean;
}

/** Says how the screen stands with its edge, by its own timer: silence must show without a message to tell it. */
export class StatusBoard implements Observable<FeedStatus> {
  /** When the edge was last heard, monotonic. */
  heardMs: number | null = null;
  health: HealthView | null = null;
  refusal: DomainError | null = null;
  #freshMs: number | null = null;
  #startedMs = 0;
  #status: FeedStatus;
  readonly #listeners = createListeners();
  readonly #alarm: Alarm;
  readonly #options: StatusBoardOptions;

  constructor(options: StatusBoardOptions) {
    this.#options = options;
    this.#alarm = createAlarm(options.clock, options.timers, () => this.update());
    const nothing = { lastHeardMs: null, asOfMs: null, retryInMs: null, health: null, refusal: null };
    this.#status = { level: 'connecting', sinceMs: options.clock.nowMs(), ...nothing };
  }

  readonly getSnapshot = () => this.#status;
  readonly subscribe = (listener: () => void) => this.#listeners.add(listener);

  started(): void {
    this.#startedMs = this.#options.clock.monotonicMs();
  }

  /** The edge was heard just now. */
  heard(): void {
    this.heardMs = this.#options.clock.monotonicMs();
    if (this.#options.isInStep()) this.#freshMs = this.heardMs;
  }

  /** Looks again, tells what changed, and sets the timer for when time alone will change it. */
  update(): void {
    const input = this.#input();
    const level = levelOf(input);
    const { connection } = input;
    const retryAtMs = connection.kind === 'waiting' || connection.kind === 'refused' ? connection.retryAtMs : null;
    const retryInMs = retryAtMs === null ? null : Math.max(0, Math.ceil((retryAtMs - input.nowMs) / 1_000) * 1_000);
    if (this.#differs(level, retryInMs)) {
      this.#status = { ...this.#timesOf(level), level, retryInMs, health: this.health, refusal: this.refusal };
      this.#listeners.tell();
    }
    if (connection.kind === 'stopped') {
      this.#alarm.cancel();
      return;
    }
    const levelMs = levelDeadlineMs(input);
    if (levelMs !== null) this.#alarm.ringBy(levelMs);
    if (retryInMs !== null && retryInMs > 0) this.#alarm.ringBy(input.nowMs + 1_000);
  }

  #input(): LevelInput {
    const { clock, staleMs, connection, isInStep } = this.#options;
    return {
      nowMs: clock.monotonicMs(),
      staleMs,
      startedMs: this.#startedMs,
      heardMs: this.heardMs,
      freshMs: this.#freshMs,
      inStep: isInStep(),
      connection: connection(),
      health: this.health,
    };
  }

  #differs(level: FeedStatus['level'], retryInMs: number | null): boolean {
    const old = this.#status;
    return (
      level !== old.level ||
      retryInMs !== old.retryInMs ||
      this.refusal !== old.refusal ||
      JSON.stringify(this.health) !== JSON.stringify(old.health)
    );
  }

  #timesOf(level: FeedStatus['level']): Pick<FeedStatus, 'sinceMs' | 'lastHeardMs' | 'asOfMs'> {
    const { serverClock } = this.#options;
    const wallMs = (monotonicMs: number | null) =>
      monotonicMs === null ? null : Math.round(serverClock.atMs(monotonicMs));
    const lastHeardMs = wallMs(this.heardMs);
    const lostMs = lastHeardMs ?? Math.round(serverClock.atMs(this.#startedMs));
    const sinceMs = level === 'server_lost' ? lostMs : Math.round(serverClock.nowMs());
    return {
      sinceMs: level === this.#status.level ? this.#status.sinceMs : sinceMs,
      lastHeardMs,
      asOfMs: wallMs(this.#freshMs),
    };
  }
}
