import type { DiningOption } from '@passbell/core/orders/order-rows';
import type { OrderStatus } from '@passbell/core/orders/order-status';
import type { OrderView } from '@passbell/core/wire/views';
import type { Cart } from '../orders/cart.ts';

/** What a check is called: its table, its guest, or its number. */
export type CheckName =
  | { readonly kind: 'table'; readonly label: string }
  | { readonly kind: 'guest'; readonly name: string }
  | { readonly kind: 'number'; readonly series: string; readonly number: number }
  | { readonly kind: 'new' };

/** How a check stands, in one word. `unsent` and `sending` are this till's own. */
export type CheckStanding = OrderStatus | 'unsent' | 'sending';

/** A check as the strip and the list show it. */
export interface CheckTab {
  readonly orderId: string;
  readonly name: CheckName;
  readonly openedMs: number;
  /** Still to pay, with what is not sent yet. */
  readonly dueMinor: number;
  readonly standing: CheckStanding;
  readonly staffName: string | null;
  readonly diningOption: DiningOption;
  readonly unsent: boolean;
}

interface NamedCheck {
  readonly tableLabel: string | null;
  readonly guestName: string | null;
  readonly number?: number | null;
  readonly series?: string | null;
}

export function nameOfCheck(check: NamedCheck): CheckName {
  if (check.tableLabel !== null) return { kind: 'table', label: check.tableLabel };
  if (check.guestName !== null) return { kind: 'guest', name: check.guestName };
  if (check.number != null) return { kind: 'number', series: check.series ?? '', number: check.number };
  return { kind: 'new' };
}

/** All open checks of the house and the drafts of this till, in the order they were opened: nothing changes places. */
export function checkTabs(
  orders: ReadonlyMap<string, OrderView>,
  carts: ReadonlyMap<string, Cart>,
  dueOf: (orderId: string) => number,
): CheckTab[] {
  const ofOrders = [...orders.values()].map((order): CheckTab => {
    const cart = carts.get(order.id);
    return {
      orderId: order.id,
      name: nameOfCheck(order),
      openedMs: order.openedMs,
      dueMinor: dueOf(order.id),
      standing: order.status,
      staffName: order.staffName,
      diningOption: order.diningOption,
      unsent: (cart?.lines.length ?? 0) > 0,
    };
  });
  const drafts = [...carts.values()]
    .filter((cart) => !orders.has(cart.orderId))
    .map(
      (cart): CheckTab => ({
        orderId: cart.orderId,
        name: nameOfCheck(cart),
        openedMs: cart.openedMs,
        dueMinor: dueOf(cart.orderId),
        standing: cart.opened ? 'sending' : 'unsent',
        staffName: null,
        diningOption: cart.diningOption,
        unsent: cart.lines.length > 0,
      }),
    );
  return [...ofOrders, ...drafts].toSorted((a, b) => a.openedMs - b.openedMs || (a.orderId < b.orderId ? -1 : 1));
}

/**
 * The tabs that fit: the newest, with the active one always among them. A tab keeps its place among the others while
 * there is room.
 */
export function visibleTabs(tabs: readonly CheckTab[], activeId: string | null, room: number): CheckTab[] {
  const newest = tabs.slice(-room);
  if (activeId === null || newest.some((tab) => tab.orderId === activeId)) return newest;
  const active = tabs.find((tab) => tab.orderId === activeId);
  return active ? [active, ...newest.slice(1)] : newest;
}
