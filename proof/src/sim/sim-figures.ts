import { addCoverage, type CoverageCounts } from './coverage.ts';
import type { WorldReport } from './run-world.ts';

/** What a run of many worlds came to. */
export class SimFigures {
  readonly coverage: CoverageCounts = {};
  readonly failures: WorldReport[] = [];
  worlds = 0;
  #cpuMs = 0;
  #steps = 0;
  #simulatedMs = 0;
  #presses = 0;
  #events = 0;
  #delivered = 0;
  #slowestMs = 0;
  readonly #faults = new Map<string, number>();

  add(report: WorldReport, cpuMs: number): void {
    this.worlds += 1;
    this.#cpuMs += cpuMs;
    this.#steps += report.steps;
    this.#simulatedMs += report.simulatedMs;
    this.#presses += report.presses;
    this.#events += report.events;
    this.#delivered += report.delivered;
    this.#slowestMs = Math.max(this.#slowestMs, report.convergedMs);
    for (const [kind, count] of Object.entries(report.faults))
      this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + count);
    addCoverage(this.coverage, report.coverage);
    if (report.violation !== null) this.failures.push(report);
  }

  get faultCount(): number {
    return [...this.#faults.values()].reduce((sum, count) => sum + count, 0);
  }

  /** One line to quote. */
  line(tookMs: number): string {
    const seconds = tookMs / 1_000;
    return (
      `${this.worlds} worlds, ${this.failures.length} violations, ${seconds.toFixed(1)} s, ` +
      `${(this.worlds / seconds).toFixed(1)} seeds/s, ${(this.#cpuMs / this.worlds).toFixed(0)} ms CPU per seed, ` +
      `${(this.#simulatedMs / 3_600_000).toFixed(1)} h simulated, ${this.#steps} steps, ${this.#delivered} frames, ` +
      `${this.#presses} presses, ${this.#events} events, ${this.faultCount} faults, ` +
      `together again after ${(this.#slowestMs / 1_000).toFixed(0)} s at most`
    );
  }

  faults(): string {
    const rows = [...this.#faults].sort(([a], [b]) => (a < b ? -1 : 1));
    return `faults: ${rows.map(([kind, count]) => `${kind} ${count}`).join(', ')}`;
  }
}
