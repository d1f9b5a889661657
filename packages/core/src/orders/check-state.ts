import { defineTransitions } from '../kernel/transitions.ts';

/** Where one check (bill) of an order stands. A paid check opens again only when a line is added to it. */
export type CheckState = 'open' | 'paid' | 'voided';

export const checkTransitions = defineTransitions<CheckState>('open', {
  open: ['paid', 'voided'],
  paid: ['open'],
  voided: [],
});
