import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRestaurant } from '../restaurant/open-restaurant.ts';
import { type LoadClients, startLoadClients } from './bench-child.ts';
import { type Bench, figureOf, shown } from './figure.ts';
import { requestText } from './http-request-text.ts';
import { largeMenu } from './large-menu.ts';
import type { LoadReport } from './load-process.ts';
import { type EdgeProcess, startEdge } from './start-edge.ts';

const ROUNDS = 4;
const ROUND_MS = 400;
const ITEMS = 1_000;

/** The limit: the same bytes from memory, without asking who wants them. */
async function openBareServer(text: string, etag: string) {
  const body = Buffer.from(text);
  const server = createServer((req, res) => {
    if (req.headers['if-none-match'] === etag) res.writeHead(304, { ETag: etag }).end();
    else
      res.writeHead(200, { ETag: etag, 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function measureCold(edge: EdgeProcess, headers: Record<string, string>) {
  const startedMs = performance.now();
  const response = await fetch(`${edge.url}/v1/menu`, { headers });
  const text = await response.text();
  return { coldMs: performance.now() - startedMs, text, etag: response.headers.get('etag') ?? '' };
}

interface Rounds {
  readonly cold: number[];
  readonly edge: Record<'warm' | 'same', LoadReport[]>;
  readonly bare: Record<'warm' | 'same', LoadReport[]>;
}

/** One start of the edge: the first read, then many, then many by somebody who has it. */
async function measureRound(home: string, token: string, clients: LoadClients, rounds: Rounds): Promise<number> {
  const edge = await startEdge(home);
  const headers = { authorization: `Bearer ${token}` };
  const { coldMs, text, etag } = await measureCold(edge, headers);
  rounds.cold.push(coldMs);
  const bare = await openBareServer(text, etag);
  const load = { clients: 1, durationMs: ROUND_MS };
  const asks = [
    { kind: 'warm', status: 200, request: requestText('GET', '/v1/menu', headers) },
    { kind: 'same', status: 304, request: requestText('GET', '/v1/menu', { ...headers, 'if-none-match': etag }) },
  ] as const;
  try {
    for (const { kind, ...ask } of asks) {
      const port = Number(new URL(edge.url).port);
      rounds.edge[kind].push(await clients.put({ ...load, ...ask, port, pid: edge.pid }));
      rounds.bare[kind].push(await clients.put({ ...load, ...ask, port: bare.port, pid: process.pid }));
    }
  } finally {
    await bare.stop();
    await edge.stop();
  }
  return text.length;
}

export const benchMenu: Bench = {
  name: 'menu',
  what: 'Reading a menu of 1,000 items: first after a start, again, and by somebody who has it',
  async run(progress) {
    const home = mkdtempSync(join(tmpdir(), 'passbell-bench-'));
    const clients = startLoadClients();
    const rounds: Rounds = { cold: [], edge: { warm: [], same: [] }, bare: { warm: [], same: [] } };
    try {
      const restaurant = await openRestaurant({ home, menu: largeMenu(ITEMS) });
      const token = await restaurant.addDevice('integration');
      await restaurant.close();
      let size = 0;
      for (let round = 0; round < ROUNDS; round += 1) size = await measureRound(home, token, clients, rounds);
      progress(`the menu has ${shown(size / 1_000)} kB`);
    } finally {
      await clients.stop();
      rmSync(home, { recursive: true, force: true });
    }
    const figure = (kind: 'warm' | 'same', what: string) =>
      figureOf({
        id: `menu-${kind}`,
        what,
        unit: 'ms',
        rounds: rounds.edge[kind].map(({ p50Ms }) => p50Ms),
        peer: { what: 'bare server, from memory', rounds: rounds.bare[kind].map(({ p50Ms }) => p50Ms) },
      });
    const coldPeer = { what: 'the same read, warm', rounds: rounds.edge.warm.map(({ p50Ms }) => p50Ms) };
    return [
      figureOf({
        id: 'menu-cold',
        what: 'first read of the menu after a start',
        unit: 'ms',
        rounds: rounds.cold,
        peer: coldPeer,
      }),
      figure('warm', 'read of the menu, p50'),
      figure('same', 'read of the menu by who has it (304), p50'),
    ];
  },
};
