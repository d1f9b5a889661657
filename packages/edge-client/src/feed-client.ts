import type { Json } from '@passbell/core/kernel/canonical-json';
import type { Clock } from '@passbell/core/kernel/clock';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Timers } from '@passbell/core/kernel/timers';
import type { FeedResult, FeedWelcome } from '@passbell/core/wire/feed-messages';
import type { ConnectionTiming } from './connection-state.ts';
import type { FeedPosition } from './feed-position.ts';
import type { OpenFeedSocket } from './feed-socket.ts';
import type { FeedStatus } from './feed-status.ts';
import type { Observable, Unsubscribe } from './observable-value.ts';
import type { TopicDocument, TopicName } from './topic-documents.ts';
import type { TopicView } from './topic-store.ts';

export interface FeedClientOptions {
  readonly openSocket: OpenFeedSocket;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  /** Where to connect; asked at each try, because a box may move. Example: `ws://127.0.0.1:8420/v1/feed`. */
  readonly url: () => string;
  /** The device's bearer token, asked at each hello; null where a cookie does it. */
  readonly token: () => string | null;
  /** Token of the person signed in now; some topics are not for the device alone. */
  readonly session: () => string | null;
  /** The edge says that this session, which is the one of now, has ended. */
  readonly sessionEnded?: (session: string) => void;
  readonly app: string;
  readonly appVersion: string;
  readonly timing?: Partial<ConnectionTiming>;
}

/** A command as it leaves. */
export interface OutgoingCommand {
  readonly key: string;
  readonly name: string;
  readonly session: string | null;
  readonly args: { readonly [field: string]: Json };
}

/** A topic that stays subscribed until it is released. */
export interface HeldTopic<Doc> extends Observable<TopicView<Doc>> {
  /** Calling it twice is harmless. The subscription lingers a few seconds for the next screen that wants it. */
  readonly release: () => void;
}

/** A screen's line to its edge. It keeps itself up; `status` says how that goes, without waiting for a message to say so. */
export interface FeedClient {
  start(): void;
  stop(): void;
  /** Try now, for instance because a person pressed "Try again" or the network came back. */
  retryNow(): void;
  /** Another person signed in: asks again for the topics that were refused. */
  sessionChanged(): void;
  /** Subscribes to a topic, or joins those who already do. */
  hold<Name extends TopicName>(topic: Name): HeldTopic<TopicDocument<Name>>;
  readonly status: Observable<FeedStatus>;
  /** Who the edge says this device is; null before the first welcome. */
  readonly welcome: Observable<FeedWelcome | null>;
  /** Whether a command sent now would leave. */
  isUp(): boolean;
  /** Sends once; false when there is no line. Repeating it is the command queue's business. */
  sendCommand(command: OutgoingCommand): boolean;
  onResult(listener: (result: FeedResult) => void): Unsubscribe;
  /** The line came up or went down. */
  onUpChange(listener: () => void): Unsubscribe;
  /** Some topic moved on. Told before the listeners of the topics are, so both change in one paint. */
  onAdvance(listener: () => void): Unsubscribe;
  /** The edge's history is not the one seen before (restored from a backup): positions known so far mean nothing. */
  onRewind(listener: () => void): Unsubscribe;
  /** Whether the view of a topic is complete up to a position. True for topics nobody holds. */
  covers(topic: string, position: FeedPosition): boolean;
  /** The edge's wall clock, estimated. Ages of tickets are counted with it. */
  serverNowMs(): number;
  /** How far this device's wall clock is ahead of the edge's; worth a note past 30 s. */
  clockAheadMs(): number;
}
