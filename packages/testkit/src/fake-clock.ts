import { assert } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Cancel } from '@passbell/core/kernel/timers';

/** Simulated time. Nothing happens until a test advances it; then due work runs in order, at its own moment. */
export interface FakeClock extends Clock {
  /** Moves both clocks by `durationMs` and runs what falls due on the way, in order of (due time, scheduling). */
  advance(durationMs: number): void;
  /** As `advance`, and lets promises settle after every piece of work. */
  advanceAsync(durationMs: number): Promise<void>;
  /** Runs `task` when the monotonic clock reaches `atMs` (at once in the next advance, if it has passed). */
  schedule(atMs: number, task: () => void): Cancel;
  /** Monotonic time of the next piece of work; null when nothing waits. Lets a simulation skip idle time. */
  nextDueMs(): number | null;
  /** Steps the wall clock alone, as a time server or a person does. */
  jumpWall(byMs: number): void;
  /** The machine sleeps: time passes, nothing runs. On some machines the monotonic clock stands still meanwhile. */
  suspend(durationMs: number, monotonicStops?: boolean): void;
}

interface Scheduled {
  readonly atMs: number;
  readonly order: number;
  readonly task: () => void;
}

/** 2026-11-22T10:00:00Z: any fixed moment does, as long as it looks like one. */
export const FAKE_START_MS = 1_795_341_600_000;

/** A clock at `startMs` (wall) and 0 (monotonic). Runs at most `maxSteps` pieces of work per advance, then fails. */
export function createFakeClock(startMs: number = FAKE_START_MS, maxSteps = 5_000_000): FakeClock {
  let wallMs = startMs;
  let monoMs = 0;
  let nextOrder = 0;
  const queue: Scheduled[] = [];

  const before = (a: Scheduled, b: Scheduled) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  const insert = (entry: Scheduled) => {
    let low = 0;
    let high = queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = queue[middle];
      if (other !== undefined && before(other, entry)) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, entry);
  };
  const moveTo = (atMs: number) => {
    if (atMs <= monoMs) return;
    wallMs += atMs - monoMs;
    monoMs = atMs;
  };
  const takeDue = (endMs: number): Scheduled | null => {
    const first = queue[0];
    if (first === undefined || first.atMs > endMs) return null;
    queue.shift();
    moveTo(first.atMs);
    return first;
  };

  return {
    nowMs: () => wallMs,
    monotonicMs: () => monoMs,
    nextDueMs: () => queue[0]?.atMs ?? null,
    jumpWall(byMs) {
      wallMs += byMs;
    },
    suspend(durationMs, monotonicStops = false) {
      wallMs += durationMs;
      if (!monotonicStops) monoMs += durationMs;
    },
    schedule(atMs, task) {
      const entry: Scheduled = { atMs: Math.max(atMs, monoMs), order: nextOrder, task };
      nextOrder += 1;
      insert(entry);
      return () => {
        const at = queue.indexOf(entry);
        if (at >= 0) queue.splice(at, 1);
      };
    },
    advance(durationMs) {
      const endMs = monoMs + durationMs;
      let steps = 0;
      for (let due = takeDue(endMs); due !== null; due = takeDue(endMs)) {
        steps += 1;
        assert(steps <= maxSteps, `more than ${maxSteps} pieces of work in one advance: something reschedules itself`);
        due.task();
      }
      moveTo(endMs);
    },
    async advanceAsync(durationMs) {
      const endMs = monoMs + durationMs;
      let steps = 0;
      await promisesSettled();
      for (let due = takeDue(endMs); due !== null; due = takeDue(endMs)) {
        steps += 1;
        assert(steps <= maxSteps, `more than ${maxSteps} pieces of work in one advance: something reschedules itself`);
        due.task();
        await promisesSettled();
      }
      moveTo(endMs);
    },
  };
}

/** Resolves when every promise chain that can go on without time or I/O has gone on. */
export function promisesSettled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
