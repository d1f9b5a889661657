import type { TicketLineRow } from './ticket-rows.ts';

export interface TicketProgress {
  readonly doneLines: number;
  readonly totalLines: number;
}

/** How far the lines of a ticket, or of several, are. Void ones do not count. */
export function ticketProgress(lines: readonly Pick<TicketLineRow, 'state'>[]): TicketProgress {
  const active = lines.filter((line) => line.state !== 'voided');
  return { doneLines: active.filter((line) => line.state === 'done').length, totalLines: active.length };
}
