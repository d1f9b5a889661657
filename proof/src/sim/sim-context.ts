import { createHash } from 'node:crypto';
import { Coverage } from './coverage.ts';
import { SimScheduler } from './sim-scheduler.ts';

/** A promise that did not hold in a world. */
export interface Violation {
  /** Which promise, in a few stable words: what the shrinker holds constant. */
  readonly invariant: string;
  readonly detail: string;
  /** Simulated. */
  readonly atMs: number;
}

export interface SimStats {
  lines: number;
  delivered: number;
  lost: number;
  duplicated: number;
  broken: number;
  /** Faults put into the world on purpose, by kind. */
  readonly faults: Map<string, number>;
  presses: number;
  commits: number;
}

/** What everything in one world shares: time, the record of what happened, and the first promise that broke. */
export class SimContext {
  readonly scheduler = new SimScheduler();
  readonly coverage = new Coverage();
  readonly stats: SimStats = {
    lines: 0,
    delivered: 0,
    lost: 0,
    duplicated: 0,
    broken: 0,
    faults: new Map(),
    presses: 0,
    commits: 0,
  };
  violation: Violation | null = null;
  /** Told every traced line; for looking into one seed. */
  onTrace: ((atMs: number, text: string) => void) | null = null;
  readonly #hash = createHash('sha256');

  /** Notes what happened, in order. Two runs of a seed give the same digest. */
  trace(text: string): void {
    this.#hash.update(`${this.scheduler.nowMs} ${text}\n`);
    this.onTrace?.(this.scheduler.nowMs, text);
  }

  /** A promise did not hold. The first one ends the run; code under test cannot swallow it. */
  violate(invariant: string, detail: string): void {
    this.violation ??= { invariant, detail, atMs: this.scheduler.nowMs };
    this.trace(`VIOLATION ${invariant}: ${detail}`);
  }

  /** Notes a fault that was just put in. */
  fault(kind: string, detail: string): void {
    this.stats.faults.set(kind, (this.stats.faults.get(kind) ?? 0) + 1);
    this.coverage.faulted(kind, this.scheduler.nowMs);
    this.trace(`FAULT ${kind} ${detail}`);
  }

  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
