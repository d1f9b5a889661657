import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { Clock } from '@passbell/core/kernel/clock';
import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { FeedDown, FeedResult, FeedUp, FeedWelcome } from '@passbell/core/wire/feed-messages';
import { PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import type { HealthView } from '@passbell/core/wire/views';
import {
  CONNECTION_TIMING,
  type ConnectionEvent,
  type ConnectionTiming,
  connectionDeadlineMs,
  STOPPED,
  stepConnection,
} from './connection-state.ts';
import { parseFeedFrame, writeFeedFrame } from './feed-frame.ts';
import type { FeedPosition } from './feed-position.ts';
import type { FeedSocket, OpenFeedSocket } from './feed-socket.ts';
import { type FeedStatus, type LevelInput, levelDeadlineMs, levelOf } from './feed-status.ts';
import { createListeners, type Observable, type Unsubscribe } from './observable-value.ts';
import { createServerClock } from './server-clock.ts';
import { watchForSleep } from './sleep-watch.ts';
import type { TopicDocument, TopicName } from './topic-documents.ts';
import type { TopicView } from './topic-store.ts';
import { createTopicSubscriptions } from './topic-subscriptions.ts';

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

const PING_MS = 5_000;
/** Two pings without an answer. The edge gives a screen up after 12 s of hearing nothing; this is sooner. */
const DEAF_MS = 9_000;
const LINGER_MS = 5_000;

export function createFeedClient(options: FeedClientOptions): FeedClient {
  const { clock, timers, random } = options;
  const timing: ConnectionTiming = { ...CONNECTION_TIMING, ...options.timing };
  const serverClock = createServerClock(clock);
  const topics = createTopicSubscriptions(options.session);
  const told = { status: createListeners(), welcome: createListeners(), up: createListeners() };
  const advanced = createListeners();
  const rewound = createListeners();
  const results = new Map<object, (result: FeedResult) => void>();

  let connection = STOPPED as ReturnType<typeof stepConnection>['state']; // Widened: control flow sees only the start.
  let socket: FeedSocket | null = null;
  let startedMs = 0;
  let heardMs: number | null = null;
  let freshMs: number | null = null;
  let health: HealthView | null = null;
  let refusal: DomainError | null = null;
  let welcome: FeedWelcome | null = null;
  let highestEpoch: { locationId: string; epoch: number } | null = null;
  let wasUp = false;
  let unansweredSinceMs: number | null = null;
  let cancelDeadline: Cancel = () => undefined;
  let deadlineMs = Number.POSITIVE_INFINITY;
  let cancelPings: Cancel = () => undefined;
  let cancelSleepWatch: Cancel = () => undefined;
  let status: FeedStatus = {
    level: 'connecting',
    sinceMs: clock.nowMs(),
    lastHeardMs: null,
    asOfMs: null,
    retryInMs: null,
    health: null,
    refusal: null,
  };

  const isUp = () => connection.kind === 'live' || connection.kind === 'stale';
  const sendFrame = (frame: FeedUp) => socket?.send(writeFeedFrame(frame));
  const ping = () => {
    if (!isUp()) return;
    const nowMs = clock.monotonicMs();
    if (unansweredSinceMs !== null && nowMs - unansweredSinceMs >= DEAF_MS) {
      // We hear the edge and it does not hear us: presses would wait for ever on a line that looks fine.
      dropSocket();
      step({ kind: 'closed', minWaitMs: 0 });
      return;
    }
    unansweredSinceMs ??= nowMs;
    sendFrame({ type: 'ping', at: nowMs });
  };
  const levelInput = (): LevelInput => ({
    nowMs: clock.monotonicMs(),
    staleMs: timing.staleMs,
    startedMs,
    heardMs,
    freshMs,
    inStep: topics.inStep(),
    connection,
    health,
  });

  const updateStatus = () => {
    const level = levelOf(levelInput());
    const wallMs = (monotonicMs: number | null) =>
      monotonicMs === null ? null : Math.round(serverClock.atMs(monotonicMs));
    const retryAtMs = connection.kind === 'waiting' || connection.kind === 'refused' ? connection.retryAtMs : null;
    const retryInMs =
      retryAtMs === null ? null : Math.max(0, Math.ceil((retryAtMs - clock.monotonicMs()) / 1_000) * 1_000);
    const changed =
      level !== status.level ||
      retryInMs !== status.retryInMs ||
      refusal !== status.refusal ||
      JSON.stringify(health) !== JSON.stringify(status.health);
    if (!changed) return;
    const sinceMs = level === 'server_lost' ? (wallMs(heardMs) ?? serverClock.atMs(startedMs)) : serverClock.nowMs();
    status = {
      level,
      sinceMs: level === status.level ? status.sinceMs : Math.round(sinceMs),
      lastHeardMs: wallMs(heardMs),
      asOfMs: wallMs(freshMs),
      retryInMs,
      health,
      refusal,
    };
    told.status.tell();
  };

  /** One timer for the next moment at which time alone changes something; set anew only when it must ring earlier. */
  const planDeadline = () => {
    const nowMs = clock.monotonicMs();
    const state = connectionDeadlineMs(connection, timing);
    const level = connection.kind === 'stopped' ? null : levelDeadlineMs(levelInput());
    const countdown = status.retryInMs === null || status.retryInMs === 0 ? null : nowMs + 1_000;
    const nextMs = Math.min(...[state, level, countdown].map((at) => at ?? Number.POSITIVE_INFINITY));
    if (nextMs >= deadlineMs) return;
    cancelDeadline();
    deadlineMs = nextMs;
    // Whole milliseconds, upwards: a timer that rings a hair early would find nothing to do and be set again, and again.
    cancelDeadline = timers.after(Math.max(0, Math.ceil(nextMs - nowMs)), () => {
      deadlineMs = Number.POSITIVE_INFINITY;
      step({ kind: 'tick' });
    });
  };

  const settleStep = () => {
    if (isUp() !== wasUp) {
      wasUp = isUp();
      told.up.tell();
    }
    updateStatus();
    planDeadline();
  };

  const step = (event: ConnectionEvent) => {
    const draw = randomBelow(random, 1_000_000) / 1_000_000;
    const next = stepConnection(connection, event, { nowMs: clock.monotonicMs(), draw, timing });
    connection = next.state;
    for (const effect of next.effects) {
      if (effect === 'close') dropSocket();
      else if (effect === 'open') openSocket();
      else
        sendFrame({
          type: 'hello',
          protocol: PROTOCOL_VERSION,
          token: options.token(),
          app: options.app,
          appVersion: options.appVersion,
        });
    }
    settleStep();
  };

  const dropSocket = () => {
    const old = socket;
    socket = null;
    old?.close();
  };
  const openSocket = () => {
    const isCurrent = () => socket === opened;
    const opened: FeedSocket = options.openSocket(options.url(), {
      opened: () => isCurrent() && step({ kind: 'opened' }),
      message: (text) => isCurrent() && receive(text),
      closed(code) {
        if (!isCurrent()) return;
        socket = null;
        closedWith(code);
      },
    });
    socket = opened;
  };
  const closedWith = (code: number) => {
    if (code === 4401) refuse({ code: 'unauthenticated', params: {} }, 'unauthenticated');
    else if (code === 4426) refuse({ code: 'protocol_unsupported', params: {} }, 'protocol');
    else step({ kind: 'closed', minWaitMs: 0 });
  };
  const refuse = (error: DomainError, reason: 'unauthenticated' | 'protocol') => {
    refusal = error;
    step({ kind: 'refused', reason });
  };

  const greeted = (message: FeedWelcome) => {
    const isOther = highestEpoch !== null && highestEpoch.locationId !== message.locationId;
    if (highestEpoch !== null && !isOther && message.epoch < highestEpoch.epoch) {
      // A box that was replaced and does not know it yet. Listening to it would take the kitchen back in time.
      dropSocket();
      step({ kind: 'closed', minWaitMs: timing.maxBackoffMs });
      return;
    }
    const furthest = topics.furthest();
    const isShorter = furthest !== null && furthest.epoch === message.epoch && message.seq < furthest.seq;
    highestEpoch = { locationId: message.locationId, epoch: message.epoch };
    if (isOther || isShorter) {
      topics.forgetPositions();
      rewound.tell();
    }
    refusal = null;
    welcome = message;
    serverClock.hint(message.serverMs);
    unansweredSinceMs = null;
    step({ kind: 'welcomed' });
    for (const subscribe of topics.welcome(message)) sendFrame(subscribe);
    ping();
    told.welcome.tell();
  };

  const bye = (error: DomainError, retryMs: number | null) => {
    dropSocket();
    if (error.code === 'unauthenticated' || error.code === 'token_expired') refuse(error, 'unauthenticated');
    else if (error.code === 'protocol_unsupported') refuse(error, 'protocol');
    else step({ kind: 'closed', minWaitMs: retryMs ?? 0 });
  };

  const dispatch = (message: FeedDown) => {
    switch (message.type) {
      case 'welcome':
        return greeted(message);
      case 'snapshot':
      case 'delta': {
        const again = topics.receive(message);
        if (again !== null) sendFrame(again);
        return;
      }
      case 'beat':
        health = message.health;
        serverClock.hint(message.serverMs);
        for (const again of topics.beat(message)) sendFrame(again);
        return;
      case 'result':
        for (const listener of [...results.values()]) listener(message);
        return;
      case 'pong':
        unansweredSinceMs = null;
        return serverClock.answered(message.at, message.serverMs);
      case 'refused':
        if (message.topic !== null) topics.refuse(message.topic, message.error);
        return;
      case 'bye':
        return bye(message.error, message.retryMs);
    }
  };

  const receive = (text: string) => {
    const message = parseFeedFrame(text);
    // What is not of the protocol is no sign of life either: a line that talks nonsense goes stale and is tried anew.
    if (message === null) return;
    const silentMs = isUp() && heardMs !== null ? clock.monotonicMs() - heardMs : 0;
    if (silentMs >= timing.reconnectMs) {
      // The page slept through its own deadline, and this lay in a buffer meanwhile: it says nothing about now.
      step({ kind: 'tick' });
      return;
    }
    dispatch(message);
    if (!isUp()) return;
    heardMs = clock.monotonicMs();
    if (topics.inStep()) freshMs = heardMs;
    step({ kind: 'heard' });
    advanced.tell();
    topics.flush();
  };

  const woke = () => {
    // The machine slept: nothing that was measured before counts, and the line is dead more often than not.
    serverClock.forget();
    step({ kind: 'woke' });
  };

  return {
    start() {
      if (connection.kind !== 'stopped') return;
      startedMs = clock.monotonicMs();
      cancelPings = timers.every(PING_MS, ping);
      cancelSleepWatch = watchForSleep(
        clock,
        timers,
        () => {
          const heardAgoMs = heardMs === null ? 0 : clock.monotonicMs() - heardMs;
          return { heardAgoMs, staleMs: timing.staleMs };
        },
        woke,
      );
      step({ kind: 'start' });
    },
    stop() {
      cancelPings();
      cancelSleepWatch();
      step({ kind: 'stop' });
      cancelDeadline();
      deadlineMs = Number.POSITIVE_INFINITY;
    },
    retryNow: () => step({ kind: 'nudge' }),
    sessionChanged() {
      if (isUp()) for (const subscribe of topics.subscribeRefused()) sendFrame(subscribe);
      topics.flush();
    },
    hold<Name extends TopicName>(topic: Name) {
      const { store, isNew } = topics.hold(topic);
      const subscribe = isNew && isUp() ? topics.subscribe(topic) : null;
      if (subscribe !== null) sendFrame(subscribe);
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        if (!topics.release(topic)) return;
        timers.after(LINGER_MS, () => {
          if (topics.isHeld(topic)) return;
          topics.forget(topic);
          if (isUp()) sendFrame({ type: 'unsubscribe', topic });
          settleStep();
        });
      };
      // The document's type follows from the topic's name; both ends are pinned to one protocol version.
      return { getSnapshot: store.getSnapshot, subscribe: store.subscribe, release } as HeldTopic<TopicDocument<Name>>;
    },
    status: { getSnapshot: () => status, subscribe: told.status.add },
    welcome: { getSnapshot: () => welcome, subscribe: told.welcome.add },
    isUp,
    sendCommand(command) {
      if (!isUp()) return false;
      socket?.send(JSON.stringify({ type: 'command', ...command }));
      return true;
    },
    onResult(listener) {
      const ticket = {};
      results.set(ticket, listener);
      return () => {
        results.delete(ticket);
      };
    },
    onUpChange: told.up.add,
    onAdvance: advanced.add,
    onRewind: rewound.add,
    covers: topics.covers,
    serverNowMs: serverClock.nowMs,
    clockAheadMs: serverClock.localAheadMs,
  };
}
