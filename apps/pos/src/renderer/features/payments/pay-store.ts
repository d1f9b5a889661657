import type { IdSource } from '@passbell/core/kernel/ids';
import type { CommandAnswer } from '@passbell/core/wire/command-registry';
import type { OrderView } from '@passbell/core/wire/views';
import type { CommandQueue } from '@passbell/edge-client/command-queue';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HouseState } from '../../shared/house-state.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { Carts } from '../orders/cart-store.ts';
import { previewCash } from './cash-amounts.ts';

export type CashAnswer = CommandAnswer<'payCash'>;

/** One payment, from the press to what the edge said about it. */
export type PayPhase =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'taking'; readonly key: string; readonly tenderedMinor: number; readonly resumed: boolean }
  | { readonly kind: 'taken'; readonly answer: CashAnswer; readonly order: OrderView | null };

export interface PayState {
  /** The order being paid; null when the pay screen is closed. */
  readonly orderId: string | null;
  readonly digits: string;
  readonly phase: PayPhase;
  readonly refusal: Refusal | null;
}

/** Taking cash. Never optimistic: what is shown as taken is on the edge's disk. */
export interface Pay {
  readonly store: StoreApi<PayState>;
  /** Opens the screen. Unsent lines go first, in the order's own lane. */
  open(orderId: string): void;
  setDigits(digits: string): void;
  take(tenderedMinor: number): void;
  /** After the change was handed over: on to the rest of the check, or back to a free till. */
  done(): void;
  close(): void;
}

export interface PayParts {
  readonly house: StoreApi<HouseState>;
  readonly carts: Carts;
  readonly queue: CommandQueue;
  readonly ids: IdSource;
}

const CHOOSING: PayPhase = { kind: 'choosing' };

/** The check that is paid next: the first that is open. */
export function openCheck(order: OrderView | undefined): OrderView['checks'][number] | undefined {
  return order?.checks.find((check) => check.state === 'open' && check.dueMinor > 0);
}

export function createPay({ house, carts, queue, ids }: PayParts): Pay {
  const store = createStore<PayState>(() => ({ orderId: null, digits: '', phase: CHOOSING, refusal: null }));
  const { getState, setState } = store;

  /** A payment whose page was reloaded, or that another tab of this till sent, is still under way. */
  const underWay = (orderId: string) =>
    queue
      .getSnapshot()
      .pending.find(
        (command) => command.name === 'payCash' && command.lane === orderId && command.phase !== 'committed',
      );

  const follow = (key: string, orderId: string, answered: ReturnType<typeof queue.submit<'payCash'>>['answered']) => {
    void answered.then((outcome) => {
      const { phase } = getState();
      if (phase.kind !== 'taking' || phase.key !== key) return;
      if (outcome.status === 'committed') {
        setState({
          phase: { kind: 'taken', answer: outcome.answer, order: house.getState().orders.get(orderId) ?? null },
          digits: '',
        });
        return;
      }
      // The words stand on this screen, beside their cause; the queue's own card would say it twice.
      queue.dismiss(outcome.status === 'blocked' ? outcome.by : key);
      setState({ phase: CHOOSING, refusal: outcome.error });
    });
  };

  /** A payment taken up again after a reload has no promise any more: the queue and the order tell how it ended. */
  queue.subscribe(() => {
    const { phase } = getState();
    if (phase.kind !== 'taking' || !phase.resumed) return;
    const { pending, refused } = queue.getSnapshot();
    if (pending.some((command) => command.key === phase.key && command.phase !== 'committed')) return;
    const card = refused.find((command) => command.key === phase.key);
    setState({ phase: CHOOSING, refusal: card?.error ?? null });
    if (card) queue.dismiss(card.key);
  });

  return {
    store,
    open(orderId) {
      const openChecks = house.getState().location?.openChecks ?? true;
      carts.send(orderId, openChecks ? 'place' : 'open');
      const waiting = underWay(orderId);
      const tenderedMinor = Number(waiting?.args.tenderedMinor ?? 0);
      setState({
        orderId,
        digits: '',
        refusal: null,
        phase: waiting ? { kind: 'taking', key: waiting.key, tenderedMinor, resumed: true } : CHOOSING,
      });
    },
    setDigits: (digits) => setState({ digits, refusal: null }),
    take(tenderedMinor) {
      const { orderId, phase } = getState();
      if (orderId === null || phase.kind !== 'choosing') return;
      const check = openCheck(house.getState().orders.get(orderId));
      if (!check || tenderedMinor <= 0) return;
      const { amountMinor } = previewCash(check.dueMinor, tenderedMinor);
      const { key, answered } = queue.submit(
        'payCash',
        { orderId, checkId: check.id, paymentId: ids.newId(), amountMinor, tenderedMinor },
        { lane: orderId, optimistic: false, settleTopics: ['orders.open'] },
      );
      setState({ phase: { kind: 'taking', key, tenderedMinor, resumed: false }, refusal: null });
      follow(key, orderId, answered);
    },
    done() {
      const { phase } = getState();
      const isPaid = phase.kind === 'taken' && phase.answer.orderDueMinor === 0;
      setState({ phase: CHOOSING, digits: '', refusal: null, ...(isPaid ? { orderId: null } : {}) });
      if (isPaid) carts.leave();
    },
    close() {
      // Money on its way is looked at until there is an answer, and change until it is handed over.
      if (getState().phase.kind === 'choosing') setState({ orderId: null, digits: '', refusal: null });
    },
  };
}
