import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Figure, holds, shown, shownBar, shownRatio } from './bench/figure.ts';
import { describeMachine, recordRun } from './bench/performance-page.ts';
import { BENCHES } from './bench/registry.ts';

/** `npm run bench [-- NAME …] [--json FILE] [--record]`: measures, each figure beside its limit or peer. */

function lineOf(figure: Figure): string {
  const { what, value, unit, peer, ratio, bar } = figure;
  const beside = peer && ratio !== null ? `${shownRatio(ratio)} of ${shown(peer.value)} ${unit} (${peer.what})` : '';
  const verdict = holds(figure);
  const held = bar && verdict !== null ? `${verdict ? 'holds' : 'MISSED'} ${shownBar(bar, unit)}` : '';
  return `${what.padEnd(46)} ${`${shown(value)} ${unit}`.padStart(14)}  ${beside.padEnd(52)} ${held}`.trimEnd();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, record: { type: 'boolean', default: false } },
});

const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench is called ${unknown.join(', ')}. There are ${BENCHES.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const machine = describeMachine();
process.stdout.write(`${machine}\n`);
const figures: Figure[] = [];
for (const bench of BENCHES) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  process.stdout.write(`\n── ${bench.name}: ${bench.what}\n`);
  const measured = await bench.run((line) => process.stdout.write(`   ${line}\n`));
  for (const figure of measured) process.stdout.write(`${lineOf(figure)}\n`);
  figures.push(...measured);
}

const missed = figures.filter((figure) => holds(figure) === false);
const barred = figures.filter((figure) => figure.bar !== null);
process.stdout.write(
  `\n${barred.length - missed.length} of ${barred.length} bars hold${missed.length > 0 ? `; missed: ${missed.map(({ id }) => id).join(', ')}` : ''}\n`,
);
const run = { date: new Date().toISOString().slice(0, 10), machine, figures };
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
if (values.record) recordRun(run);
process.exitCode = missed.length > 0 ? 1 : 0;
