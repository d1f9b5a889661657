import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, startLoadClients } from './bench-child.ts';
import { BENCH_ORDER, type BenchHouse, prepareBenchHouse } from './bench-house.ts';
import { type Bench, type Figure, figureOf, shown } from './figure.ts';
import { requestText } from './http-request-text.ts';
import type { LoadReport } from './load-process.ts';
import { startEdge } from './start-edge.ts';

const ROUNDS = 8;
const ROUND_MS = 600;
/** Before the rounds, for each server: until its code is compiled. An edge has more of it than a bare server. */
const WARM_MS = 3_000;
const CLIENTS = [1, 16, 64] as const;
type ClientCount = (typeof CLIENTS)[number];

interface Contender {
  readonly name: 'edge' | 'group' | 'single';
  readonly port: number;
  readonly pid: number;
  readonly request: string;
}

type Reports = Map<string, LoadReport[]>;

/** Starts both servers beside each other: every round measures them in turn, so that both have the same weather. */
async function openContenders(house: BenchHouse) {
  const planFile = join(house.home, 'plan.json');
  writeFileSync(planFile, JSON.stringify({ script: house.script, answer: house.answer }));
  const bare = startChild('./bare-server.ts', [house.copyDatabase('bare'), planFile]);
  const { port: barePort } = (await bare.next()) as { port: number }; // What bare-server.ts sends.
  const edge = await startEdge(house.home);
  const headers = { authorization: `Bearer ${house.token}`, 'idempotency-key': '{key}' };
  const bareRequest = (path: string) => requestText('POST', path, headers, BENCH_ORDER);
  const contenders: readonly Contender[] = [
    { name: 'group', port: barePort, pid: bare.pid, request: bareRequest('/group') },
    {
      name: 'edge',
      port: Number(new URL(edge.url).port),
      pid: edge.pid,
      request: requestText('POST', '/v1/orders', headers, BENCH_ORDER),
    },
    { name: 'single', port: barePort, pid: bare.pid, request: bareRequest('/single') },
  ];
  return {
    contenders,
    stop: async () => {
      await bare.stop();
      await edge.stop();
    },
  };
}

function figuresAt(clients: ClientCount, reports: Reports): Figure[] {
  const of = (name: Contender['name'], pick: (report: LoadReport) => number) =>
    (reports.get(`${name}-${clients}`) ?? []).map(pick);
  const perSecond = (report: LoadReport) => report.perSecond;
  const people = clients === 1 ? 'one client' : `${clients} clients`;
  const bar = { 1: 0.5, 16: null, 64: 0.35 }[clients];
  const latency = (name: 'p50Ms' | 'p95Ms' | 'p99Ms') =>
    figureOf({
      id: `orders-${clients}-${name.slice(0, 3)}`,
      what: `${name.slice(0, 3)} of an order, ${people}`,
      unit: 'ms',
      rounds: of('edge', (report) => report[name]),
      peer: { what: 'bare server, group commit', rounds: of('group', (report) => report[name]) },
      ...(clients === 16 && name === 'p99Ms' && { bar: { of: 'value', op: '<=', amount: 20 } as const }),
    });
  return [
    figureOf({
      id: `orders-${clients}`,
      what: `orders, ${people}`,
      unit: '/s',
      rounds: of('edge', perSecond),
      peer: { what: 'bare server, group commit', rounds: of('group', perSecond) },
      ...(bar !== null && { bar: { of: 'ratio', op: '>=', amount: bar } as const }),
    }),
    figureOf({
      id: `orders-${clients}-single`,
      what: `orders, ${people}, against a commit each`,
      unit: '/s',
      rounds: of('edge', perSecond),
      peer: { what: 'bare server, a commit each', rounds: of('single', perSecond) },
    }),
    figureOf({
      id: `orders-${clients}-cpu`,
      what: `processor time of an order, ${people}`,
      unit: 'ms',
      rounds: of('edge', (report) => report.serverCpuMs),
      peer: { what: 'bare server, group commit', rounds: of('group', (report) => report.serverCpuMs) },
    }),
    latency('p50Ms'),
    latency('p95Ms'),
    latency('p99Ms'),
  ];
}

export const benchOrders: Bench = {
  name: 'orders',
  what: 'Orders over HTTP, beside a bare server that executes the same statements without rules',
  async run(progress) {
    const house = await prepareBenchHouse();
    progress(`an order executes ${house.script.steps.length} statements`);
    const clients = startLoadClients();
    const { contenders, stop } = await openContenders(house);
    const reports: Reports = new Map();
    try {
      for (const { name: _, ...target } of contenders)
        await clients.put({ ...target, clients: 64, durationMs: WARM_MS, status: 201 });
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const count of CLIENTS) {
          const line: string[] = [];
          for (const { name, ...target } of contenders) {
            const report = await clients.put({ ...target, clients: count, durationMs: ROUND_MS, status: 201 });
            const key = `${name}-${count}`;
            reports.set(key, [...(reports.get(key) ?? []), report]);
            line.push(`${name} ${shown(report.perSecond)} /s`);
          }
          progress(`round ${round + 1} of ${ROUNDS}, ${count} clients: ${line.join(', ')}`);
        }
      }
      return CLIENTS.flatMap((count) => figuresAt(count, reports));
    } finally {
      await clients.stop();
      await stop();
      house.dispose();
    }
  },
};
