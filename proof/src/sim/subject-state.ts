import type { DispatchRequest } from '@passbell/edge-server/dispatch/dispatch-port';
import type { JournalWatch } from './journal-watch.ts';

/** What a command's subject is before it: the order's status, the ticket's state, or whether something is off. */
export function subjectState(watch: JournalWatch, { args }: DispatchRequest): string {
  if (typeof args !== 'object' || args === null) return 'none';
  const field = (name: string) => (args as Readonly<Record<string, unknown>>)[name]; // Any object may be asked for a field.
  const orderId = field('orderId');
  if (typeof orderId === 'string') return `order ${String(watch.table('orders').get(orderId)?.status ?? 'none')}`;
  const [first] = Array.isArray(field('ticketIds')) ? (field('ticketIds') as unknown[]) : [field('ticketId')];
  if (typeof first === 'string') {
    const ticket = watch.table('tickets').get(first);
    return `ticket ${String(ticket?.state ?? 'none')}${ticket && ticket.seenMs === null ? ' unseen' : ''}`;
  }
  if (field('kind') !== undefined) {
    const off = watch.table('availability').get(`${String(field('kind'))}|${String(field('subjectId'))}`);
    return `sale ${String(off?.cause ?? 'on')}`;
  }
  return 'none';
}
