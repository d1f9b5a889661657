import type { Result } from '@passbell/core/kernel/result';
import type { Timers } from '@passbell/core/kernel/timers';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { FeedClient } from '@passbell/edge-client/feed-client';
import { createPendingOverlay } from '@passbell/edge-client/pending-overlay';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HouseState } from './house-state.ts';
import { showPendingStock } from './pending-stock.ts';
import type { Refusal } from './refusal.ts';

/** What the house store reads over HTTP. */
export interface HouseReads {
  /** What this device kept from last time. */
  kept(): Promise<{ readonly location: LocationRow | null; readonly menu: MenuIndex | null }>;
  location(): Promise<Result<LocationRow, Refusal>>;
  /** The active menu, from the copy kept here when its hash is the one asked for. */
  menu(hash: string): Promise<Result<MenuIndex, Refusal>>;
}

export interface HouseStoreParts {
  readonly feed: Pick<FeedClient, 'hold' | 'status'>;
  readonly queue: Pick<CommandQueue, 'getSnapshot' | 'subscribe'>;
  readonly reads: HouseReads;
  readonly timers: Timers;
}

export interface House {
  readonly store: StoreApi<HouseState>;
  /** Begins to follow the feed's topics. Call it once the device is let in; calling it again changes nothing. */
  follow(): void;
}

const READ_AGAIN_MS = 2_000;

/** Keeps one picture of the house from the feed's topics and the documents they point to. */
export function createHouse({ feed, queue, reads, timers }: HouseStoreParts): House {
  const store = createStore<HouseState>(() => ({
    location: null,
    menu: null,
    orders: new Map(),
    ordersReady: false,
    stock: new Map(),
    staff: new Map(),
    status: feed.status.getSnapshot(),
  }));
  const overlayStock = createPendingOverlay(showPendingStock);
  let following = false;
  let wantedMenu: string | null = null;

  const readLocation = () => {
    void reads.location().then((result) => {
      if (result.ok) store.setState({ location: result.value });
      else timers.after(READ_AGAIN_MS, readLocation);
    });
  };

  const readMenu = (hash: string) => {
    void reads.menu(hash).then((result) => {
      // A newer menu may have been activated while this one was on its way.
      if (wantedMenu !== hash) return;
      if (result.ok) store.setState({ menu: result.value });
      else timers.after(READ_AGAIN_MS, () => wantedMenu === hash && readMenu(hash));
    });
  };

  return {
    store,
    follow() {
      if (following) return;
      following = true;
      // Local data first: the till can be sold with before the network is there. What the edge says replaces it.
      void reads.kept().then(({ location, menu }) => {
        const now = store.getState();
        store.setState({ location: now.location ?? location, menu: now.menu ?? menu });
      });
      const orders = feed.hold('orders.open');
      const stock = feed.hold('stock');
      const staff = feed.hold('staff');
      const menu = feed.hold('menu');
      feed.status.subscribe(() => store.setState({ status: feed.status.getSnapshot() }));
      orders.subscribe(() => {
        const { documents, ready } = orders.getSnapshot();
        store.setState({ orders: documents, ordersReady: ready });
      });
      const showStock = () => {
        const shown = overlayStock(stock.getSnapshot().documents, queue.getSnapshot().pending);
        if (shown !== store.getState().stock) store.setState({ stock: shown });
      };
      stock.subscribe(showStock);
      queue.subscribe(showStock);
      staff.subscribe(() => store.setState({ staff: staff.getSnapshot().documents }));
      menu.subscribe(() => {
        const head = menu.getSnapshot().documents.get('active');
        if (!head || head.hash === wantedMenu) return;
        wantedMenu = head.hash;
        readMenu(head.hash);
      });
      readLocation();
    },
  };
}
