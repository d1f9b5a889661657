/** A source of random bytes. Cryptographic in production, seeded in simulations. */
export interface RandomSource {
  bytes(length: number): Uint8Array;
}

/** An integer in `[0, limit)` from four random bytes; fine for jitter, not for secrets. */
export function randomBelow(random: RandomSource, limit: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return Math.floor(((((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32) * limit);
}

/**
 * Full-jitter exponential backoff: a delay in `[0, min(capMs, baseMs * 2^attempt))`.
 * Full jitter spreads a street of boxes that boot at once (AWS architecture blog, "Exponential backoff and jitter").
 */
export function backoffMs(random: RandomSource, attempt: number, baseMs: number, capMs: number): number {
  return randomBelow(random, Math.max(1, Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30))));
}
