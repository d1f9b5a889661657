/** Lets through so many a second, and a burst after a pause. */
export interface TokenBucket {
  /** Takes one token: 0 when there was one, else how many milliseconds until there is. */
  take(nowMs: number): number;
}

/** A full bucket. `nowMs` is monotonic, here and later. */
export function createTokenBucket(perSecond: number, burst: number, nowMs: number): TokenBucket {
  let tokens = burst;
  let filledMs = nowMs;
  return {
    take(at) {
      tokens = Math.min(burst, tokens + (Math.max(0, at - filledMs) * perSecond) / 1_000);
      filledMs = at;
      if (tokens < 1) return Math.ceil(((1 - tokens) * 1_000) / perSecond);
      tokens -= 1;
      return 0;
    },
  };
}
