import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { Timers } from '@passbell/core/kernel/timers';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import type { FeedClient } from '@passbell/edge-client/feed-client';
import type { SoundKit } from '@passbell/ui/sound';
import type { Carts } from '../features/orders/cart-store.ts';
import type { OrderScreen } from '../features/orders/order-store.ts';
import type { Pay } from '../features/payments/pay-store.ts';
import type { SignIn } from '../features/sign-in/sign-in-store.ts';
import type { House } from './house-store.ts';
import type { Notices } from './notices.ts';

/** One till: its stores and what they stand on. Screens get it from the context. */
export interface Till {
  readonly house: House;
  readonly carts: Carts;
  readonly screen: OrderScreen;
  readonly pay: Pay;
  readonly signIn: SignIn;
  readonly notices: Notices;
  readonly queue: CommandQueue;
  readonly feed: Pick<FeedClient, 'retryNow' | 'serverNowMs' | 'clockAheadMs'>;
  readonly sound: SoundKit;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
}
