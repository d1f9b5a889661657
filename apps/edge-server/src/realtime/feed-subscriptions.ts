import type { SerialisedDelta } from './delta-ring.ts';
import type { SendWindow } from './send-window.ts';
import type { TopicHub, TopicSubscriber } from './topic-hub.ts';
import type { FeedPosition, TopicSnapshot } from './topic-state.ts';

/** What one screen hears. */
export interface FeedSubscriptions {
  /**
   * Begins, or begins anew, to send a topic: the deltas it missed since `resume`, or a snapshot. `session` is the token
   * the permission rests on, null where the device alone may. True when the screen can go on from where it stood.
   */
  start(topic: string, session: string | null, resume: FeedPosition | null): boolean;
  stop(topic: string): void;
  stopAll(): void;
  has(topic: string): boolean;
  count(): number;
  /** The topics whose permission rests on a person, with that person's session token. */
  bySession(): readonly { readonly topic: string; readonly session: string }[];
  /** Seq of the last change of each topic that the screen is abreast of. */
  heads(): Record<string, number>;
  /** Sends of the waiting snapshots what the line takes. */
  pump(): void;
  /** Whether some topic waits for the line. */
  isBehind(): boolean;
  readonly topics: () => readonly string[];
}

interface Subscription {
  session: string | null;
  /**
   * Live: each delta goes out as it comes. Otherwise the topic is behind, deltas are left out, and a snapshot is due or
   * on its way; it is taken when its first part can be sent.
   */
  live: boolean;
  snapshot: TopicSnapshot | null;
  nextPart: number;
}

interface Ports {
  readonly hub: TopicHub;
  readonly window: SendWindow;
  readonly send: (text: string) => void;
  /** More than this at once goes as a snapshot, whose parts wait for the line. UTF-16 units. */
  readonly maxBurst: number;
  /** A topic fell behind; `pump` is wanted soon. */
  readonly onBehind: () => void;
}

function sizeOf(deltas: readonly SerialisedDelta[]): number {
  return deltas.reduce((size, delta) => size + delta.text.length, 0);
}

export function createFeedSubscriptions({ hub, window, send, maxBurst, onBehind }: Ports): FeedSubscriptions {
  const subscriptions = new Map<string, Subscription>();

  const fallBehind = (subscription: Subscription) => {
    subscription.live = false;
    subscription.snapshot = null;
    subscription.nextPart = 0;
    onBehind();
  };
  const subscriber: TopicSubscriber = {
    changed(topic, delta) {
      const subscription = subscriptions.get(topic);
      if (!subscription?.live) return;
      if (delta.text.length <= maxBurst && window.isOpen()) send(delta.text);
      else fallBehind(subscription);
    },
    restarted(topic) {
      const subscription = subscriptions.get(topic);
      if (subscription) fallBehind(subscription);
    },
  };

  /** Sends what was missed since a position and goes live; false when that is too much or not known any more. */
  const catchUp = (topic: string, subscription: Subscription, position: FeedPosition): boolean => {
    const missed = hub.missed(topic, position);
    if (missed === undefined || sizeOf(missed) > maxBurst) return false;
    for (const delta of missed) send(delta.text);
    subscription.live = true;
    subscription.snapshot = null;
    return true;
  };

  /** Sends the next part of the topic's snapshot. What changed while the parts waited follows as deltas. */
  const sendNextPart = (topic: string, subscription: Subscription) => {
    subscription.snapshot ??= hub.snapshot(topic);
    const { parts, position } = subscription.snapshot;
    const part = parts[subscription.nextPart];
    subscription.nextPart += 1;
    if (part !== undefined) send(part);
    if (subscription.nextPart < parts.length || catchUp(topic, subscription, position)) return;
    subscription.snapshot = null;
    subscription.nextPart = 0;
  };

  const stop = (topic: string) => {
    if (subscriptions.delete(topic)) hub.leave(topic, subscriber);
  };

  return {
    start(topic, session, resume) {
      const known = subscriptions.get(topic);
      if (known !== undefined && !known.live && known.nextPart > 0) {
        // Its snapshot is on its way; beginning it anew for each impatient screen would never bring it whole over a slow line.
        known.session = session;
        return false;
      }
      const subscription: Subscription = { session, live: false, snapshot: null, nextPart: 0 };
      subscriptions.set(topic, subscription);
      hub.join(topic, subscriber);
      if (resume !== null && window.isOpen() && catchUp(topic, subscription, resume)) return true;
      onBehind();
      return false;
    },
    stop,
    stopAll() {
      for (const topic of [...subscriptions.keys()]) stop(topic);
    },
    has: (topic) => subscriptions.has(topic),
    count: () => subscriptions.size,
    bySession: () =>
      [...subscriptions].flatMap(([topic, { session }]) => (session === null ? [] : [{ topic, session }])),
    heads() {
      const live = [...subscriptions].filter(([, subscription]) => subscription.live);
      return Object.fromEntries(live.map(([topic]) => [topic, hub.head(topic)]));
    },
    pump() {
      for (const [topic, subscription] of subscriptions) {
        while (!subscription.live && subscriptions.get(topic) === subscription) {
          if (!window.isOpen()) return;
          sendNextPart(topic, subscription);
        }
      }
    },
    isBehind() {
      // Asked after every frame that left.
      for (const { live } of subscriptions.values()) if (!live) return true;
      return false;
    },
    topics: () => [...subscriptions.keys()],
  };
}
