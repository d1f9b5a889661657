import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { deviceTokenHash, newDeviceToken } from '../src/modules/devices/device-tokens.ts';
import { FEED_SERVER_LIMITS } from '../src/realtime/feed-server.ts';
import { HELLO, subscribeTo, up } from './feed-model-screen.ts';
import type { HttpEdge } from './http-fixture.ts';

export interface FanOutLoad {
  readonly screens: number;
  readonly changesPerSecond: number;
  readonly changes: number;
}

/** Milliseconds from handing a command to the one door until a screen has the delta, over all screens and changes. */
export interface FanOutFigures {
  readonly received: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From the same moment until the command was answered: decided, committed, flushed to disk. */
  readonly answerP99Ms: number;
}

const LINES_PER_DEVICE = FEED_SERVER_LIMITS.maxSessionsPerDevice;
/** The start of a delta says all that is timed; parsing 500 of them would time the clients. */
const DELTA_SEQ = /^\{"type":"delta","topic":"kitchen:grill","epoch":\d+,"prev":\d+,"seq":(\d+),/u;

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function openScreen(edge: HttpEdge, token: string, onDelta: (seq: number) => void): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${edge.port}/v1/feed`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const start = data.toString('latin1', 0, 120);
      const seq = DELTA_SEQ.exec(start)?.[1];
      if (seq !== undefined) onDelta(Number(seq));
      else if (start.startsWith('{"type":"snapshot"')) resolve();
    });
  });
  socket.send(up({ ...HELLO, token } as Parameters<typeof up>[0])); // HELLO is a hello; its union hides it.
  socket.send(up(subscribeTo('kitchen:grill')));
  await ready;
  return socket;
}

/** Every screen hears the same kitchen, so every change goes to all of them: the worst a restaurant can do. */
export async function measureFanOut(edge: HttpEdge, load: FanOutLoad): Promise<FanOutFigures> {
  const receivedMs = new Map<number, number[]>();
  let received = 0;
  const onDelta = (seq: number) => {
    received += 1;
    const times = receivedMs.get(seq) ?? [];
    times.push(performance.now());
    receivedMs.set(seq, times);
  };
  const sockets: WebSocket[] = [];
  for (let at = 0; at < load.screens; at += LINES_PER_DEVICE) {
    const token = newDeviceToken(edge.ports.random);
    await edge.commit('addDevice', { name: `Wall ${at}`, role: 'kds', tokenHash: deviceTokenHash(token) });
    const count = Math.min(LINES_PER_DEVICE, load.screens - at);
    sockets.push(...(await Promise.all(Array.from({ length: count }, () => openScreen(edge, token, onDelta)))));
  }
  const pings = setInterval(() => {
    for (const socket of sockets) socket.send(up({ type: 'ping', at: 0 }));
  }, 5_000);

  const device = edge.edge.services.ownDevice;
  const lines = [{ itemId: 'burger', variationId: 'burger-double', quantity: 1, modifiers: [{ modifierId: 'rare' }] }];
  const place = async () => {
    const startMs = performance.now();
    const outcome = await edge.edge.dispatch({
      name: 'placeOrder',
      key: randomUUID(),
      device,
      sessionToken: null,
      args: { lines },
    });
    if (outcome.status === 'refused') throw new Error(JSON.stringify(outcome.error));
    return { seq: outcome.seq, startMs, answerMs: performance.now() - startMs };
  };
  const placing: ReturnType<typeof place>[] = [];
  for (let at = 0; at < load.changes; at += 1) {
    placing.push(place());
    await pause(1_000 / load.changesPerSecond);
  }
  const placed = await Promise.all(placing);
  const deadlineMs = performance.now() + 10_000;
  while (received < load.screens * load.changes && performance.now() < deadlineMs) await pause(10);
  clearInterval(pings);
  for (const socket of sockets) socket.terminate();

  const latencies = placed.flatMap(({ seq, startMs }) => (receivedMs.get(seq) ?? []).map((atMs) => atMs - startMs));
  latencies.sort((a, b) => a - b);
  const answers = placed.map(({ answerMs }) => answerMs).sort((a, b) => a - b);
  return {
    received,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    maxMs: percentile(latencies, 1),
    answerP99Ms: percentile(answers, 0.99),
  };
}
