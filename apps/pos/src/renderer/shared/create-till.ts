import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { Timers } from '@passbell/core/kernel/timers';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { FeedClient } from '@passbell/edge-client/feed-client';
import type { SoundKit } from '@passbell/ui/sound';
import { createCarts } from '../features/orders/cart-store.ts';
import type { CartVault } from '../features/orders/cart-vault.ts';
import { createOrderScreen } from '../features/orders/order-store.ts';
import { createPay } from '../features/payments/pay-store.ts';
import type { Access } from '../features/sign-in/access.ts';
import { createSignIn, isNotPaired } from '../features/sign-in/sign-in-store.ts';
import { createHouse, type HouseReads } from './house-store.ts';
import { createNotices } from './notices.ts';
import type { Till } from './till.ts';

/** What a till stands on: the edge, the device's storage, and the platform. */
export interface TillParts {
  readonly feed: FeedClient;
  readonly queue: CommandQueue;
  readonly access: Access;
  readonly reads: HouseReads;
  readonly vault: CartVault;
  readonly sound: SoundKit;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
}

/** Puts a till together. The feed begins when the device is let in. */
export function createTill(parts: TillParts): Till {
  const { feed, queue, access, reads, vault, sound, clock, timers, ids } = parts;
  const house = createHouse({ feed, queue, reads, timers });
  const notices = createNotices(ids);
  const serverNowMs = () => feed.serverNowMs();
  const carts = createCarts({ house: house.store, queue, vault, serverNowMs, ids });
  const screen = createOrderScreen({ house: house.store, carts, queue, notices, sound, serverNowMs });
  const pay = createPay({ house: house.store, carts, queue, ids });
  const onPaired = () => {
    house.follow();
    feed.start();
  };
  const signIn = createSignIn({ access, clock, timers, onPaired });
  house.store.subscribe(({ status: { refusal } }) => {
    if (refusal !== null && isNotPaired(refusal)) signIn.unpair();
  });
  return { house, carts, screen, pay, signIn, notices, queue, feed, sound, clock, timers, ids };
}
