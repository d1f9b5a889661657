import type { IdSource } from '@passbell/core/kernel/ids';
import type { LineRequest } from '@passbell/core/orders/resolve-lines';
import type { OrderAnswer } from '@passbell/core/wire/order-commands';
import type { CommandQueue, Submitted } from '@passbell/edge-client/command-queue';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HouseState } from '../../shared/house-state.ts';
import {
  addToCart,
  type Cart,
  type CartHead,
  type CartLine,
  cartOfOrder,
  lineArgs,
  markSent,
  newCart,
  removeLines,
  replaceRequest,
  restoreLine,
  unsentLines,
} from './cart.ts';
import type { CartVault } from './cart-vault.ts';
import { claimSentLines, reconcileCart } from './reconcile-cart.ts';

export interface CartState {
  /** By order id. Maps are never changed in place. */
  readonly carts: ReadonlyMap<string, Cart>;
  /** The check in front of the cashier; null before the first tap. */
  readonly activeId: string | null;
}

export interface RemovedLine {
  readonly orderId: string;
  readonly line: CartLine;
  readonly at: number;
}

/** The unsent side of every check, and which check is in front. */
export interface Carts {
  readonly store: StoreApi<CartState>;
  /** Takes up what was kept before a reload. */
  restore(): Promise<void>;
  activate(orderId: string): void;
  /** Nothing in front: the next tap on a dish begins a check. */
  leave(): void;
  /** A new draft in front. Gives its order id. */
  startCheck(head?: Partial<CartHead>): string;
  /** Adds to the check in front, or to a new one. Gives the line. */
  add(request: LineRequest): string;
  change(lineId: string, request: LineRequest): void;
  remove(lineId: string): RemovedLine | null;
  putBack(removed: RemovedLine): void;
  /** Takes unsent lines off that a refusal named. */
  takeOff(orderId: string, lineIds: readonly string[]): void;
  /** Table, guests, name and how it is eaten: as long as the edge does not have the order. */
  describe(head: Partial<CartHead> & { readonly note?: string | null }): void;
  /** Throws a draft away. Gives it back for an undo. */
  discard(orderId: string): Cart | null;
  undiscard(cart: Cart): void;
  /** Sends the unsent lines of a check: `place` to the kitchen, `open` where the money comes first. Gives the key. */
  send(orderId: string, how: 'place' | 'open'): string | null;
}

export interface CartStoreParts {
  readonly house: StoreApi<HouseState>;
  readonly queue: CommandQueue;
  readonly vault: CartVault;
  /** The edge's wall time: a draft stands among the edge's orders, which are stamped by its clock. */
  readonly serverNowMs: () => number;
  readonly ids: IdSource;
}

const SETTLE_TOPICS = ['orders.open'];

function sendCommand(queue: CommandQueue, cart: Cart, how: 'place' | 'open'): Submitted<OrderAnswer> {
  const lines = unsentLines(cart).map(lineArgs);
  const options = { lane: cart.orderId, settleTopics: SETTLE_TOPICS };
  if (cart.opened) return queue.submit('addLines', { orderId: cart.orderId, lines }, options);
  const args = {
    orderId: cart.orderId,
    diningOption: cart.diningOption,
    lines,
    ...(cart.tableLabel === null ? {} : { tableLabel: cart.tableLabel }),
    ...(cart.guestName === null ? {} : { guestName: cart.guestName }),
    ...(cart.guestCount === null ? {} : { guestCount: cart.guestCount }),
    ...(cart.note === null ? {} : { note: cart.note }),
  };
  return queue.submit(how === 'place' ? 'placeOrder' : 'openOrder', args, options);
}

export function createCarts({ house, queue, vault, serverNowMs, ids }: CartStoreParts): Carts {
  const store = createStore<CartState>(() => ({ carts: new Map(), activeId: null }));

  const put = (cart: Cart) => {
    store.setState({ carts: new Map(store.getState().carts).set(cart.orderId, cart) });
    vault.save([...store.getState().carts.values()]);
  };
  const drop = (orderId: string) => {
    const carts = new Map(store.getState().carts);
    carts.delete(orderId);
    store.setState({ carts });
    vault.save([...carts.values()]);
  };
  const active = (): Cart | undefined => {
    const { activeId, carts } = store.getState();
    if (activeId === null) return undefined;
    const order = house.getState().orders.get(activeId);
    return carts.get(activeId) ?? (order ? cartOfOrder(activeId, order.openedMs) : undefined);
  };
  const startCheck = (head: Partial<CartHead> = {}): Cart => {
    const cart = { ...newCart(ids.newId(), serverNowMs()), ...head };
    put(cart);
    store.setState({ activeId: cart.orderId });
    return cart;
  };

  const reconcile = () => {
    const { orders, ordersReady } = house.getState();
    const world = { orders, ordersReady, queue: queue.getSnapshot() };
    const handled: string[] = [];
    for (const cart of store.getState().carts.values()) {
      const result = reconcileCart(cart, world);
      handled.push(...result.handled);
      // An opened cart with nothing in it is only worth keeping while it is in front and carries nothing.
      if (result.cart === null) drop(cart.orderId);
      else if (result.cart !== cart) put(result.cart);
    }
    for (const key of handled) queue.dismiss(key);
  };
  house.subscribe(reconcile);
  queue.subscribe(reconcile);

  return {
    store,
    async restore() {
      const kept = await vault.load();
      const view = queue.getSnapshot();
      const carts = new Map(kept.map((cart) => [cart.orderId, claimSentLines(cart, view)] as const));
      store.setState({ carts: new Map([...carts, ...store.getState().carts]) });
      reconcile();
    },
    activate: (orderId) => store.setState({ activeId: orderId }),
    leave: () => store.setState({ activeId: null }),
    startCheck: (head) => startCheck(head).orderId,
    add(request) {
      const cart = active() ?? startCheck();
      const { cart: next, lineId } = addToCart(cart, ids.newId(), request);
      put(next);
      return lineId;
    },
    change(lineId, request) {
      const cart = active();
      if (cart) put({ ...replaceRequest(cart, lineId, request), refusal: null });
    },
    remove(lineId) {
      const cart = active();
      const at = cart?.lines.findIndex((line) => line.lineId === lineId && line.commandKey === null) ?? -1;
      const line = cart?.lines[at];
      if (!cart || !line) return null;
      put(removeLines(cart, [lineId]));
      return { orderId: cart.orderId, line, at };
    },
    putBack({ orderId, line, at }) {
      const order = house.getState().orders.get(orderId);
      const cart =
        store.getState().carts.get(orderId) ??
        (order ? cartOfOrder(orderId, order.openedMs) : { ...newCart(orderId, serverNowMs()) });
      put(restoreLine(cart, line, at));
      store.setState({ activeId: orderId });
    },
    takeOff(orderId, lineIds) {
      const cart = store.getState().carts.get(orderId);
      if (cart) put(removeLines(cart, lineIds));
    },
    describe(head) {
      const cart = active();
      if (cart && !cart.opened) put({ ...cart, ...head });
    },
    discard(orderId) {
      const cart = store.getState().carts.get(orderId);
      if (!cart) return null;
      drop(orderId);
      return cart;
    },
    undiscard(cart) {
      put(cart);
      store.setState({ activeId: cart.orderId });
    },
    send(orderId, how) {
      const cart = store.getState().carts.get(orderId);
      if (!cart || unsentLines(cart).length === 0) return null;
      const { key, answered } = sendCommand(queue, cart, how);
      if (queue.getSnapshot().pending.some((command) => command.key === key)) {
        put(markSent(cart, key));
        return key;
      }
      // Not even taken down: too large, or too much waits already. The lines stay as they are.
      void answered.then((outcome) => outcome.status === 'refused' && put({ ...cart, refusal: outcome.error }));
      return null;
    },
  };
}
