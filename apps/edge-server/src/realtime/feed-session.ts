import type { DomainError } from '@passbell/core/errors/domain-error';
import { domainError } from '@passbell/core/errors/domain-error';
import { randomBelow } from '@passbell/core/kernel/random';
import type { Cancel } from '@passbell/core/kernel/timers';
import {
  FEED_CLOSE,
  FEED_LIMITS,
  FEED_TIMING,
  type FeedHello,
  type FeedSubscribe,
  type FeedUp,
} from '@passbell/core/wire/feed-messages';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@passbell/core/wire/protocol-version';
import type { AuthenticatedDevice } from '../dispatch/dispatch-port.ts';
import { createFeedCommands } from './feed-commands.ts';
import type { FeedSession, FeedSessionLimits, FeedSessionPorts, FeedSocket } from './feed-session-port.ts';
import { createFeedSubscriptions } from './feed-subscriptions.ts';
import { parseTopic } from './feed-topic.ts';
import { readFrame } from './frame-reader.ts';
import { type DownFrame, writeFrame } from './frame-writer.ts';
import { refusalToHear } from './hearing-permit.ts';
import { createSendWindow } from './send-window.ts';
import { createTokenBucket } from './token-bucket.ts';

export const SESSION_LIMITS: FeedSessionLimits = {
  ...FEED_LIMITS,
  beatMs: FEED_TIMING.beatMs,
  evictMs: FEED_TIMING.evictMs,
  helloMs: 5_000,
  drainMs: 100,
  invalidFrames: 10,
  framesPerSecond: 100,
  frameBurst: 400,
  retrySpreadMs: 3_000,
};

interface SessionEvents {
  /** The device is known and welcome. */
  readonly welcomed: (device: AuthenticatedDevice) => void;
  /** The session is over, whoever ended it. */
  readonly ended: () => void;
}

/** Close code of RFC 6455 for a fault of the server. */
const CLOSE_INTERNAL = 1011;

/**
 * @param cookieToken the device token that came with the upgrade, for browsers; a token in the hello goes before it.
 */
export function createFeedSession(
  ports: FeedSessionPorts,
  socket: FeedSocket,
  cookieToken: string | null,
  events: SessionEvents,
): FeedSession {
  const { hub, gatekeeper, clock, timers, limits } = ports;
  const window = createSendWindow(() => socket.bufferedBytes(), limits.slowBytes, clock);
  const frames = createTokenBucket(limits.framesPerSecond, limits.frameBurst, clock.monotonicMs());
  let identified: { device: AuthenticatedDevice; token: string | null; app: string } | null = null;
  let over = false;
  let heardMs = clock.monotonicMs();
  let invalidFrames = 0;
  let cancelBeats: Cancel = () => undefined;
  let cancelDrain: Cancel | null = null;
  let cancelSoonBeat: Cancel | null = null;

  const finish = () => {
    if (over) return false;
    over = true;
    cancelHello();
    cancelBeats();
    cancelDrain?.();
    cancelSoonBeat?.();
    subscriptions.stopAll();
    events.ended();
    return true;
  };
  const end = (code: number, error: DomainError, retryMs: number | null) => {
    if (!finish()) return;
    socket.send(writeFrame({ type: 'bye', error, retryMs }));
    socket.close(code, error.code);
  };
  const sendText = (text: string) => {
    if (over) return;
    socket.send(text);
    if (socket.bufferedBytes() > limits.evictBytes) endSlow();
  };
  const send = (frame: DownFrame) => sendText(writeFrame(frame));
  const endSlow = () => end(FEED_CLOSE.evicted, domainError('overloaded', { reason: 'slow_consumer' }), null);
  /** Runs work of ours; a bug in it ends this line instead of the process. */
  const guarded = (work: () => void) => {
    if (over) return;
    try {
      work();
    } catch (error) {
      ports.onFault(error);
      end(CLOSE_INTERNAL, domainError('internal'), null);
    }
  };

  const pumpLater = (delayMs: number) => {
    if (over || cancelDrain !== null) return;
    cancelDrain = timers.after(delayMs, () => {
      cancelDrain = null;
      guarded(pump);
    });
  };
  const subscriptions = createFeedSubscriptions({
    hub,
    window,
    send: sendText,
    maxBurst: limits.slowBytes,
    onBehind: () => pumpLater(0),
  });
  const pump = () => {
    if (window.shutForMs() >= limits.slowMs) return endSlow();
    subscriptions.pump();
    if (subscriptions.isBehind()) pumpLater(limits.drainMs);
  };
  const commands = createFeedCommands({
    dispatch: ports.dispatch,
    clock,
    limits,
    send,
    onFault: ports.onFault,
    onUnknownOutcome: () => end(FEED_CLOSE.shuttingDown, domainError('shutting_down'), jitterMs()),
  });
  const jitterMs = () => randomBelow(ports.random, limits.retrySpreadMs);

  const invalid = (why: DomainError['params'], topic: string | null) => {
    const error = domainError('message_invalid', why);
    invalidFrames += 1;
    // Before the hello there is nobody to reason with.
    if (identified === null || invalidFrames >= limits.invalidFrames) return end(FEED_CLOSE.invalid, error, null);
    send({ type: 'refused', topic, error });
  };

  const sendBeat = () => {
    const { epoch, seq } = hub.position();
    send({ type: 'beat', serverMs: clock.nowMs(), epoch, seq, heads: subscriptions.heads(), health: ports.health() });
  };
  /** One beat for however many topics were resumed at once. */
  const beatSoon = () => {
    cancelSoonBeat ??= timers.soon(() => {
      cancelSoonBeat = null;
      guarded(sendBeat);
    });
  };
  /** Whether the person behind a subscription may still hear it. */
  const dropForbidden = (device: AuthenticatedDevice) => {
    for (const { topic, session } of subscriptions.bySession()) {
      const refusal = refusalToHear(gatekeeper, topic, session, device);
      if (refusal === null) continue;
      subscriptions.stop(topic);
      send({ type: 'refused', topic, error: refusal });
    }
  };
  const beat = () => {
    if (identified === null) return;
    if (clock.monotonicMs() - heardMs >= limits.evictMs) {
      return end(FEED_CLOSE.evicted, domainError('overloaded', { reason: 'silent' }), null);
    }
    const device = gatekeeper.authenticate(identified.token);
    if (!device.ok) return end(FEED_CLOSE.unauthenticated, device.error, null);
    if (window.shutForMs() >= limits.slowMs) return endSlow();
    dropForbidden(device.value);
    sendBeat();
  };

  const greet = (hello: FeedHello) => {
    const token = hello.token ?? cookieToken;
    const device = gatekeeper.authenticate(token);
    if (!device.ok) return end(FEED_CLOSE.unauthenticated, device.error, null);
    const { id, name, role, stationId } = device.value;
    const { epoch, seq } = hub.position();
    identified = { device: device.value, token, app: `${hello.app} ${hello.appVersion}` };
    cancelHello();
    cancelBeats = timers.every(limits.beatMs, () => guarded(beat));
    send({
      type: 'welcome',
      protocol: hello.protocol,
      orgId: ports.tenant.orgId,
      locationId: ports.tenant.locationId,
      deviceId: id,
      deviceName: name,
      role,
      stationId,
      epoch,
      seq,
      serverMs: clock.nowMs(),
      beatMs: limits.beatMs,
    });
    events.welcomed(device.value);
  };

  const subscribe = ({ topic, resume, session }: FeedSubscribe, device: AuthenticatedDevice) => {
    if (!subscriptions.has(topic) && subscriptions.count() >= limits.maxTopics) {
      return invalid({ why: 'too many topics', maxTopics: limits.maxTopics }, topic);
    }
    const alone = refusalToHear(gatekeeper, topic, null, device) === null;
    const refusal = alone ? null : refusalToHear(gatekeeper, topic, session, device);
    if (refusal !== null) {
      subscriptions.stop(topic);
      return send({ type: 'refused', topic, error: refusal });
    }
    if (subscriptions.start(topic, alone ? null : session, resume)) beatSoon();
  };

  const obey = (message: FeedUp) => {
    if (message.type === 'hello') {
      return identified === null ? greet(message) : invalid({ why: 'hello was said' }, null);
    }
    if (identified === null) return invalid({ why: 'hello comes first' }, null);
    switch (message.type) {
      case 'subscribe':
        return subscribe(message, identified.device);
      case 'unsubscribe':
        return subscriptions.stop(message.topic);
      case 'command':
        return commands.run(message, identified.device);
      case 'ping':
        return send({ type: 'pong', at: message.at, serverMs: clock.nowMs() });
    }
  };

  const receive = (text: string) => {
    heardMs = clock.monotonicMs();
    if (frames.take(heardMs) > 0) return invalid({ why: 'too many frames' }, null);
    const frame = readFrame(text, limits.maxFrameBytes);
    if (frame.kind === 'message') return obey(frame.message);
    if (frame.kind === 'protocol') {
      const params = { protocol: frame.protocol, min: OLDEST_PROTOCOL_VERSION, max: PROTOCOL_VERSION };
      return end(FEED_CLOSE.protocol, domainError('protocol_unsupported', params), null);
    }
    if (frame.commandKey !== null && identified !== null) {
      // A queue waits for the result of this key; without one it would send the same frame for ever.
      commands.refuse(frame.commandKey, domainError('message_invalid', { why: frame.why }));
    }
    const unknownTopic = frame.topic !== null && identified !== null && parseTopic(frame.topic) === undefined;
    if (unknownTopic) return send({ type: 'refused', topic: frame.topic, error: domainError('topic_unknown') });
    invalid({ why: frame.why }, frame.topic);
  };

  const cancelHello = timers.after(limits.helloMs, () => {
    end(FEED_CLOSE.evicted, domainError('overloaded', { reason: 'no_hello' }), null);
  });

  return {
    receive: (text) => guarded(() => receive(text)),
    receiveUnreadable: () => guarded(() => invalid({ why: 'not text' }, null)),
    drained: () => {
      if (!over && subscriptions.isBehind()) guarded(pump);
    },
    gone: finish,
    end,
    stop: () => end(FEED_CLOSE.shuttingDown, domainError('shutting_down'), jitterMs()),
    info: () => ({
      device: identified?.device ?? null,
      app: identified?.app ?? null,
      topics: subscriptions.topics(),
      heardMs,
      bufferedBytes: socket.bufferedBytes(),
    }),
  };
}
