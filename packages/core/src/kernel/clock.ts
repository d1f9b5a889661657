/** Reads time. Wall time is evidence for people; the order of things is `(epoch, seq)`, never a clock. */
export interface Clock {
  /** Milliseconds since 1970 UTC by the wall clock. May jump. */
  nowMs(): number;
  /** Milliseconds on a clock that never goes back. Its zero means nothing. */
  monotonicMs(): number;
}
