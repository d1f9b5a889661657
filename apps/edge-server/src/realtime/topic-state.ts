import { createDeltaRing, type RingLimits, type SerialisedDelta } from './delta-ring.ts';
import type { TopicChanges, TopicDocument } from './topic-reader.ts';

/** A place in the location's history. */
export interface FeedPosition {
  readonly epoch: number;
  readonly seq: number;
}

/** A topic as a whole, cut into frames. All parts are of one position. */
export interface TopicSnapshot {
  readonly position: FeedPosition;
  readonly parts: readonly string[];
}

export interface TopicLimits {
  readonly ring: RingLimits;
  /** A part of a snapshot takes no more documents than this, and none once it is longer than `partSize`. */
  readonly partDocuments: number;
  readonly partSize: number;
}

/** One topic as the hub keeps it: what it holds, where it stands, and how it got there lately. */
export interface TopicState {
  /** Seq of the last change; where the topic began to be kept, before the first. */
  head(): number;
  held(): ReadonlyMap<string, TopicDocument>;
  /** Takes the changes of a commit in. Undefined when nothing is different from what was sent before. */
  apply(changes: TopicChanges, seq: number, now: { wallMs: number; monotonicMs: number }): SerialisedDelta | undefined;
  /** The changes after `seq`, or undefined when only a snapshot helps. */
  after(seq: number): readonly SerialisedDelta[] | undefined;
  /** The topic as of `seq`, which must not lie before its head. */
  snapshot(seq: number, wallMs: number): TopicSnapshot;
}

function hasLeft(document: TopicDocument, wallMs: number): boolean {
  return document.leavesMs !== null && document.leavesMs <= wallMs;
}

/** The documents as JSON, in groups that make up one part each; at least one group, which may be empty. */
function join(held: ReadonlyMap<string, TopicDocument>, wallMs: number, limits: TopicLimits) {
  let part: string[] = [];
  let size = 0;
  let untilMs = Number.POSITIVE_INFINITY;
  const parts = [part];
  for (const [key, document] of held) {
    if (hasLeft(document, wallMs)) continue;
    if (part.length > 0 && (part.length >= limits.partDocuments || size + document.text.length > limits.partSize)) {
      part = [];
      size = 0;
      parts.push(part);
    }
    part.push(`{"key":${JSON.stringify(key)},"doc":${document.text}}`);
    size += document.text.length;
    untilMs = Math.min(untilMs, document.leavesMs ?? untilMs);
  }
  return { groups: parts.map((texts) => texts.join(',')), untilMs };
}

/** Keeps a topic that holds `documents` as of `start`. */
export function createTopicState(
  topic: string,
  start: FeedPosition,
  documents: ReadonlyMap<string, TopicDocument>,
  limits: TopicLimits,
): TopicState {
  const held = new Map(documents);
  const ring = createDeltaRing(start.seq, limits.ring);
  const { epoch } = start;
  const name = JSON.stringify(topic);
  let head = start.seq;
  // A whole restaurant reconnecting asks for the same snapshot: its documents are joined once per change.
  let joined: { groups: readonly string[]; untilMs: number } | undefined;

  const operations = (changes: TopicChanges, wallMs: number): string[] => {
    const ops: string[] = [];
    const put = (key: string, document: TopicDocument | null) => {
      if (held.get(key)?.text === document?.text) return;
      if (document === null) held.delete(key);
      else held.set(key, document);
      ops.push(`{"key":${JSON.stringify(key)},"doc":${document?.text ?? 'null'}}`);
    };
    for (const [key, document] of changes) put(key, document !== null && hasLeft(document, wallMs) ? null : document);
    // What left by age goes with the next change: age alone has no place in the journal's order.
    if (ops.length > 0) for (const [key, document] of held) if (hasLeft(document, wallMs)) put(key, null);
    return ops;
  };

  return {
    head: () => head,
    held: () => held,
    after: ring.after,
    apply(changes, seq, now) {
      const ops = operations(changes, now.wallMs);
      if (ops.length === 0) return undefined;
      const text = `{"type":"delta","topic":${name},"epoch":${epoch},"prev":${head},"seq":${seq},"ops":[${ops.join(',')}]}`;
      const delta: SerialisedDelta = { seq, text, madeMs: now.monotonicMs };
      head = seq;
      joined = undefined;
      ring.push(delta);
      return delta;
    },
    snapshot(seq, wallMs) {
      if (joined === undefined || wallMs >= joined.untilMs) joined = join(held, wallMs, limits);
      const { groups } = joined;
      const parts = groups.map(
        (group, at) =>
          `{"type":"snapshot","topic":${name},"epoch":${epoch},"seq":${seq},"part":${at + 1},"parts":${groups.length},"documents":[${group}]}`,
      );
      return { position: { epoch, seq }, parts };
    },
  };
}
