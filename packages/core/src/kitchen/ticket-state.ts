import { defineTransitions } from '../kernel/transitions.ts';

/** One line on a ticket: waiting → making → done, tapped onwards by the cook. */
export type TicketLineState = 'waiting' | 'making' | 'done' | 'voided';

export const ticketLineTransitions = defineTransitions<TicketLineState>('waiting', {
  waiting: ['making', 'done', 'voided'],
  making: ['done', 'waiting', 'voided'],
  done: ['waiting', 'making', 'voided'],
  voided: [],
});

/** A ticket is on the wall (`open`), off it (`bumped`), or was cancelled (`voided`). Recall brings it back. */
export type TicketState = 'open' | 'bumped' | 'voided';

export const ticketTransitions = defineTransitions<TicketState>('open', {
  open: ['bumped', 'voided'],
  bumped: ['open', 'voided'],
  voided: [],
});
