import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Cancel } from '@passbell/core/kernel/timers';
import {
  FEED_CLOSE,
  type FeedDown,
  type FeedResult,
  type FeedUp,
  type FeedWelcome,
} from '@passbell/core/wire/feed-messages';
import { PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import { CONNECTION_TIMING, type ConnectionEvent, type ConnectionTiming } from './connection-state.ts';
import type { FeedClient, FeedClientOptions, HeldTopic, OutgoingCommand } from './feed-client.ts';
import { parseFeedFrame, writeFeedFrame } from './feed-frame.ts';
import { FeedLine } from './feed-line.ts';
import type { FeedPosition } from './feed-position.ts';
import type { FeedStatus } from './feed-status.ts';
import { createListeners, type Observable, type Unsubscribe } from './observable-value.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { watchForSleep } from './sleep-watch.ts';
import { StatusBoard } from './status-board.ts';
import type { TopicDocument, TopicName } from './topic-documents.ts';
import { createTopicSubscriptions, type TopicSubscriptions } from './topic-subscriptions.ts';

const PING_MS = 5_000;
/** Two pings without an answer. The edge gives a screen up after 12 s of hearing nothing; this is sooner. */
const DEAF_MS = 9_000;
const LINGER_MS = 5_000;

/** A feed client on the ports given; nothing happens before `start`. */
export function createFeedClient(options: FeedClientOptions): FeedClient {
  return new EdgeFeedClient(options);
}

class EdgeFeedClient implements FeedClient {
  readonly #options: FeedClientOptions;
  readonly #timing: ConnectionTiming;
  readonly #serverClock: ServerClock;
  readonly #topics: TopicSubscriptions;
  readonly #line: FeedLine;
  readonly #board: StatusBoard;
  readonly #upChanged = createListeners();
  readonly #welcomed = createListeners();
  readonly #advanced = createListeners();
  readonly #rewound = createListeners();
  readonly #results = new Map<object, (result: FeedResult) => void>();
  #welcome: FeedWelcome | null = null;
  #wasUp = false;
  /** The oldest ping without an answer, monotonic. */
  #unansweredSinceMs: number | null = null;
  #cancelTimers: Cancel[] = [];

  readonly status: Observable<FeedStatus>;
  readonly welcome: Observable<FeedWelcome | null> = {
    getSnapshot: () => this.#welcome,
    subscribe: (listener) => this.#welcomed.add(listener),
  };

  constructor(options: FeedClientOptions) {
    this.#options = options;
    this.#timing = { ...CONNECTION_TIMING, ...options.timing };
    this.#serverClock = createServerClock(options.clock);
    this.#topics = createTopicSubscriptions(options.session);
    this.#line = new FeedLine(
      { ...options, timing: this.#timing },
      {
        greet: () => this.#greet(),
        text: (text) => this.#receive(text),
        closed: (code) => this.#meaningOf(code),
        changed: () => this.#lineChanged(),
      },
    );
    this.#board = new StatusBoard({
      ...options,
      serverClock: this.#serverClock,
      staleMs: this.#timing.staleMs,
      connection: () => this.#line.state,
      isInStep: () => this.#topics.inStep(),
    });
    this.status = this.#board;
  }

  start(): void {
    if (this.#line.state.kind !== 'stopped') return;
    const { clock, timers } = this.#options;
    this.#board.started();
    const silentMs = () => (this.#board.heardMs === null ? 0 : clock.monotonicMs() - this.#board.heardMs);
    this.#cancelTimers = [
      timers.every(PING_MS, () => this.#ping()),
      watchForSleep(
        clock,
        timers,
        () => silentMs() >= this.#timing.staleMs,
        () => this.#woke(),
      ),
    ];
    this.#line.step({ kind: 'start' });
  }

  stop(): void {
    for (const cancel of this.#cancelTimers) cancel();
    this.#line.step({ kind: 'stop' });
  }

  retryNow(): void {
    this.#line.step({ kind: 'nudge' });
  }

  sessionChanged(): void {
    if (this.isUp()) this.#sendAll(this.#topics.subscribeRefused());
    this.#topics.flush();
  }

  hold<Name extends TopicName>(topic: Name): HeldTopic<TopicDocument<Name>> {
    const { store, isNew } = this.#topics.hold(topic);
    const subscribe = isNew && this.isUp() ? this.#topics.subscribe(topic) : null;
    if (subscribe !== null) this.#send(subscribe);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      if (this.#topics.release(topic)) this.#options.timers.after(LINGER_MS, () => this.#letGo(topic));
    };
    // The document's type follows from the topic's name; both ends are pinned to one protocol version.
    return { getSnapshot: store.getSnapshot, subscribe: store.subscribe, release } as HeldTopic<TopicDocument<Name>>;
  }

  isUp(): boolean {
    return this.#line.isUp;
  }

  sendCommand(command: OutgoingCommand): boolean {
    if (!this.isUp()) return false;
    this.#line.send(JSON.stringify({ type: 'command', ...command }));
    return true;
  }

  onResult(listener: (result: FeedResult) => void): Unsubscribe {
    const ticket = {};
    this.#results.set(ticket, listener);
    return () => {
      this.#results.delete(ticket);
    };
  }

  onUpChange(listener: () => void): Unsubscribe {
    return this.#upChanged.add(listener);
  }

  onAdvance(listener: () => void): Unsubscribe {
    return this.#advanced.add(listener);
  }

  onRewind(listener: () => void): Unsubscribe {
    return this.#rewound.add(listener);
  }

  covers(topic: string, position: FeedPosition): boolean {
    return this.#topics.covers(topic, position);
  }

  readonly serverNowMs = () => this.#serverClock.nowMs();

  readonly clockAheadMs = () => this.#serverClock.localAheadMs();

  #send(frame: FeedUp): void {
    this.#line.send(writeFeedFrame(frame));
  }

  #sendAll(frames: readonly FeedUp[]): void {
    for (const frame of frames) this.#send(frame);
  }

  #greet(): void {
    const { token, app, appVersion } = this.#options;
    this.#send({ type: 'hello', protocol: PROTOCOL_VERSION, token: token(), app, appVersion });
  }

  #ping(): void {
    if (!this.isUp()) return;
    const nowMs = this.#options.clock.monotonicMs();
    if (this.#unansweredSinceMs !== null && nowMs - this.#unansweredSinceMs >= DEAF_MS) {
      // We hear the edge and it does not hear us: presses would wait for ever on a line that looks fine.
      this.#line.drop();
      this.#line.step({ kind: 'closed', minWaitMs: 0 });
      return;
    }
    this.#unansweredSinceMs ??= nowMs;
    this.#send({ type: 'ping', at: nowMs });
  }

  #woke(): void {
    // The machine slept: nothing that was measured before counts, and the line is dead more often than not.
    this.#serverClock.forget();
    this.#line.step({ kind: 'woke' });
  }

  #letGo(topic: string): void {
    if (this.#topics.isHeld(topic)) return;
    this.#topics.forget(topic);
    if (this.isUp()) this.#send({ type: 'unsubscribe', topic });
    this.#board.update();
  }

  #lineChanged(): void {
    if (this.isUp() !== this.#wasUp) {
      this.#wasUp = this.isUp();
      this.#upChanged.tell();
    }
    this.#board.update();
  }

  #meaningOf(closeCode: number): ConnectionEvent {
    if (closeCode === FEED_CLOSE.unauthenticated) return this.#refused({ code: 'unauthenticated', params: {} });
    if (closeCode === FEED_CLOSE.protocol) return this.#refused({ code: 'protocol_unsupported', params: {} });
    return { kind: 'closed', minWaitMs: 0 };
  }

  #refused(error: DomainError): ConnectionEvent {
    this.#board.refusal = error;
    return { kind: 'refused', reason: error.code === 'protocol_unsupported' ? 'protocol' : 'unauthenticated' };
  }

  #receive(text: string): void {
    const message = parseFeedFrame(text);
    // What is not of the protocol is no sign of life either: a line that talks nonsense goes stale and is tried anew.
    if (message === null) return;
    const { heardMs } = this.#board;
    const silentMs = this.isUp() && heardMs !== null ? this.#options.clock.monotonicMs() - heardMs : 0;
    if (silentMs >= this.#timing.reconnectMs) {
      // The page slept through its own deadline, and this lay in a buffer meanwhile: it says nothing about now.
      this.#line.step({ kind: 'tick' });
      return;
    }
    this.#dispatch(message);
    if (!this.isUp()) return;
    this.#board.heard();
    this.#line.step({ kind: 'heard' });
    this.#advanced.tell();
    this.#topics.flush();
  }

  #dispatch(message: FeedDown): void {
    if (message.type === 'welcome') this.#welcomedBy(message);
    else if (message.type === 'snapshot' || message.type === 'delta') {
      const again = this.#topics.receive(message);
      if (again !== null) this.#send(again);
    } else if (message.type === 'beat') {
      this.#board.health = message.health;
      this.#serverClock.hint(message.serverMs);
      this.#sendAll(this.#topics.beat(message));
    } else if (message.type === 'result') {
      for (const listener of [...this.#results.values()]) listener(message);
    } else if (message.type === 'pong') {
      this.#unansweredSinceMs = null;
      this.#serverClock.answered(message.at, message.serverMs);
    } else if (message.type === 'refused') {
      if (message.topic !== null) this.#refuse(message.topic, message.error);
    } else this.#bye(message.error, message.retryMs);
  }

  #welcomedBy(welcome: FeedWelcome): void {
    const before = this.#welcome;
    const isOther = before !== null && before.locationId !== welcome.locationId;
    if (before !== null && !isOther && welcome.epoch < before.epoch) {
      // A box that was replaced and does not know it yet. Listening to it would take the kitchen back in time.
      this.#line.drop();
      this.#line.step({ kind: 'closed', minWaitMs: this.#timing.maxBackoffMs });
      return;
    }
    const furthest = this.#topics.furthest();
    const isShorter = furthest !== null && furthest.epoch === welcome.epoch && welcome.seq < furthest.seq;
    if (isOther || isShorter) {
      this.#topics.forgetPositions();
      this.#rewound.tell();
    }
    this.#board.refusal = null;
    this.#welcome = welcome;
    this.#serverClock.hint(welcome.serverMs);
    this.#unansweredSinceMs = null;
    const subscriptions = this.#topics.welcome(welcome);
    this.#line.step({ kind: 'welcomed' });
    this.#sendAll(subscriptions);
    this.#ping();
    this.#welcomed.tell();
  }

  #refuse(topic: string, error: DomainError): void {
    const again = this.#topics.refuse(topic, error);
    if (again !== null) this.#send(again);
    const session = this.#options.session();
    // A screen that is only looked at would never learn it from a command's answer.
    const isEnded = session !== null && this.#topics.errorOf(topic)?.code === 'session_expired';
    if (isEnded) this.#options.sessionEnded?.(session);
  }

  #bye(error: DomainError, retryMs: number | null): void {
    this.#line.drop();
    const isRefusal = ['unauthenticated', 'token_expired', 'protocol_unsupported'].includes(error.code);
    this.#line.step(isRefusal ? this.#refused(error) : { kind: 'closed', minWaitMs: retryMs ?? 0 });
  }
}
