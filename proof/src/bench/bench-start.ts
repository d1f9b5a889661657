import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, startLoadClients } from './bench-child.ts';
import { BENCH_ORDER, type BenchHouse, prepareBenchHouse } from './bench-house.ts';
import { type Bench, figureOf, shown } from './figure.ts';
import { requestText } from './http-request-text.ts';
import { LoadLane } from './load-lane.ts';
import { rssMbOf } from './process-usage.ts';
import { startEdge } from './start-edge.ts';

const ROUNDS = 5;
/** Until a process that has nothing to do has come to rest. */
const REST_MS = 1_000;
const LOADED_MS = 2_500;

interface StartRound {
  readonly firstOrderMs: number;
  readonly idleMb: number;
}

async function placeOne(port: number, request: string, key: string): Promise<void> {
  const lane = await LoadLane.open(port);
  const { status } = await lane.send(request.replace('{key}', key));
  lane.close();
  if (status !== 201) throw new Error(`the first order was answered ${status}`);
}

async function startTheEdge(
  house: BenchHouse,
  request: string,
  key: string,
  loaded: (mb: number) => void,
  isLast: boolean,
) {
  const startedMs = performance.now();
  const edge = await startEdge(house.home);
  const port = Number(new URL(edge.url).port);
  await placeOne(port, request, key);
  const firstOrderMs = performance.now() - startedMs;
  await pause(REST_MS);
  const idleMb = rssMbOf(edge.pid);
  if (isLast) {
    const clients = startLoadClients();
    await clients.put({ port, pid: edge.pid, clients: 64, durationMs: LOADED_MS, request, status: 201 });
    loaded(rssMbOf(edge.pid));
    await clients.stop();
  }
  await edge.stop();
  return { firstOrderMs, idleMb };
}

async function startTheBare(file: string, planFile: string, request: string): Promise<StartRound> {
  const startedMs = performance.now();
  const bare = startChild('./bare-server.ts', [file, planFile]);
  const { port } = (await bare.next()) as { port: number }; // What bare-server.ts sends.
  await placeOne(port, request, 'unused');
  const firstOrderMs = performance.now() - startedMs;
  await pause(REST_MS);
  const idleMb = rssMbOf(bare.pid);
  await bare.stop();
  return { firstOrderMs, idleMb };
}

export const benchStart: Bench = {
  name: 'start',
  what: 'From starting the program to the first order, and its memory at rest and after load',
  async run(progress) {
    const house = await prepareBenchHouse();
    const planFile = join(house.home, 'plan.json');
    writeFileSync(planFile, JSON.stringify({ script: house.script, answer: house.answer }));
    const headers = { authorization: `Bearer ${house.token}`, 'idempotency-key': '{key}' };
    const request = requestText('POST', '/v1/orders', headers, BENCH_ORDER);
    const bareRequest = requestText('POST', '/single', headers, BENCH_ORDER);
    // Copied before the edge adds to the original: the script knows what follows on it as it was.
    const copies = Array.from({ length: ROUNDS }, (_, round) => house.copyDatabase(`bare-${round}`));
    const [edge, bare]: [StartRound[], StartRound[]] = [[], []];
    let loadedMb = Number.NaN;
    try {
      for (const [round, file] of copies.entries()) {
        bare.push(await startTheBare(file, planFile, bareRequest));
        const isLast = round === ROUNDS - 1;
        edge.push(
          await startTheEdge(
            house,
            request,
            `bench-start-${round}`,
            (mb) => {
              loadedMb = mb;
            },
            isLast,
          ),
        );
        progress(
          `round ${round + 1} of ${ROUNDS}: first order after ${shown(edge.at(-1)?.firstOrderMs ?? Number.NaN)} ms`,
        );
      }
    } finally {
      house.dispose();
    }
    const peer = (pick: keyof StartRound) => ({ what: 'bare server', rounds: bare.map((round) => round[pick]) });
    const idleMb = edge.map((round) => round.idleMb);
    return [
      figureOf({
        id: 'start-first-order',
        what: 'start to first order',
        unit: 'ms',
        rounds: edge.map((round) => round.firstOrderMs),
        peer: peer('firstOrderMs'),
        bar: { of: 'value', op: '<=', amount: 2_000 },
      }),
      figureOf({
        id: 'memory-idle',
        what: 'memory at rest',
        unit: 'MB',
        rounds: idleMb,
        peer: peer('idleMb'),
        bar: { of: 'value', op: '<=', amount: 150 },
      }),
      figureOf({
        id: 'memory-loaded',
        what: 'memory after load of 64 clients',
        unit: 'MB',
        rounds: [loadedMb],
        peer: { what: 'at rest', rounds: [idleMb.at(-1) ?? Number.NaN] },
      }),
    ];
  },
};
