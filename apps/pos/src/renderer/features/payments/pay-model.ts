import type { OrderView } from '@passbell/core/wire/views';
import type { FeedStatus } from '@passbell/edge-client/feed-status';
import type { Refusal } from '../../shared/refusal.ts';
import type { Cart } from '../orders/cart.ts';
import { openCheck, type PayPhase } from './pay-store.ts';

/** Why cash cannot be taken now, if it cannot. */
export type PayBlock = 'sending' | 'send_refused' | 'server_lost' | 'taking' | 'nothing_due';

export interface PayModel {
  readonly dueMinor: number;
  /** Still due on the order's other checks. */
  readonly elsewhereMinor: number;
  readonly block: PayBlock | null;
  /** Of a send that came back. */
  readonly sendRefusal: Refusal | null;
}

interface PayFacts {
  readonly order: OrderView | undefined;
  readonly cart: Cart | undefined;
  readonly level: FeedStatus['level'];
  readonly phase: PayPhase;
}

function blockOf({ order, cart, level, phase }: PayFacts, dueMinor: number): PayBlock | null {
  if (phase.kind === 'taking') return 'taking';
  if (cart?.refusal) return 'send_refused';
  if (level === 'server_lost') return 'server_lost';
  if (cart && cart.lines.length > 0) return 'sending';
  return order && dueMinor > 0 ? null : 'nothing_due';
}

/** What is to pay, by the edge alone, and whether cash may be taken at this moment. */
export function payModel(facts: PayFacts): PayModel {
  const check = openCheck(facts.order);
  const dueMinor = check?.dueMinor ?? 0;
  return {
    dueMinor,
    elsewhereMinor: Math.max(0, (facts.order?.dueMinor ?? 0) - dueMinor),
    block: blockOf(facts, dueMinor),
    sendRefusal: facts.cart?.refusal ?? null,
  };
}
