import { MINUTE_MS, SECOND_MS } from '@passbell/core/kernel/durations';
import { backoffMs, type RandomSource } from '@passbell/core/kernel/random';

const BASE_MS = SECOND_MS;
/** In the first minute somebody may be watching the strip; a short blip is over soon. */
const QUICK_CAP_MS = 15 * SECOND_MS;
const CAP_MS = 5 * MINUTE_MS;

/**
 * How long to wait before trying again: full jitter from 1 s, at most 15 s in the first minute of an outage and 5 min
 * after it, and never sooner than the cloud asked for.
 *
 * @param attempt failures since the last success, from 0.
 */
export function retryDelayMs(random: RandomSource, attempt: number, downForMs: number, askedMs: number): number {
  const capMs = downForMs < MINUTE_MS ? QUICK_CAP_MS : CAP_MS;
  return Math.max(backoffMs(random, attempt, BASE_MS, capMs), Math.min(askedMs, CAP_MS));
}
