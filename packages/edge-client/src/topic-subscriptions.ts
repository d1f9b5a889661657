import type { DomainError } from '@passbell/core/errors/domain-error';
import type { FeedBeat, FeedDelta, FeedSnapshot, FeedSubscribe, FeedWelcome } from '@passbell/core/wire/feed-messages';
import { type FeedPosition, hasReached } from './feed-position.ts';
import { createTopicStore, type TopicStore } from './topic-store.ts';

interface Subscription {
  readonly store: TopicStore<unknown>;
  holders: number;
  /** Beats since the subscription was sent without anything to show for it; null when it is answered. */
  unansweredBeats: number | null;
  /** Up to where the view is known to be complete, which may be past the topic's own last change. */
  covered: FeedPosition | null;
  /** The edge stood here when it welcomed us, or when we saw that we had missed something. Null once the view is there. */
  catchUpTo: FeedPosition | null;
  /** The session tokens that went with the subscriptions nobody answered yet, oldest first. */
  asks: (string | null)[];
  /** The one that went with the last subscription. */
  askedAs: string | null;
}

/** The held topics of one feed: what to subscribe to, what arrived, and how far each view is complete. */
export interface TopicSubscriptions {
  /** Adds a holder; `isNew` when the topic has to be subscribed. */
  hold(topic: string): { readonly store: TopicStore<unknown>; readonly isNew: boolean };
  /** Takes a holder away; true when nobody holds the topic any more. */
  release(topic: string): boolean;
  isHeld(topic: string): boolean;
  forget(topic: string): void;
  /** A new line: what to send for every held topic. */
  welcome(welcome: FeedWelcome): readonly FeedSubscribe[];
  /** What to send for a topic; null when it is not known here. */
  subscribe(topic: string): FeedSubscribe | null;
  /** Another person signed in: what to send for the topics that were refused. */
  subscribeRefused(): readonly FeedSubscribe[];
  /** Applies; the answer is what to send, if something was missed. */
  receive(message: FeedSnapshot | FeedDelta): FeedSubscribe | null;
  /** Compares heads; the answer is what to send for topics that missed something. */
  beat(beat: FeedBeat): readonly FeedSubscribe[];
  /** The edge does not give a topic; the answer is what to send, if it was asked for another person than is there now. */
  refuse(topic: string, error: DomainError): FeedSubscribe | null;
  /** Why the edge does not give a topic to who is there now; null when it does. */
  errorOf(topic: string): DomainError | null;
  /** Whether every held topic has caught up with the last welcome. */
  inStep(): boolean;
  covers(topic: string, position: FeedPosition): boolean;
  /** The furthest any topic stands in the edge's history. */
  furthest(): FeedPosition | null;
  /** Another history (another box's files): no position counts any more. */
  forgetPositions(): void;
  flush(): void;
}

/** A subscription that two beats did not answer is sent again. */
const PATIENCE_BEATS = 2;
/** More than may be under way while a line is up. */
const MAX_ASKS = 8;

/** `session`: token of the person signed in now, sent along because some topics are not for the device alone. */
export function createTopicSubscriptions(session: () => string | null): TopicSubscriptions {
  const topics = new Map<string, Subscription>();

  const subscribe = (topic: string, subscription: Subscription): FeedSubscribe => {
    subscription.unansweredBeats = 0;
    subscription.askedAs = session();
    subscription.asks = [...subscription.asks, subscription.askedAs].slice(-MAX_ASKS);
    subscription.store.setError(null);
    const at = subscription.store.position();
    const resume = at === null ? null : { epoch: at.epoch, seq: at.seq };
    return { type: 'subscribe', topic, resume, session: subscription.askedAs };
  };
  const answered = (subscription: Subscription) => {
    subscription.unansweredBeats = null;
    subscription.asks = [];
  };
  const cover = (subscription: Subscription, position: FeedPosition) => {
    if (subscription.covered === null || hasReached(position, subscription.covered)) subscription.covered = position;
    if (subscription.catchUpTo !== null && hasReached(position, subscription.catchUpTo)) subscription.catchUpTo = null;
  };
  const compareHead = (topic: string, subscription: Subscription, beat: FeedBeat): FeedSubscribe | null => {
    const head = beat.heads[topic];
    const at = subscription.store.position();
    if (head !== undefined && at !== null && at.epoch === beat.epoch && head <= at.seq) {
      answered(subscription);
      cover(subscription, { epoch: beat.epoch, seq: beat.seq });
      return null;
    }
    // What is shown is known to be older than the beat: the level says so if it stays that way.
    subscription.catchUpTo ??= { epoch: beat.epoch, seq: beat.seq };
    if (subscription.unansweredBeats !== null) {
      subscription.unansweredBeats += 1;
      if (subscription.unansweredBeats <= PATIENCE_BEATS) return null;
    }
    return subscribe(topic, subscription);
  };

  return {
    hold(topic) {
      const known = topics.get(topic);
      if (known !== undefined) {
        known.holders += 1;
        return { store: known.store, isNew: false };
      }
      const store = createTopicStore<unknown>();
      topics.set(topic, {
        store,
        holders: 1,
        unansweredBeats: null,
        covered: null,
        catchUpTo: null,
        asks: [],
        askedAs: null,
      });
      return { store, isNew: true };
    },
    release(topic) {
      const subscription = topics.get(topic);
      if (subscription === undefined) return false;
      subscription.holders -= 1;
      return subscription.holders === 0;
    },
    isHeld: (topic) => (topics.get(topic)?.holders ?? 0) > 0,
    forget: (topic) => {
      topics.delete(topic);
    },
    welcome(welcome) {
      const head = { epoch: welcome.epoch, seq: welcome.seq };
      return [...topics].map(([topic, subscription]) => {
        subscription.catchUpTo = head;
        subscription.asks = [];
        const at = subscription.store.position();
        if (at !== null) cover(subscription, at);
        return subscribe(topic, subscription);
      });
    },
    subscribe(topic) {
      const subscription = topics.get(topic);
      return subscription === undefined ? null : subscribe(topic, subscription);
    },
    subscribeRefused: () =>
      [...topics].flatMap(([topic, subscription]) =>
        subscription.store.getSnapshot().error === null ? [] : subscribe(topic, subscription),
      ),
    receive(message) {
      const subscription = topics.get(message.topic);
      if (subscription === undefined) return null;
      const outcome = subscription.store.apply(message);
      const at = subscription.store.position();
      if (outcome === 'applied' && at !== null) {
        answered(subscription);
        cover(subscription, at);
      }
      // While a subscription is under way its answer mends the gap; asking for each delta would be a storm.
      if (outcome !== 'gap' || subscription.unansweredBeats !== null) return null;
      return subscribe(message.topic, subscription);
    },
    beat: (beat) =>
      [...topics].flatMap(([topic, subscription]) => {
        if (subscription.store.getSnapshot().error !== null) {
          if (beat.heads[topic] === undefined) return [];
          // The edge does give it; the refusal was of an earlier asking.
          subscription.store.setError(null);
        }
        return compareHead(topic, subscription, beat) ?? [];
      }),
    refuse(topic, error) {
      const subscription = topics.get(topic);
      if (subscription === undefined) return null;
      const now = session();
      // One that answers no asking takes back what the last one was given.
      const asked = subscription.asks.length > 0 ? subscription.asks.shift() : subscription.askedAs;
      // Somebody signed in while the answer was under way: it says nothing of them, and nothing else would ask again.
      if (asked !== now) return subscription.asks.includes(now) ? null : subscribe(topic, subscription);
      subscription.store.setError(error);
      subscription.unansweredBeats = null;
      subscription.catchUpTo = null;
      return null;
    },
    errorOf: (topic) => topics.get(topic)?.store.getSnapshot().error ?? null,
    inStep: () => [...topics.values()].every((subscription) => subscription.catchUpTo === null),
    covers(topic, position) {
      const subscription = topics.get(topic);
      // Nobody looks at a topic that is not held, and one the edge refuses will never catch up.
      if (subscription === undefined || subscription.store.getSnapshot().error !== null) return true;
      return subscription.covered !== null && hasReached(subscription.covered, position);
    },
    furthest() {
      let furthest: FeedPosition | null = null;
      for (const { store, covered } of topics.values()) {
        for (const at of [store.position(), covered]) {
          if (at !== null && (furthest === null || hasReached(at, furthest))) furthest = at;
        }
      }
      return furthest;
    },
    forgetPositions() {
      for (const subscription of topics.values()) {
        subscription.store.forgetPosition();
        subscription.covered = null;
      }
    },
    flush() {
      for (const { store } of [...topics.values()]) store.flush();
    },
  };
}
