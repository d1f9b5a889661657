import type { TicketRow } from './ticket-rows.ts';

/** How a ticket stands against the target of its station. */
export type TicketUrgency = 'on_time' | 'due' | 'late';

/** Past the target a ticket is due; past this share of it, in percent, late. */
export const LATE_PERCENT = 130;

/** Milliseconds since the ticket was fired: until now, or until it was bumped. Never negative, whatever the clocks say. */
export function ticketAgeMs(ticket: Pick<TicketRow, 'firedMs' | 'bumpedMs'>, nowMs: number): number {
  return Math.max(0, (ticket.bumpedMs ?? nowMs) - ticket.firedMs);
}

/** Where an age lies against a target: exactly on the target is still on time, exactly on 130 % is still due. */
export function ticketUrgency(ageMs: number, targetSeconds: number): TicketUrgency {
  const targetMs = targetSeconds * 1_000;
  if (ageMs * 100 > targetMs * LATE_PERCENT) return 'late';
  return ageMs > targetMs ? 'due' : 'on_time';
}

/** Mean time from fire to bump of the tickets that are bumped, in milliseconds; null when none is. */
export function averageOutMs(tickets: Iterable<Pick<TicketRow, 'firedMs' | 'bumpedMs'>>): number | null {
  let count = 0;
  let sumMs = 0;
  for (const ticket of tickets) {
    if (ticket.bumpedMs === null) continue;
    count += 1;
    sumMs += ticketAgeMs(ticket, ticket.bumpedMs);
  }
  return count === 0 ? null : Math.round(sumMs / count);
}
