/** A change of one topic, ready to send. */
export interface SerialisedDelta {
  readonly seq: number;
  readonly text: string;
  /** Monotonic. */
  readonly madeMs: number;
}

/** How much of a topic's past is kept for screens that come back. Whatever passes a bound first goes. */
export interface RingLimits {
  readonly deltas: number;
  /** UTF-16 units of text. */
  readonly size: number;
  readonly ageMs: number;
}

/** The recent changes of one topic, complete from a position on. */
export interface DeltaRing {
  push(delta: SerialisedDelta): void;
  /** All changes after `seq`, or undefined when the ring no longer reaches back to it. */
  after(seq: number): readonly SerialisedDelta[] | undefined;
}

/** A ring that is complete from `startSeq` on. */
export function createDeltaRing(startSeq: number, limits: RingLimits): DeltaRing {
  let completeFrom = startSeq;
  let deltas: SerialisedDelta[] = [];
  // The ring's oldest entry: cutting the array at every push would copy it each time.
  let first = 0;
  let size = 0;

  const dropOldest = () => {
    const oldest = deltas[first];
    if (oldest === undefined) return;
    completeFrom = oldest.seq;
    size -= oldest.text.length;
    first += 1;
    if (first * 2 < deltas.length) return;
    deltas = deltas.slice(first);
    first = 0;
  };
  const isOver = (nowMs: number) => {
    const oldest = deltas[first];
    if (oldest === undefined) return false;
    return deltas.length - first > limits.deltas || size > limits.size || nowMs - oldest.madeMs > limits.ageMs;
  };

  return {
    push(delta) {
      deltas.push(delta);
      size += delta.text.length;
      while (isOver(delta.madeMs)) dropOldest();
    },
    after(seq) {
      if (seq < completeFrom) return undefined;
      let low = first;
      let high = deltas.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((deltas[middle]?.seq ?? 0) > seq) high = middle;
        else low = middle + 1;
      }
      return deltas.slice(low);
    },
  };
}
