import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { percentile } from './figure.ts';

/** The limit of a feed: a bare WebSocket server that sends one text to all its clients, both in one process. */
export async function measureBareFanOut(
  load: { screens: number; changesPerSecond: number; changes: number },
  bytes: number,
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const latenciesMs: number[] = [];
  const open = () =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      socket.once('open', () => resolve(socket));
      socket.once('error', reject);
      socket.on('message', (data: Buffer) =>
        latenciesMs.push(performance.now() - Number(data.toString('latin1', 0, 20))),
      );
    });
  const sockets = await Promise.all(Array.from({ length: load.screens }, open));
  for (let at = 0; at < load.changes; at += 1) {
    const text = Buffer.from(String(performance.now()).padEnd(20).padEnd(bytes, 'x'));
    for (const client of server.clients) client.send(text, { binary: false });
    await pause(1_000 / load.changesPerSecond);
  }
  const deadlineMs = performance.now() + 10_000;
  while (latenciesMs.length < load.screens * load.changes && performance.now() < deadlineMs) await pause(10);
  for (const socket of sockets) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}
