/** Lets `burst` through at once and `perSecond` in the long run. */
export interface TokenBucket {
  /** Takes one; false when none is left. */
  take(): boolean;
  /** Until the next one is there. */
  waitMs(): number;
}

export function createTokenBucket(nowMs: () => number, perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledMs = nowMs();
  const fill = () => {
    tokens = Math.min(burst, tokens + ((nowMs() - filledMs) * perSecond) / 1_000);
    filledMs = nowMs();
  };
  return {
    take() {
      fill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    waitMs() {
      fill();
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / perSecond);
    },
  };
}
