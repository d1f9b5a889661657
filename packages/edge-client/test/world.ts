import { createIdSource } from '@passbell/core/kernel/ids';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeNetwork, type FakeNetworkFaults } from '@passbell/testkit/fake-network';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import type { CommandQueueOptions } from '../src/command-queue.ts';
import { createFeedClient } from '../src/create-feed-client.ts';
import { createMemoryQueueStore } from '../src/memory-queue-store.ts';
import { openCommandQueue } from '../src/open-command-queue.ts';
import type { StoredCommand } from '../src/queue-store.ts';
import { createSessionHolder } from '../src/session-holder.ts';
import { EDGE_URL, FakeEdge } from './fake-edge.ts';

/** A fake edge, a network and the ports of clients, all on one clock and one seed. */
export function createWorld(seed = 1, faults: Partial<FakeNetworkFaults> = {}) {
  const clock = createFakeClock();
  const timers = createFakeTimers(clock);
  const random = createSeededRandom(seed);
  const network = createFakeNetwork({ nowMs: clock.monotonicMs, timers, random: random.fork(), faults });
  const edge = new FakeEdge(network, clock, timers);
  edge.start();
  const ports = { clock, timers, random: random.fork(), ids: createIdSource(clock, random.fork()) };

  const openFeed = (session: () => string | null = () => null) =>
    createFeedClient({
      ...ports,
      openSocket: network.connect,
      url: () => EDGE_URL,
      token: () => 'token',
      session,
      app: 'test',
      appVersion: '1',
    });
  /** A screen with its queue; `disk` outlives it. */
  const openScreen = async (
    disk: Map<string, StoredCommand> = new Map(),
    more: Partial<Pick<CommandQueueOptions, 'limits' | 'store'>> = {},
  ) => {
    const sessions = createSessionHolder();
    const feed = openFeed(() => sessions.current.getSnapshot()?.session ?? null);
    const store = more.store ?? createMemoryQueueStore(disk);
    const queue = await openCommandQueue({
      ...ports,
      link: feed,
      sessions,
      store,
      ...(more.limits && { limits: more.limits }),
    });
    feed.start();
    return { feed, queue, sessions, disk };
  };
  return { clock, timers, network, edge, random, ports, openFeed, openScreen };
}
