import { defineTransitions } from '../kernel/transitions.ts';

/**
 * Where one payment stands. `cancelled` is before an authorization, `voided` after one; `unknown` blocks every other
 * attempt until it is resolved, because nobody may be charged twice. Cash goes from created to captured at once.
 */
export type PaymentState =
  | 'created'
  | 'in_progress'
  | 'authorized'
  | 'captured'
  | 'declined'
  | 'cancelled'
  | 'voided'
  | 'unknown'
  | 'refunded';

export const paymentTransitions = defineTransitions<PaymentState>('created', {
  created: ['in_progress', 'captured', 'cancelled'],
  in_progress: ['authorized', 'captured', 'declined', 'cancelled', 'unknown'],
  authorized: ['captured', 'voided', 'unknown'],
  unknown: ['authorized', 'captured', 'declined', 'cancelled', 'voided'],
  captured: ['refunded'],
  declined: [],
  cancelled: [],
  voided: [],
  refunded: [],
});

/** Whether the money of a payment counts as taken. */
export function isTaken(payment: { readonly state: PaymentState }): boolean {
  return payment.state === 'captured' || payment.state === 'authorized';
}

/** Whether a payment may still turn into money, so that no other attempt may start. */
export function isPending(payment: { readonly state: PaymentState }): boolean {
  return payment.state === 'created' || payment.state === 'in_progress' || payment.state === 'unknown';
}
