import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Clock } from '@passbell/core/kernel/clock';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';
import type { HealthView } from '@passbell/core/wire/views';
import type { AuthenticatedDevice, Dispatch, Gatekeeper } from '../dispatch/dispatch-port.ts';
import type { TopicHub } from './topic-hub.ts';

/** The line to one screen, as the session needs it. */
export interface FeedSocket {
  send(text: string): void;
  /** What was handed to `send` and has not left the machine. */
  bufferedBytes(): number;
  close(code: number, reason: string): void;
}

/** Bounds of one session. */
export interface FeedSessionLimits {
  readonly maxFrameBytes: number;
  readonly maxTopics: number;
  readonly slowBytes: number;
  readonly evictBytes: number;
  readonly slowMs: number;
  readonly commandsPerSecond: number;
  readonly commandBurst: number;
  readonly beatMs: number;
  readonly evictMs: number;
  /** A line that has not said hello after this long is closed. */
  readonly helloMs: number;
  /** How often a line that is behind is looked at, beside the times it says itself that it drained. */
  readonly drainMs: number;
  /** After this many frames that are none, the line is closed. */
  readonly invalidFrames: number;
  /** Frames of any kind; commands have their own, lower bound. */
  readonly framesPerSecond: number;
  readonly frameBurst: number;
  /** When the server stops, screens are asked to come back within this. */
  readonly retrySpreadMs: number;
}

/** What a session needs from outside. */
export interface FeedSessionPorts {
  readonly hub: TopicHub;
  readonly dispatch: Dispatch;
  readonly gatekeeper: Gatekeeper;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly tenant: { readonly orgId: string; readonly locationId: string };
  readonly health: () => HealthView;
  /** A bug of ours; the line it happened on is closed, the rest goes on. */
  readonly onFault: (error: unknown) => void;
  readonly limits: FeedSessionLimits;
}

/** What is known of a session from outside. */
export interface FeedSessionInfo {
  readonly device: AuthenticatedDevice | null;
  readonly app: string | null;
  readonly topics: readonly string[];
  /** Monotonic; when the last frame came. */
  readonly heardMs: number;
  readonly bufferedBytes: number;
}

/** One screen on the feed. Knows no socket and no time of its own, so that a simulation can run it. */
export interface FeedSession {
  /** A text frame arrived. */
  receive(text: string): void;
  /** Something arrived that is no text. */
  receiveUnreadable(): void;
  /** What was sent has left the machine, at least in part. */
  drained(): void;
  /** The line is gone. */
  gone(): void;
  /** Ends the session from our side. */
  end(code: number, error: DomainError, retryMs: number | null): void;
  /** The server stops: says so, and when to come back. */
  stop(): void;
  info(): FeedSessionInfo;
}
