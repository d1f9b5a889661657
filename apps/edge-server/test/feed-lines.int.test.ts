import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FEED_CLOSE, FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import { afterEach, expect, test } from 'vitest';
import { attachFeed, FEED_SERVER_LIMITS, type FeedServer, type FeedServerLimits } from '../src/realtime/feed-server.ts';
import { SESSION_LIMITS } from '../src/realtime/feed-session.ts';
import type { FeedSessionLimits } from '../src/realtime/feed-session-port.ts';
import { createTopicHub } from '../src/realtime/topic-hub.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { createOpenDoor } from './feed-fake-line.ts';
import { connectScreen, type RealScreen } from './feed-real-screen.ts';
import { createSyntheticHouse, type SyntheticHouse } from './feed-synthetic-house.ts';

interface Lines {
  readonly house: SyntheticHouse;
  readonly feed: FeedServer;
  readonly faults: unknown[];
  open(): Promise<RealScreen>;
}

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** The feed on real sockets over a synthetic restaurant. */
async function serve(limits: Partial<FeedSessionLimits>, serverLimits: Partial<FeedServerLimits> = {}): Promise<Lines> {
  const ports = createSystemPorts();
  const house = createSyntheticHouse(ports.clock);
  const faults: unknown[] = [];
  const onFault = (error: unknown) => faults.push(error);
  const hub = createTopicHub({ reads: house.reads, clock: ports.clock, start: house.position(), onFault });
  house.onCommitted(hub.committed);
  const server = createServer();
  const feed = attachFeed(server, {
    ...ports,
    hub,
    dispatch: () => Promise.reject(new Error('nobody commands here')),
    gatekeeper: createOpenDoor().gatekeeper,
    tenant: { orgId: 'org', locationId: 'loc' },
    health: () => ({ internet: 'live', waitingToSync: 0, catchUpTotal: null, downSinceMs: null }),
    onFault,
    limits: { ...SESSION_LIMITS, ...limits },
    path: '/v1/feed',
    cookieToken: () => null,
    serverLimits: { ...FEED_SERVER_LIMITS, ...serverLimits },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server on TCP that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const screens: RealScreen[] = [];
  endings.push(async () => {
    for (const { socket } of screens) socket.terminate();
    await feed.stop();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return {
    house,
    feed,
    faults,
    async open() {
      const screen = await connectScreen(port);
      screens.push(screen);
      return screen;
    },
  };
}

test('no more lines than the house takes', async () => {
  const lines = await serve({}, { maxSessions: 2 });
  const first = await lines.open();
  await lines.open();
  await expect(lines.open()).rejects.toThrow('refused with 503');
  first.socket.close();
  await first.closed;
  await expect.poll(() => lines.feed.sessions().length).toBe(1);
  await lines.open();
});

test('a device with too many lines loses the one it was silent on for longest', async () => {
  const lines = await serve({}, { maxSessionsPerDevice: 2 });
  const other = await lines.open();
  await other.greet('wall');
  const [first, second, third] = [await lines.open(), await lines.open(), await lines.open()];
  await first.greet('box');
  await second.greet('box');
  first.send({ type: 'ping', at: 1 });
  await first.until((model) => model.of('pong').length > 0);
  await third.greet('box');
  expect((await second.closed).code).toBe(FEED_CLOSE.evicted);
  expect(lines.feed.sessions().map(({ device }) => device?.id)).toEqual(['wall-1', 'box', 'box']);
});

test('a screen that stops reading is closed, and its memory with it, while the others go on', async () => {
  const lines = await serve({ slowMs: 300, beatMs: 50 }, { closeGraceMs: 50 });
  const [steady, stuck] = [await lines.open(), await lines.open()];
  for (const screen of [steady, stuck]) {
    await screen.greet('box');
    await screen.hear('orders.open');
  }
  stuck.socket.pause();
  const note = 'x'.repeat(100_000);
  lines.house.commit(lines.house.place('o1', []));
  let round = 0;
  let peakBytes = 0;
  while (lines.feed.sessions().length === 2) {
    lines.house.commit(lines.house.note('o1', `${round}${note}`));
    peakBytes = Math.max(peakBytes, ...lines.feed.sessions().map(({ bufferedBytes }) => bufferedBytes));
    await steady.until((model) => `${JSON.stringify(model.view('orders.open')?.get('o1'))}`.includes(`"${round}x`));
    round += 1;
  }
  expect(peakBytes).toBeLessThan(FEED_LIMITS.evictBytes);
  expect(steady.model.gaps).toEqual([]);
  expect(steady.model.of('delta').length).toBeGreaterThan(5);
  expect(lines.faults).toEqual([]);
});

test('a snapshot of several megabytes arrives whole over a real line', async () => {
  const lines = await serve({});
  const note = 'x'.repeat(4_000);
  const ids = Array.from({ length: 1_500 }, (_, at) => `o${at}`);
  lines.house.commit(...ids.map((id) => lines.house.place(id, [])), ...ids.map((id) => lines.house.note(id, note)));
  const screen = await lines.open();
  await screen.greet('box');
  const heard = screen.hear('orders.open');
  lines.house.commit(lines.house.note('o7', 'late'));
  await heard;
  await screen.until((model) => model.view('orders.open')?.size === 1_500);
  expect(screen.model.view('orders.open')?.get('o7')).toMatchObject({ note: 'late' });
  expect(screen.model.gaps).toEqual([]);
  expect(lines.feed.sessions()).toHaveLength(1);
});
