import { assert, must } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import { MINUTE_MS } from '@passbell/core/kernel/durations';
import { FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import type { EdgeReads } from '../modules/edge-reads.ts';
import type { SerialisedDelta } from './delta-ring.ts';
import { type FeedTopic, parseTopic } from './feed-topic.ts';
import { createTopicReader } from './topic-reader.ts';
import {
  createTopicState,
  type FeedPosition,
  type TopicLimits,
  type TopicSnapshot,
  type TopicState,
} from './topic-state.ts';
import { type TouchingEvent, touchedBy } from './touched-by.ts';

/** As much of a committed batch of the journal as the feed looks at. */
export interface FeedBatch {
  readonly epoch: number;
  readonly headSeq: number;
  readonly txns: readonly { readonly events: readonly TouchingEvent[] }[];
}

/** Hears what happens in the topics it joined. Must not throw. */
export interface TopicSubscriber {
  /** A change, serialised once for everybody. */
  changed(topic: string, delta: SerialisedDelta): void;
  /** The topic was begun anew; what was sent of it cannot be continued. Not the moment to ask the hub. */
  restarted(topic: string): void;
}

export interface HubLimits extends TopicLimits {
  /** A topic nobody hears is forgotten after this long; who comes back later gets a snapshot. */
  readonly idleMs: number;
  /** No more such topics than this are kept. */
  readonly idleTopics: number;
}

export const HUB_LIMITS: HubLimits = {
  ring: { deltas: FEED_LIMITS.ringDeltas, size: 4_194_304, ageMs: 15 * MINUTE_MS },
  partDocuments: FEED_LIMITS.documentsPerSnapshotPart,
  partSize: 65_536,
  idleMs: 15 * MINUTE_MS,
  idleTopics: 200,
};

/** Knows every topic somebody hears, or heard lately, and tells its subscribers of each change. */
export interface TopicHub {
  /** Hand this to the journal. Reads happen at once, while the rows are those of this commit. */
  committed(batch: FeedBatch): void;
  /** Where the journal stands as far as the feed has told. */
  position(): FeedPosition;
  /** Adds a subscriber. The name must fit the wire's `topicName`. Nothing is read until somebody asks for more. */
  join(topic: string, subscriber: TopicSubscriber): void;
  leave(topic: string, subscriber: TopicSubscriber): void;
  /** Seq of the last change of a joined topic. */
  head(topic: string): number;
  /** What a screen at `position` has missed of a joined topic; undefined when only a snapshot helps. */
  missed(topic: string, position: FeedPosition): readonly SerialisedDelta[] | undefined;
  /** A joined topic as of now. */
  snapshot(topic: string): TopicSnapshot;
}

interface Ports {
  readonly reads: EdgeReads;
  readonly clock: Clock;
  /** The journal's head as of now; later ones come with the batches. */
  readonly start: FeedPosition;
  /** A bug while reading or serialising. Topics begin anew, nobody is told anything wrong. */
  readonly onFault: (error: unknown) => void;
  readonly limits?: HubLimits;
}

interface Kept {
  readonly topic: FeedTopic;
  readonly subscribers: Set<TopicSubscriber>;
  /** Null until it is read, and again after everything began anew. */
  state: TopicState | null;
}

export function createTopicHub({ reads, clock, start, onFault, limits = HUB_LIMITS }: Ports): TopicHub {
  const topics = new Map<string, Kept>();
  /** Topics nobody hears, longest first, with the monotonic time since when. */
  const idle = new Map<string, number>();
  // A journal's head says more than its place; screens are told the place alone.
  let position: FeedPosition = { epoch: start.epoch, seq: start.seq };

  const joined = (topic: string) => must(topics.get(topic), `nobody joined ${topic}`);
  const stateOf = (topic: string): TopicState => {
    const kept = joined(topic);
    kept.state ??= createTopicState(topic, position, createTopicReader(reads).all(kept.topic), limits);
    return kept.state;
  };

  const forgetIdle = () => {
    for (const [topic, sinceMs] of idle) {
      if (idle.size <= limits.idleTopics && clock.monotonicMs() - sinceMs < limits.idleMs) return;
      idle.delete(topic);
      topics.delete(topic);
    }
  };

  const tell = (batch: FeedBatch) => {
    const touched = touchedBy(batch.txns.flatMap((txn) => txn.events));
    const reader = createTopicReader(reads);
    const now = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    for (const [name, { topic, state, subscribers }] of topics) {
      const delta = state?.apply(reader.changes(topic, touched, state.held()), batch.headSeq, now);
      if (delta === undefined) continue;
      for (const subscriber of subscribers) subscriber.changed(name, delta);
    }
  };

  /** After a bug or in another epoch nothing that was kept can be continued. */
  const restart = () => {
    for (const kept of topics.values()) kept.state = null;
    for (const [name, { subscribers }] of topics) for (const subscriber of subscribers) subscriber.restarted(name);
  };

  return {
    committed(batch) {
      const continues = batch.epoch === position.epoch;
      assert(!continues || batch.headSeq > position.seq, 'batches come in the order of the journal');
      position = { epoch: batch.epoch, seq: batch.headSeq };
      forgetIdle();
      if (!continues) return restart();
      try {
        tell(batch);
      } catch (error) {
        onFault(error);
        restart();
      }
    },
    position: () => position,
    join(topic, subscriber) {
      const parsed = must(parseTopic(topic), `no topic is called ${topic}`);
      const kept = topics.get(topic) ?? { topic: parsed, subscribers: new Set(), state: null };
      topics.set(topic, kept);
      kept.subscribers.add(subscriber);
      idle.delete(topic);
    },
    leave(topic, subscriber) {
      const kept = topics.get(topic);
      if (!kept?.subscribers.delete(subscriber) || kept.subscribers.size > 0) return;
      idle.set(topic, clock.monotonicMs());
      forgetIdle();
    },
    head: (topic) => stateOf(topic).head(),
    missed(topic, at) {
      // A seq past the head is of a journal that was put back to an earlier state.
      if (at.epoch !== position.epoch || at.seq > position.seq) return undefined;
      return stateOf(topic).after(at.seq);
    },
    snapshot: (topic) => stateOf(topic).snapshot(position.seq, clock.nowMs()),
  };
}
