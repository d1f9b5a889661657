import { type FeedDown, type FeedUp, feedDown } from '@passbell/core/wire/feed-messages';

interface ModelTopic {
  epoch: number;
  seq: number;
  documents: Map<string, unknown>;
  /** Parts of a snapshot under way. */
  assembly: Map<string, unknown> | null;
}

/** A screen in its simplest form: applies frames, checks each against the protocol, and counts gaps. */
export interface ModelScreen {
  take(text: string): FeedDown;
  view(topic: string): ReadonlyMap<string, unknown> | undefined;
  /** Goes on with what a screen on an earlier line had; a snapshot half sent is forgotten. */
  inherit(earlier: ModelScreen): void;
  positionOf(topic: string): { epoch: number; seq: number } | null;
  topics(): readonly string[];
  readonly gaps: string[];
  /** Deltas it already had. */
  readonly repeats: string[];
  readonly frames: FeedDown[];
  /** The frames of one kind, in order. */
  of<Type extends FeedDown['type']>(type: Type): Extract<FeedDown, { type: Type }>[];
}

export function createModelScreen(): ModelScreen {
  const topics = new Map<string, ModelTopic>();
  const gaps: string[] = [];
  const repeats: string[] = [];
  const frames: FeedDown[] = [];

  const apply = (frame: FeedDown) => {
    if (frame.type === 'snapshot') {
      const known = topics.get(frame.topic) ?? { epoch: 0, seq: -1, documents: new Map(), assembly: null };
      if (frame.part === 1) known.assembly = new Map();
      if (known.assembly === null) return gaps.push(`${frame.topic}: part ${frame.part} without a first`);
      for (const { key, doc } of frame.documents) known.assembly.set(key, doc);
      if (frame.part === frame.parts) {
        topics.set(frame.topic, { epoch: frame.epoch, seq: frame.seq, documents: known.assembly, assembly: null });
      } else topics.set(frame.topic, known);
    }
    if (frame.type === 'delta') {
      const topic = topics.get(frame.topic);
      if (topic === undefined || topic.seq < 0) return gaps.push(`${frame.topic}: delta before snapshot`);
      // A screen that asks anew while a delta is on its way to it may get that one again.
      if (frame.epoch === topic.epoch && frame.seq <= topic.seq)
        return repeats.push(`${frame.topic}: delta →${frame.seq} at ${topic.seq}`);
      if (frame.epoch !== topic.epoch || frame.prev > topic.seq) {
        return gaps.push(`${frame.topic}: delta ${frame.prev}→${frame.seq} at ${topic.seq}`);
      }
      topic.seq = frame.seq;
      for (const { key, doc } of frame.ops) {
        if (doc === null) topic.documents.delete(key);
        else topic.documents.set(key, doc);
      }
    }
    return undefined;
  };

  return {
    gaps,
    repeats,
    frames,
    take(text) {
      const frame = feedDown.parse(JSON.parse(text));
      frames.push(frame);
      apply(frame);
      return frame;
    },
    view: (topic) => topics.get(topic)?.documents,
    inherit(earlier) {
      for (const topic of earlier.topics()) {
        const at = earlier.positionOf(topic);
        if (at) topics.set(topic, { ...at, documents: new Map(earlier.view(topic)), assembly: null });
      }
    },
    topics: () => [...topics.keys()],
    positionOf(topic) {
      const known = topics.get(topic);
      return known && known.seq >= 0 ? { epoch: known.epoch, seq: known.seq } : null;
    },
    // A filter by the discriminant narrows to exactly that member.
    of: <Type extends FeedDown['type']>(type: Type) =>
      frames.filter((frame) => frame.type === type) as Extract<FeedDown, { type: Type }>[],
  };
}

/** A frame of a screen as text. */
export function up(frame: FeedUp): string {
  return JSON.stringify(frame);
}

export const HELLO: FeedUp = { type: 'hello', protocol: 1, token: 'till', app: 'model', appVersion: '0.1.0' };

export function subscribeTo(
  topic: string,
  resume: { epoch: number; seq: number } | null = null,
  session: string | null = null,
): FeedUp {
  return { type: 'subscribe', topic, resume, session };
}
