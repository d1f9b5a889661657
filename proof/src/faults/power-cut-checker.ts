import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSeededRandom, type SeededRandom } from '@passbell/testkit/seeded-random';
import type { Acknowledged } from './busy-evening.ts';
import { checkRecovery } from './check-recovery.ts';
import { CrashDisk, CUT_KINDS, type CutKind } from './crash-disk.ts';
import { type Change, readWriteLog } from './write-log.ts';

/** What a checker found about one recording. */
export interface PowerCutFindings {
  states: number;
  cutPoints: number;
  acknowledged: number;
  lost: number;
  broken: number;
  /** The first few, in words. */
  examples: string[];
}

const MAX_EXAMPLES = 5;
/** Every so many states the rows are replayed and commands sent again. */
const DEEP_EVERY = 50;
const ACKNOWLEDGEMENTS = 'acknowledged.log';

/** Takes every power cut of a recording in turn, about `wanted` images in all, and recovers each. */
class Checker {
  readonly findings: PowerCutFindings = { states: 0, cutPoints: 0, acknowledged: 0, lost: 0, broken: 0, examples: [] };
  readonly #scratch: string;
  readonly #random: SeededRandom;
  readonly #disk = new CrashDisk();
  readonly #acknowledged: Acknowledged[] = [];

  constructor(scratch: string, seed: number) {
    this.#scratch = scratch;
    this.#random = createSeededRandom(seed);
  }

  async check(changes: readonly Change[], wanted: number): Promise<PowerCutFindings> {
    const perCut = wanted / changes.length;
    let due = 0;
    for (const [at, change] of changes.entries()) {
      this.#follow(change);
      due += perCut;
      const kinds = this.#kindsAt(change, Math.floor(due));
      due -= kinds.length === 0 ? 0 : Math.floor(due);
      if (kinds.length > 0) this.findings.cutPoints += 1;
      for (const kind of kinds) await this.#cut(kind, at);
    }
    this.findings.acknowledged = this.#acknowledged.length;
    return this.findings;
  }

  #follow(change: Change): void {
    if (change.path !== ACKNOWLEDGEMENTS) this.#disk.apply(change);
    // The recorder writes one line at a time.
    else if (change.op === 'write') this.#acknowledged.push(JSON.parse(change.data.toString('utf8')) as Acknowledged);
  }

  /** Which images of this moment are looked at: where nothing is uncertain there is only one. */
  #kindsAt(change: Change, count: number): CutKind[] {
    if (change.path.endsWith('-shm') || count < 1) return [];
    if (!this.#disk.isUncertain()) return ['none'];
    const random: CutKind[] = Array.from({ length: Math.max(0, count - 2) }, () =>
      this.#random.pick(['subset', 'torn_512', 'torn_4096'] as const),
    );
    return count === 1 ? [this.#random.pick(CUT_KINDS)] : ['none', 'all', ...random];
  }

  async #cut(kind: CutKind, at: number): Promise<void> {
    const dir = mkdtempSync(join(this.#scratch, 'image-'));
    for (const [name, bytes] of this.#disk.cut(kind, this.#random)) {
      // The index of the WAL is rebuilt by whoever opens it first; what it holds says nothing.
      if (!name.endsWith('-shm')) writeFileSync(join(dir, name), bytes);
    }
    this.findings.states += 1;
    const deep = this.findings.states % DEEP_EVERY === 0;
    const faults = await checkRecovery(dir, { acknowledged: this.#acknowledged, deep });
    rmSync(dir, { recursive: true });
    if (faults.some((fault) => fault.kind === 'lost')) this.findings.lost += 1;
    if (faults.some((fault) => fault.kind === 'broken')) this.findings.broken += 1;
    for (const fault of faults) {
      if (this.findings.examples.length < MAX_EXAMPLES)
        this.findings.examples.push(`cut after change ${at}, ${kind}: ${fault.kind}, ${fault.detail}`);
    }
  }
}

// Runs as a process of its own: `power-cut-checker.ts LOG ROOT SCRATCH SEED STATES`.
const [log = '', root = '', scratch = '', seed = '1', states = '0'] = process.argv.slice(2);
mkdirSync(scratch, { recursive: true });
const changes = readWriteLog(readFileSync(log), root);
const findings = await new Checker(scratch, Number(seed)).check(changes, Number(states));
process.stdout.write(JSON.stringify(findings));
