import { createIdSource } from '@passbell/core/kernel/ids';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import { percentile } from './figure.ts';
import { LoadLane } from './load-lane.ts';
import { cpuMsOf } from './process-usage.ts';

/** A load to put on a server, as it is told through IPC. */
export interface LoadOrder {
  readonly port: number;
  /** The server's process. */
  readonly pid: number;
  readonly clients: number;
  readonly durationMs: number;
  /** A whole HTTP request; `{key}` stands for a new idempotency key. */
  readonly request: string;
  readonly status: number;
}

export interface LoadReport {
  readonly perSecond: number;
  /** Processor time of the server per request. */
  readonly serverCpuMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Requests before the clock starts, per client. */
const WARM_REQUESTS = 5;

const { clock, random } = createSystemPorts();
const ids = createIdSource(clock, random);

async function put({ port, pid, clients, durationMs, request, status }: LoadOrder): Promise<LoadReport> {
  const [before = '', after = ''] = request.split('{key}', 2);
  const one = async (lane: LoadLane) => {
    const answer = await lane.send(request.includes('{key}') ? `${before}${ids.newId()}${after}` : request);
    if (answer.status !== status) throw new Error(`answered ${answer.status} instead of ${status}`);
  };
  const lanes = await Promise.all(Array.from({ length: clients }, () => LoadLane.open(port)));
  const warm = async (lane: LoadLane) => {
    for (let at = 0; at < WARM_REQUESTS; at += 1) await one(lane);
  };
  await Promise.all(lanes.map(warm));
  const latenciesMs: number[] = [];
  const cpuBeforeMs = cpuMsOf(pid);
  const startedMs = performance.now();
  const work = async (lane: LoadLane) => {
    for (;;) {
      const sentMs = performance.now();
      if (sentMs - startedMs >= durationMs) return;
      await one(lane);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(lanes.map(work));
  const tookMs = performance.now() - startedMs;
  const serverCpuMs = (cpuMsOf(pid) - cpuBeforeMs) / latenciesMs.length;
  for (const lane of lanes) lane.close();
  const sorted = Float64Array.from(latenciesMs).sort();
  return {
    perSecond: (latenciesMs.length * 1_000) / tookMs,
    serverCpuMs,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
  };
}

if (process.send) {
  process.once('disconnect', () => process.exit(0));
  process.on('message', (order: LoadOrder) => {
    put(order).then(
      (report) => process.send?.({ report }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
}
