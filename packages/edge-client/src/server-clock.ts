import type { Clock } from '@passbell/core/kernel/clock';

/** What time the edge has, so that a ticket's age is the same on every screen. */
export interface ServerClock {
  /** Wall time of the edge, estimated; moves with the local monotonic clock, so a jump of the local wall clock does not touch it. */
  nowMs(): number;
  /** The edge's wall time at a local monotonic moment. */
  atMs(monotonicMs: number): number;
  /** A ping sent at `sentMs` (monotonic) came back now, and the edge's clock read `serverMs`. */
  answered(sentMs: number, serverMs: number): void;
  /** The edge named its time without being asked: a first guess until an answer comes. */
  hint(serverMs: number): void;
  /** How far the local wall clock is ahead of the edge's. */
  localAheadMs(): number;
  /** After a sleep the monotonic clock may have stood still: what was measured no longer counts. */
  forget(): void;
}

const SAMPLES = 9;

/** The median of the last nine ping answers: one slow answer does not move it. */
export function createServerClock(clock: Clock): ServerClock {
  let offsetMs = clock.nowMs() - clock.monotonicMs();
  let samples: number[] = [];
  return {
    nowMs: () => clock.monotonicMs() + offsetMs,
    atMs: (monotonicMs) => monotonicMs + offsetMs,
    answered(sentMs, serverMs) {
      samples = [...samples, serverMs - (sentMs + clock.monotonicMs()) / 2].slice(-SAMPLES);
      offsetMs = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? offsetMs;
    },
    hint(serverMs) {
      if (samples.length === 0) offsetMs = serverMs - clock.monotonicMs();
    },
    localAheadMs: () => clock.nowMs() - (clock.monotonicMs() + offsetMs),
    forget() {
      samples = [];
      offsetMs = clock.nowMs() - clock.monotonicMs();
    },
  };
}
