import { assert } from '@passbell/core/kernel/assert';
import { runFullDisk } from '../faults/full-disk.ts';
import { runIoFaults } from '../faults/io-faults.ts';
import { runKillLoop } from '../faults/kill-loop.ts';
import { runPowerCut } from '../faults/power-cut.ts';
import type { Proof } from './proof.ts';
import { runAll, runTestsOf } from './run-tests-of.ts';

/** CI time that all proofs together may take. */
const CI_BUDGET_SECONDS = 15 * 60;

const EDGE = 'apps/edge-server';
const PROOF = 'proof';
const JOURNEYS = 'vitest.e2e.config.ts';

/** Every promise and the check that holds us to it. `docs/promises.md` is made from this. */
export const PROOFS: readonly Proof[] = [
  {
    name: 'ring',
    capability: 'orders',
    promise:
      'An order rung on the till is cooked, bumped, handed over, paid and stands in the cloud with the same totals, whether the cloud was there or not.',
    method:
      'Two tills and two kitchen screens in a real browser, a real edge, a real PostgreSQL; the cloud is stopped and started in between.',
    lastFigure:
      '2026-11-22: one order over two stations, equal at the edge and in Postgres, the cloud away from bump to payment',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['e2e/ring.e2e.ts'], JOURNEYS),
  },
  {
    name: 'one-command',
    capability: 'house',
    promise:
      'One command opens the restaurant, a signal closes all of it within 5 seconds, and nothing is lost in between.',
    method:
      'Starts the demo in an empty folder of mode 0700, sells, sends SIGTERM, looks for processes left, starts again, reads the order.',
    lastFigure:
      '2026-11-22: empty npm cache: installed after 35 s, open 5 s later; closed 0.2 s after SIGTERM, no process left',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['test/one-command.int.test.ts']),
  },
  {
    name: 'once',
    capability: 'orders',
    promise: 'Pressing once happens once.',
    method:
      'Every change the contract offers is sent ten times at once with one key over HTTP: one effect, one answer, byte for byte.',
    lastFigure: '2026-11-22: 19 changes, 10 retries each at once, one effect each',
    ciBudgetSeconds: 30,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['test/once.int.test.ts']),
  },
  {
    name: 'last-portions',
    capability: 'inventory',
    promise:
      'What is sold out is not sold: the last ten portions are sold ten times, and every screen knows within a second.',
    method: 'Fifty clients race for ten portions over HTTP while four feeds watch for the 86.',
    lastFigure: '2026-11-22: 50 racing buyers, 10 portions, 10 sold, 4 screens told within 1 s',
    ciBudgetSeconds: 30,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['test/last-portions.int.test.ts']),
  },
  {
    name: 'bad-input',
    capability: 'house',
    promise: 'Bad input gets a clear answer and changes nothing.',
    method:
      'Named cases of every kind, then hostile requests made from the OpenAPI document: no 5xx, no event, no row.',
    lastFigure:
      '2026-11-22: 2 × 2,000 requests made from the document and every command from every kind of device and person: no 5xx, nothing written',
    ciBudgetSeconds: 90,
    isCoveredByTests: true,
    run: () =>
      runAll([() => runTestsOf(EDGE, ['test/http-refusals', 'test/rules']), () => runTestsOf(PROOF, ['src/fuzz'])]),
  },
  {
    name: 'kitchen',
    capability: 'kitchen',
    promise:
      'A fired ticket is on a kitchen screen, or the till says within five seconds which station has not shown it; a screen that lost its server says so within three.',
    method:
      'Real screens in a browser: hidden, cut off, worked by bump bar alone; the edge and the cloud are stopped and started.',
    lastFigure:
      '2026-11-22: unseen tickets alarm 2.9 s after firing where 2 s is set; the last of 4 screens says that it lost its server after 2.9 s',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['e2e/kitchen.e2e.ts'], JOURNEYS),
  },
  {
    name: 'counter',
    capability: 'counter',
    promise:
      'A cash sale of two items takes four taps, or the keyboard alone, and nothing at the counter is charged or lost twice.',
    method:
      'Real tills in a browser: taps counted, keyboard only, sold out in between, reloaded in between, the same check paid twice.',
    lastFigure: '2026-11-22: 4 taps; the 86 stands on the other till after 77 ms',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['e2e/counter.e2e.ts'], JOURNEYS),
  },
  {
    name: 'journal',
    capability: 'journal',
    promise: 'The journal is the truth: its chain cannot be altered unnoticed, and it alone gives back every row.',
    method: 'Plays orders, tampers with the file in each way, verifies; rebuilds every table from events and compares.',
    lastFigure: '2026-11-22: 49 planted faults found, chain and rows whole',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(EDGE, ['src/journal']),
  },
  {
    name: 'books',
    capability: 'sync',
    promise:
      'The cloud has the books of the restaurant to the cent, however often either of them was away or restored.',
    method:
      'Orders on a real edge, a real sync thread, a real PostgreSQL: the cloud and the thread are stopped in between, the cloud is put back to an older backup, every row is compared.',
    lastFigure: '2026-11-22: orders, lines, checks and payments equal after stops, restarts and an older backup',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['test/sync-ring.int.test.ts']),
  },
  {
    name: 'killed',
    capability: 'journal',
    promise: 'What was acknowledged survives a killed server, once.',
    method:
      'The real edge is killed with SIGKILL under load, over and over; each time every acknowledged command is asked for again by its key.',
    lastFigure: '2026-11-22: 100 kills, 5,452 commands acknowledged, 0 lost, 0 doubled',
    ciBudgetSeconds: 100,
    isCoveredByTests: false,
    run: runKillLoop,
  },
  {
    name: 'power-cut',
    capability: 'journal',
    promise: 'What was acknowledged survives a power cut, whole.',
    method:
      'Every write and flush of the real database is recorded, and the journal recovered from what a cut could have left on the disk: all, none, some, or torn sectors of what was not flushed. The same with lax flushing must lose something.',
    lastFigure: '2026-11-22: 20,000 power cuts, 0 lost, 0 corrupted; lax flushing lost some in 64 % of 1,000',
    ciBudgetSeconds: 120,
    isCoveredByTests: false,
    run: runPowerCut,
  },
  {
    name: 'failing-disk',
    capability: 'journal',
    promise:
      'A failing disk is never called a failed order: nothing acknowledged is lost, and what happened is not denied.',
    method:
      'File operations of a script of commands fail one by one, with every kind of fault; then the server starts again and every key is asked for.',
    lastFigure: '2026-11-22: 11,776 faults at each of 2,944 file operations: 0 lost, 0 denied',
    ciBudgetSeconds: 60,
    isCoveredByTests: true,
    run: runIoFaults,
  },
  {
    name: 'full-disk',
    capability: 'journal',
    promise: 'On a full disk new orders wait, and what is open is still cooked, paid and handed over.',
    method: 'A real small disk is filled under a real edge to the last byte, and freed again.',
    lastFigure:
      '2026-11-22: noticed after 171 ms, 8 of 8 open orders finished, orders again 1.5 s after space was freed',
    ciBudgetSeconds: 20,
    isCoveredByTests: true,
    run: runFullDisk,
  },
  {
    name: 'accessible',
    capability: 'screens',
    promise: 'Every screen passes axe, works with the keyboard alone, and holds up at 1280×800 and 1920×1080.',
    method: 'A real Chromium walks every screen and state of till, kitchen and head office.',
    lastFigure: '2026-11-22: 53 states at two sizes, no violation',
    ciBudgetSeconds: 90,
    isCoveredByTests: true,
    run: () => runTestsOf(PROOF, ['e2e/accessible.e2e.ts'], JOURNEYS),
  },
];

const budget = PROOFS.reduce((sum, proof) => sum + proof.ciBudgetSeconds, 0);
assert(budget <= CI_BUDGET_SECONDS, `the proofs' CI budgets sum to ${budget} s, more than ${CI_BUDGET_SECONDS} s`);
