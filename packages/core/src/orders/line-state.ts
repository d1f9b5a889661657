import { defineTransitions } from '../kernel/transitions.ts';

/** Where one line of an order stands. It never regresses except by recall (`ready → preparing`). */
export type LineState = 'new' | 'sent' | 'preparing' | 'ready' | 'served' | 'voided';

export const lineTransitions = defineTransitions<LineState>('new', {
  new: ['sent', 'voided'],
  sent: ['preparing', 'ready', 'voided'],
  preparing: ['ready', 'sent', 'voided'],
  ready: ['served', 'preparing', 'sent', 'voided'],
  served: [],
  voided: [],
});

/** Whether the line still counts: it is to be cooked, paid, served. */
export function isActiveLine(line: { readonly state: LineState }): boolean {
  return line.state !== 'voided';
}
