import type { OrderView } from '@passbell/core/wire/views';
import type { QueueView } from '@passbell/edge-client/command-queue';
import { type Cart, markRefused, settleCommand, settleWithOrder } from './cart.ts';

/** What the edge and the queue say about the orders, at one moment. */
export interface CartWorld {
  readonly orders: ReadonlyMap<string, OrderView>;
  readonly ordersReady: boolean;
  readonly queue: Pick<QueueView, 'pending' | 'refused'>;
}

export interface Reconciled {
  /** Null when nothing of the cart is left here. */
  readonly cart: Cart | null;
  /** Refused commands whose lines are back in the cart: their cards are no longer needed. */
  readonly handled: readonly string[];
}

function carriedKeys(cart: Cart): Set<string> {
  const keys = cart.lines.flatMap((line) => line.commandKey ?? []);
  return new Set(cart.openKey === null ? keys : [...keys, cart.openKey]);
}

/**
 * Brings a cart up to date. A line that the edge shows is the edge's. A line whose command was refused is unsent again.
 * One whose command is gone was done: its order is closed, or (never seen, but the line's id makes it safe) it is unsent.
 */
export function reconcileCart(cart: Cart, world: CartWorld): Reconciled {
  const order = world.orders.get(cart.orderId);
  const pending = new Set(world.queue.pending.map((command) => command.key));
  let next = order ? settleWithOrder(cart, new Set(order.lines.map((line) => line.id))) : cart;
  const handled: string[] = [];
  for (const key of carriedKeys(next)) {
    if (pending.has(key)) continue;
    const refused = world.queue.refused.find((command) => command.key === key);
    if (refused) {
      next = markRefused(next, key, refused.error);
      handled.push(key);
      continue;
    }
    if (!world.ordersReady) continue;
    next = order ? markUnsent(next, key) : settleCommand(next, key);
  }
  const isDone = next.opened && next.lines.length === 0 && next.openKey === null;
  return { cart: isDone ? null : next, handled };
}

function markUnsent(cart: Cart, key: string): Cart {
  return { ...cart, lines: cart.lines.map((line) => (line.commandKey === key ? { ...line, commandKey: null } : line)) };
}

/** After a restart: lines that a kept command carries are on their way, whatever was last written down about them. */
export function claimSentLines(cart: Cart, queue: Pick<QueueView, 'pending' | 'refused'>): Cart {
  let next = cart;
  for (const command of [...queue.pending, ...queue.refused]) {
    if (command.lane !== cart.orderId || !Array.isArray(command.args.lines)) continue;
    const ids = new Set(
      command.args.lines.flatMap((line) =>
        typeof line === 'object' && line !== null && !Array.isArray(line) && typeof line.lineId === 'string'
          ? [line.lineId]
          : [],
      ),
    );
    const lines = next.lines.map((line) => (ids.has(line.lineId) ? { ...line, commandKey: command.key } : line));
    const opens = command.name === 'placeOrder' || command.name === 'openOrder';
    next = { ...next, lines, ...(opens ? { opened: true, openKey: command.key } : {}) };
  }
  return next;
}
