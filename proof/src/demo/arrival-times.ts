import { HOUR_MS, MINUTE_MS } from '@passbell/core/kernel/durations';
import { type RandomSource, randomBelow } from '@passbell/core/kernel/random';
import { drawNear, pickWeighted } from './draw.ts';

const OPENS_MS = 11 * HOUR_MS;
const LAST_ORDER_MS = 22.5 * HOUR_MS;

/** A wave of guests. `deviationMs` wide around `middleMs` after midnight. */
interface Wave {
  readonly middleMs: number;
  readonly deviationMs: number;
}

const LUNCH: Wave = { middleMs: 12.6 * HOUR_MS, deviationMs: 40 * MINUTE_MS };
const DINNER: Wave = { middleMs: 19.1 * HOUR_MS, deviationMs: 65 * MINUTE_MS };

function drawArrival(random: RandomSource): number {
  const wave = pickWeighted(random, [
    [LUNCH, 38],
    [DINNER, 50],
    [null, 12],
  ]);
  if (!wave) return OPENS_MS + randomBelow(random, LAST_ORDER_MS - OPENS_MS);
  return Math.trunc(drawNear(random, wave.middleMs, wave.deviationMs));
}

/**
 * When the orders of an ordinary day come in: a wave at lunch, a larger one at dinner, a few in between. Instants in
 * milliseconds, in order, between 11:00 and 22:30 counted from `midnightMs` (an instant at local midnight).
 */
export function arrivalTimesMs(random: RandomSource, count: number, midnightMs: number): number[] {
  const times = Array.from({ length: count }, () => {
    const drawn = drawArrival(random);
    return midnightMs + Math.min(LAST_ORDER_MS, Math.max(OPENS_MS, drawn));
  });
  return times.sort((a, b) => a - b);
}
