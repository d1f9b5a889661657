import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../run-step.ts';
import { type Figure, holds, shown, shownBar, shownRatio } from './figure.ts';

const PAGE = join(ROOT, 'docs/performance.md');
/** New runs are put right after this line, so that the page reads from the newest back. */
const HISTORY = '## History\n';

/** One run of the bench. */
export interface BenchRun {
  readonly date: string;
  readonly machine: string;
  readonly figures: readonly Figure[];
}

/** What the figures of a run depend on besides us. */
export function describeMachine(): string {
  const all = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return `${all.length} cores (${all[0]?.model.trim() || process.arch}), ${memoryGb} GB, ${process.platform}, Node ${process.versions.node}, load average ${shown(loadavg()[0] ?? Number.NaN)} before the start`;
}

function rowOf(figure: Figure): string {
  const { what, value, unit, peer, ratio, bar } = figure;
  const beside = peer === null ? '' : `${shown(peer.value)} ${unit}, ${peer.what}`;
  const verdict = holds(figure);
  const held = bar === null ? '' : `${shownBar(bar, unit)}${verdict ? '' : ', **missed**'}`;
  return `| ${what} | ${shown(value)} ${unit} | ${ratio === null ? '' : shownRatio(ratio)} | ${beside} | ${held} |`;
}

/** Adds a run to the history in `docs/performance.md`. */
export function recordRun({ date, machine, figures }: BenchRun): void {
  const page = readFileSync(PAGE, 'utf8');
  if (!page.includes(HISTORY)) throw new Error(`${PAGE} has no line "${HISTORY.trim()}"`);
  const section = [
    `### ${date}`,
    '',
    machine,
    '',
    '| Figure | Measured | Of its peer | Peer | Bar |',
    '|---|---:|---:|---|---|',
    ...figures.map(rowOf),
    '',
  ].join('\n');
  writeFileSync(PAGE, page.replace(HISTORY, `${HISTORY}\n${section}`));
}
