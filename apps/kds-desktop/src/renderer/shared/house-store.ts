import type { Result } from '@passbell/core/kernel/result';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { StockView } from '@passbell/core/wire/views';
import type { EdgeError } from '@passbell/edge-client/edge-error';
import type { FeedClient } from '@passbell/edge-client/feed-client';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The restaurant as this screen last heard of it. Maps are never changed in place. */
export interface HouseState {
  readonly location: LocationRow | null;
  readonly menu: MenuIndex | null;
  /** By `kind:subjectId`. */
  readonly stock: ReadonlyMap<string, StockView>;
}

/** What the house reads beside the feed. Both give the copy on the device while the server is away. */
export interface HouseReads {
  location(): Promise<Result<LocationRow, EdgeError>>;
  menu(): Promise<Result<MenuIndex, EdgeError>>;
}

export interface House {
  readonly store: StoreApi<HouseState>;
  stop(): void;
}

const READ_AGAIN_MS = 2_000;

/** Follows menu and stock from now on, and reads the location until it has it. */
export function createHouse(feed: Pick<FeedClient, 'hold'>, reads: HouseReads, timers: Timers): House {
  const store = createStore<HouseState>(() => ({ location: null, menu: null, stock: new Map() }));
  const stock = feed.hold('stock');
  const menu = feed.hold('menu');
  const again = new Map<'menu' | 'location', Cancel>();
  let stopped = false;

  const later = (what: 'menu' | 'location', read: () => void) => {
    again.get(what)?.();
    if (!stopped) again.set(what, timers.after(READ_AGAIN_MS, read));
  };
  const wantedHash = () => menu.getSnapshot().documents.get('active')?.hash ?? null;
  const readMenu = () => {
    void reads.menu().then((read) => {
      if (read.ok) store.setState({ menu: read.value });
      const isWanted = read.ok && (wantedHash() === null || wantedHash() === read.value.hash);
      if (!isWanted) later('menu', readMenu);
    });
  };
  const readLocation = () => {
    void reads.location().then((read) => {
      if (read.ok) store.setState({ location: read.value });
      else later('location', readLocation);
    });
  };

  const detach = [
    stock.subscribe(() => store.setState({ stock: stock.getSnapshot().documents })),
    menu.subscribe(() => {
      if (wantedHash() !== store.getState().menu?.hash) readMenu();
    }),
  ];
  readMenu();
  readLocation();
  return {
    store,
    stop() {
      stopped = true;
      for (const end of [...detach, ...again.values(), stock.release, menu.release]) end();
    },
  };
}
