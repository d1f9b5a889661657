/** Lets through so many a second, and a burst after a pause. */
export interface TokenBucket {
  /** Takes one token: 0 when there was one, else how many milliseconds until there is. */
  take(nowMs: number): number;
}

/** A full bucket. `nowMs` is monotonic, here and later. */
export function createTokenBucket(perSecond: number, burst: number, nowMs: number): TokenBucket {
  // In thousandths, so that whole milliseconds add up exactly.
  let tokens = burst * 1_000;
  let filledMs = nowMs;
  return {
    take(at) {
      tokens = Math.min(burst * 1_000, tokens + Math.max(0, at - filledMs) * perSecond);
      filledMs = at;
      if (tokens < 1_000) return Math.ceil((1_000 - tokens) / perSecond);
      tokens -= 1_000;
      return 0;
    },
  };
}
