import type { Cancel } from '@passbell/core/kernel/timers';

interface Entry {
  readonly atMs: number;
  readonly order: number;
  task: (() => void) | null;
}

/** Resolves when every promise chain that can go on without time or I/O has gone on; far cheaper than a turn of the event loop. */
function promisesSettled(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** The one timeline of a world: work in order of (due time, order of planning), promises settled after each piece. */
export class SimScheduler {
  nowMs = 0;
  /** Pieces of work done. */
  steps = 0;
  #nextOrder = 0;
  readonly #heap: Entry[] = [];

  /** Runs `task` when the time comes; at once in the next run if it has passed. */
  at(atMs: number, task: () => void): Cancel {
    const entry: Entry = { atMs: Math.max(atMs, this.nowMs), order: this.#nextOrder, task };
    this.#nextOrder += 1;
    this.#push(entry);
    return () => {
      entry.task = null;
    };
  }

  /** Work that waits, cancelled pieces among it. */
  get planned(): number {
    return this.#heap.length;
  }

  /** Runs everything that falls due until `endMs`, or until `isOver` says so. */
  async runUntil(endMs: number, isOver: () => boolean): Promise<void> {
    await promisesSettled();
    for (let entry = this.#due(endMs); entry !== null; entry = this.#due(endMs)) {
      this.nowMs = entry.atMs;
      if (entry.task === null) continue;
      this.steps += 1;
      entry.task();
      await promisesSettled();
      if (isOver()) return;
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  #due(endMs: number): Entry | null {
    const first = this.#heap[0];
    if (first === undefined || first.atMs > endMs) return null;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >>> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!isBefore(child, entry)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = entry;
  }
}
