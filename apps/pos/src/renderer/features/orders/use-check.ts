import type { DiningOption } from '@passbell/core/orders/order-rows';
import { permits } from '@passbell/core/staff/permissions';
import { useMemo } from 'react';
import { usePosI18n } from '../../i18n/use-pos-i18n.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { useCarts, useHouse, useQueue, useServerNow, useSignIn, useTill } from '../../shared/till-context.ts';
import { type CheckName, nameOfCheck } from '../checks/check-tabs.ts';
import { unsentLines } from './cart.ts';
import {
  type CheckGroup,
  type CheckLine,
  type CheckSums,
  groupsOfOrder,
  lineOfCart,
  seatAllergies,
  sendingGroup,
  sumsOf,
} from './check-model.ts';

/** Everything the check panel shows about the check in front. */
export interface CheckPanelModel {
  readonly orderId: string | null;
  readonly name: CheckName;
  readonly number: string | null;
  readonly staffName: string | null;
  readonly guestCount: number | null;
  readonly diningOption: DiningOption;
  readonly note: string | null;
  readonly openedMs: number | null;
  /** The edge has it: table and guests no longer change here. */
  readonly isOrder: boolean;
  /** Every dish the kitchen has is up. */
  readonly isReady: boolean;
  readonly isEmpty: boolean;
  readonly seats: number;
  readonly allergicSeats: ReadonlySet<number | null>;
  readonly groups: readonly CheckGroup[];
  readonly newLines: readonly CheckLine[];
  /** Lines whose dish asks something: those open a sheet. */
  readonly editable: ReadonlySet<string>;
  readonly sums: CheckSums;
  readonly refusal: Refusal | null;
  readonly sendingSeconds: number | null;
  readonly live: boolean;
  readonly asOf: string | null;
  readonly currency: string;
  readonly timeZone: string;
  /** False where the money comes first and this person may take it: Pay does it all then. */
  readonly sends: boolean;
  readonly onHandOver: (() => void) | null;
  readonly handingOver: boolean;
}

const NO_SUMS: CheckSums = { subtotalMinor: 0, taxes: [], totalMinor: 0, paidMinor: 0, dueMinor: 0 };
/** Prices of unsent lines are worked out anew this often: a daypart may end. */
const REPRICE_MS = 30_000;

function useHandOver(orderId: string | null, name: string): Pick<CheckPanelModel, 'onHandOver' | 'handingOver'> {
  const { queue, notices } = useTill();
  const { pending } = useQueue();
  const role = useSignIn((state) => state.person?.role ?? null);
  const status = useHouse((state) => (orderId === null ? null : (state.orders.get(orderId)?.status ?? null)));
  const handingOver = pending.some((command) => command.name === 'handOverOrder' && command.lane === orderId);
  const may = permits('orders.hand_over', 'pos', role) === 'allowed';
  if (orderId === null || status !== 'ready' || !may) return { onHandOver: null, handingOver: false };
  const onHandOver = () => {
    const { answered } = queue.submit('handOverOrder', { orderId }, { lane: orderId, settleTopics: ['orders.open'] });
    void answered.then((outcome) => outcome.status === 'committed' && notices.tell({ kind: 'handed_over', name }));
  };
  return { onHandOver, handingOver };
}

/** The check in front, from the edge's order and this till's cart together. Null until the menu is here. */
export function useCheck(titleOf: (name: CheckName) => string): CheckPanelModel | null {
  const { formatTime } = usePosI18n();
  const activeId = useCarts((state) => state.activeId);
  const cart = useCarts((state) => (state.activeId === null ? undefined : state.carts.get(state.activeId)));
  const order = useHouse((state) => (activeId === null ? undefined : state.orders.get(activeId)));
  const menu = useHouse((state) => state.menu);
  const location = useHouse((state) => state.location);
  const status = useHouse((state) => state.status);
  const queue = useQueue();
  const nowMs = useServerNow(REPRICE_MS);
  const tickMs = useServerNow();
  const { clock } = useTill();
  const role = useSignIn((state) => state.person?.role ?? null);
  const mayPay = permits('payments.cash', 'pos', role) === 'allowed';

  const worked = useMemo(() => {
    if (!menu || !location) return null;
    const atHand = { menu, location, nowMs };
    const sending = cart ? sendingGroup(cart, atHand) : null;
    const groups = [...(order ? groupsOfOrder(order) : []), ...(sending ? [sending] : [])];
    const unsent = cart ? unsentLines(cart) : [];
    return {
      groups,
      newLines: unsent.map((line) => lineOfCart(line, atHand)),
      editable: new Set(unsent.filter((line) => menu.items.has(line.request.itemId)).map((line) => line.lineId)),
      sums: order || cart ? sumsOf(order, cart, atHand) : NO_SUMS,
      allergicSeats: new Set(seatAllergies(order, cart).keys()),
    };
  }, [menu, location, order, cart, nowMs]);

  const head = order ?? cart;
  const name = nameOfCheck(order ?? cart ?? { tableLabel: null, guestName: null });
  const handOver = useHandOver(order ? activeId : null, titleOf(name));
  if (!worked || !location) return null;
  const oldest = queue.pending.find(
    (command) => command.lane === activeId && command.phase !== 'committed' && 'lines' in command.args,
  );
  const guestCount = head?.guestCount ?? null;
  const isEmpty = worked.groups.length === 0 && worked.newLines.length === 0;
  const hasNew = worked.newLines.length > 0;
  return {
    orderId: head ? activeId : null,
    name,
    number: order?.number == null ? null : `${order.series ? `${order.series}-` : ''}${order.number}`,
    staffName: order?.staffName ?? null,
    guestCount,
    diningOption: head?.diningOption ?? 'dine_in',
    note: head?.note ?? null,
    openedMs: head && !isEmpty ? head.openedMs : null,
    isOrder: order !== undefined || cart?.opened === true,
    isReady: order?.status === 'ready',
    isEmpty,
    seats: head?.diningOption === 'dine_in' ? (guestCount ?? 0) : 0,
    refusal: cart?.refusal ?? null,
    // Pressed on this machine's clock; ticks come from the edge's, so both sides are read from the same one here.
    sendingSeconds: oldest && tickMs > 0 ? Math.max(0, Math.round((clock.nowMs() - oldest.createdMs) / 1_000)) : null,
    live: status.level !== 'server_lost',
    asOf: status.asOfMs === null || !order ? null : formatTime(status.asOfMs, location.timeZone),
    currency: location.currency,
    timeZone: location.timeZone,
    sends: location.openChecks || !mayPay,
    handingOver: handOver.handingOver,
    onHandOver: hasNew ? null : handOver.onHandOver,
    ...worked,
  };
}
