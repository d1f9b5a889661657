import { must } from '@passbell/core/kernel/assert';
import { createIdSource } from '@passbell/core/kernel/ids';
import type { FeedResult } from '@passbell/core/wire/feed-messages';
import type { OrderView } from '@passbell/core/wire/views';
import type { CommandLink } from '@passbell/edge-client/command-queue';
import { createMemoryDocumentCache } from '@passbell/edge-client/document-cache';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import { createListeners } from '@passbell/edge-client/observable-value';
import { openCommandQueue } from '@passbell/edge-client/open-command-queue';
import { createSessionHolder } from '@passbell/edge-client/session-holder';
import { createFakeClock, promisesSettled } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { createStore } from 'zustand/vanilla';
import { createCarts } from '../src/renderer/features/orders/cart-store.ts';
import { createCartVault } from '../src/renderer/features/orders/cart-vault.ts';
import { createOrderScreen } from '../src/renderer/features/orders/order-store.ts';
import { createPay } from '../src/renderer/features/payments/pay-store.ts';
import type { HouseState } from '../src/renderer/shared/house-state.ts';
import { createNotices } from '../src/renderer/shared/notices.ts';
import { location, menu, NOON_MS } from './till-fixtures.ts';

/** A line to an edge that answers when the test says so. */
function scriptedLink() {
  const sent: Parameters<CommandLink['sendCommand']>[0][] = [];
  const results = new Set<(result: FeedResult) => void>();
  const upChanges = createListeners();
  let up = true;
  let seq = 0;
  const link: CommandLink = {
    isUp: () => up,
    sendCommand: (command) => {
      if (up) sent.push(command);
      return up;
    },
    onResult: (listener) => {
      results.add(listener);
      return () => results.delete(listener);
    },
    onUpChange: upChanges.add,
    onAdvance: () => () => undefined,
    onRewind: () => () => undefined,
    covers: () => true,
  };
  const answer = (result: FeedResult) => {
    for (const listener of results) listener(result);
  };
  const last = (name: string) =>
    must(
      sent.findLast((command) => command.name === name),
      `${name} was sent`,
    );
  return {
    link,
    sent,
    last,
    setUp(next: boolean) {
      up = next;
      upChanges.tell();
    },
    commit(name: string, result: FeedResult['result']) {
      seq += 1;
      answer({ type: 'result', key: last(name).key, status: 'committed', epoch: 1, seq, result, error: null });
    },
    refuse(name: string, error: NonNullable<FeedResult['error']>) {
      answer({
        type: 'result',
        key: last(name).key,
        status: 'refused',
        epoch: null,
        seq: null,
        result: null,
        error,
      });
    },
  };
}

/** What survives a reload of the page. */
export interface Device {
  readonly queue: ReturnType<typeof createMemoryQueueStore>;
  readonly documents: ReturnType<typeof createMemoryDocumentCache>;
}

export function newDevice(): Device {
  return { queue: createMemoryQueueStore(), documents: createMemoryDocumentCache() };
}

/** The stores of a till over a real command queue, with Ana signed in at noon. */
export async function openTillWorld(device: Device = newDevice()) {
  const clock = createFakeClock(NOON_MS);
  const timers = createFakeTimers(clock);
  const random = createSeededRandom(7);
  const ids = createIdSource(clock, random);
  const sessions = createSessionHolder();
  sessions.signedIn({ staffId: 'ana', name: 'Ana', role: 'server', session: 'token', expiresMs: NOON_MS * 2 });
  const edge = scriptedLink();
  const queue = await openCommandQueue({ store: device.queue, link: edge.link, sessions, clock, timers, random, ids });
  const status = {
    level: 'live',
    sinceMs: NOON_MS,
    lastHeardMs: NOON_MS,
    asOfMs: NOON_MS,
    retryInMs: null,
    health: null,
    refusal: null,
  } as const;
  const house = createStore<HouseState>(() => ({
    location,
    menu,
    orders: new Map(),
    ordersReady: true,
    stock: new Map(),
    staff: new Map(),
    status,
  }));
  const notices = createNotices(ids);
  const played: string[] = [];
  const sound = {
    play: (name: string) => {
      played.push(name);
      return 'played' as const;
    },
  };
  const carts = createCarts({
    house,
    queue,
    vault: createCartVault(device.documents, () => undefined),
    serverNowMs: () => clock.nowMs(),
    ids,
  });
  const screen = createOrderScreen({ house, carts, queue, notices, sound, serverNowMs: () => clock.nowMs() });
  const pay = createPay({ house, carts, queue, ids });
  await carts.restore();
  return {
    clock,
    edge,
    queue,
    house,
    carts,
    screen,
    pay,
    notices,
    played,
    settled: promisesSettled,
    showOrders: (...orders: OrderView[]) =>
      house.setState({ orders: new Map(orders.map((order) => [order.id, order])) }),
    activeId: () => must(carts.store.getState().activeId, 'a check is in front'),
    activeCart: () => carts.store.getState().carts.get(carts.store.getState().activeId ?? ''),
  };
}
