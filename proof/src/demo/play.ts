import { parseArgs } from 'node:util';
import { parseConfig } from '@passbell/edge-server/config';
import { type DayReport, playDay } from './day/play-day.ts';

/** `npm run demo -- --orders N`: plays an ordinary day into the demo that `npm start` opened. */
const USAGE = `Usage: npm run demo -- [--orders N] [--minutes M] [--parties P] [--seed S]

Plays an ordinary day into the running demo restaurant: orders at the tills, cooking at the kitchen screens, cash.
  --orders N    how many orders (100)
  --minutes M   over how many minutes they come; 0 plays as fast as it goes (0)
  --parties P   how many parties are served at the same time (8)
  --seed S      draws the same orders again
The demo must be running (npm start); PASSBELL_EDGE_PORT says where (8420).
`;

function wholeNumber(text: string | undefined, fallback: number, max: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new TypeError(`"${text}" is not a whole number from 0 to ${max}`);
  return value;
}

function readOptions() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { orders: text, minutes: text, parties: text, seed: text, help: { type: 'boolean' } },
  });
  return {
    help: values.help === true,
    orders: wholeNumber(values.orders, 100, 1_000_000),
    minutes: wholeNumber(values.minutes, 0, 1_440),
    concurrency: Math.max(1, wholeNumber(values.parties, 8, 64)),
    seed: wholeNumber(values.seed, Date.now() % 2 ** 31, 2 ** 31),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function summary({ served, left, choseAgain, faults, faultTexts, tookMs }: DayReport, seed: number): string {
  const takings = served.reduce((sum, visit) => sum + visit.totalMinor, 0);
  const waits = served.map((visit) => visit.kitchenMs).sort((a, b) => a - b);
  const completed = served.filter((visit) => visit.status === 'completed').length;
  const seconds = tookMs / 1_000;
  return [
    '',
    `Orders          ${served.length}, of which ${completed} completed`,
    `Lines           ${served.reduce((sum, visit) => sum + visit.lines, 0)} on ${served.reduce((sum, visit) => sum + visit.tickets, 0)} tickets`,
    `Takings         ${(takings / 100).toFixed(2)}`,
    `Sold out        ${choseAgain} chose something else, ${left} left`,
    `Order to ready  ${percentile(waits, 0.5).toFixed(0)} ms in the middle, ${percentile(waits, 0.99).toFixed(0)} ms at worst but one in a hundred`,
    `Took            ${seconds.toFixed(1)} s, ${(served.length / Math.max(seconds, 0.001)).toFixed(1)} orders a second (seed ${seed})`,
    ...(faults > 0 ? [`FAULTS          ${faults}`, ...faultTexts.map((text) => `  ${text}`)] : []),
    '',
  ].join('\n');
}

function showProgress(done: number, of: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${of} orders`);
  else if (done === of || done % Math.max(1, Math.floor(of / 10)) === 0)
    process.stdout.write(`${done} of ${of} orders\n`);
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const config = parseConfig(process.env, process.cwd());
  if (!config.ok) throw new TypeError(config.error);
  const edgeUrl = `http://127.0.0.1:${config.value.port}`;
  const isRunning = await fetch(`${edgeUrl}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!isRunning) {
    process.stderr.write(
      `No demo answers at ${edgeUrl}. Start it with "npm start", or say where it is with PASSBELL_EDGE_PORT.\n`,
    );
    return 1;
  }
  const report = await playDay({ ...options, edgeUrl, progress: showProgress });
  process.stdout.write(summary(report, options.seed));
  return report.faults === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
