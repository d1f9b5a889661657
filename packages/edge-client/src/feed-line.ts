import type { Clock } from '@passbell/core/kernel/clock';
import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';
import { type Alarm, createAlarm } from './alarm.ts';
import {
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionTiming,
  connectionDeadlineMs,
  STOPPED,
  stepConnection,
} from './connection-state.ts';
import type { FeedSocket, OpenFeedSocket } from './feed-socket.ts';

export interface FeedLineOptions {
  readonly openSocket: OpenFeedSocket;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly url: () => string;
  readonly timing: ConnectionTiming;
}

export interface FeedLineEvents {
  /** The line is open: say hello. */
  greet(): void;
  text(text: string): void;
  /** What a close with this code means. */
  closed(code: number): ConnectionEvent;
  /** The state may have changed. */
  changed(): void;
}

/** The shell around the connection's states: one socket at a time, and the timer that time alone needs. */
export class FeedLine {
  state: ConnectionState = STOPPED;
  #socket: FeedSocket | null = null;
  readonly #alarm: Alarm;
  readonly #options: FeedLineOptions;
  readonly #events: FeedLineEvents;

  constructor(options: FeedLineOptions, events: FeedLineEvents) {
    this.#options = options;
    this.#events = events;
    this.#alarm = createAlarm(options.clock, options.timers, () => this.step({ kind: 'tick' }));
  }

  /** Whether the edge has welcomed us on this line. */
  get isUp(): boolean {
    return this.state.kind === 'live' || this.state.kind === 'stale';
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Ends the socket; what still comes from it is not listened to. The state learns of it by the next step. */
  drop(): void {
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  step(event: ConnectionEvent): void {
    const { clock, random, timing } = this.#options;
    const draw = randomBelow(random, 1_000_000) / 1_000_000;
    const next = stepConnection(this.state, event, { nowMs: clock.monotonicMs(), draw, timing });
    this.state = next.state;
    for (const effect of next.effects) {
      if (effect === 'close') this.drop();
      else if (effect === 'open') this.#open();
      else this.#events.greet();
    }
    const deadlineMs = connectionDeadlineMs(this.state, timing);
    if (deadlineMs === null) this.#alarm.cancel();
    else this.#alarm.ringBy(deadlineMs);
    this.#events.changed();
  }

  #open(): void {
    const isCurrent = () => this.#socket === opened;
    const opened: FeedSocket = this.#options.openSocket(this.#options.url(), {
      opened: () => isCurrent() && this.step({ kind: 'opened' }),
      message: (text) => isCurrent() && this.#events.text(text),
      closed: (code) => {
        if (!isCurrent()) return;
        this.#socket = null;
        this.step(this.#events.closed(code));
      },
    });
    this.#socket = opened;
  }
}
