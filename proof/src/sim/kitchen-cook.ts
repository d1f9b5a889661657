import type { TicketView } from '@passbell/core/wire/views';
import { createSeenReporter } from '../../../apps/kds-desktop/src/renderer/features/kitchen/seen-reporter.ts';
import type { ClientLife } from './client-node.ts';

/** Longest time from a change of the wall to its paint. */
const MAX_PAINT_MS = 250;

/** A kitchen screen with a cook: tells what it painted, starts, bumps and recalls. */
export function workAtStation(life: ClientLife, stationId: string, pressEveryMs: number): void {
  const { client, node, random } = life;
  const { timers } = node.parts.machine;
  const topic = life.held.get(`kitchen:${stationId}`);
  if (topic === undefined) return;
  const seen = createSeenReporter(client.queue);
  // The kitchen topic of the feed holds tickets.
  const tickets = () => [...topic.getSnapshot().documents.values()] as TicketView[];
  let isPainting = false;
  const paint = () => {
    isPainting = false;
    const unseen = tickets().filter((ticket) => ticket.seenMs === null && seen.isUntold(ticket.id));
    if (unseen.length > 0) seen.painted(unseen.map((ticket) => ticket.id));
  };
  topic.subscribe(() => {
    if (isPainting) return;
    isPainting = true;
    timers.after(random.below(MAX_PAINT_MS), paint);
  });

  const press = () => {
    timers.after(random.between(1, 2 * pressEveryMs), press);
    if (!life.isStormy()) return;
    const all = tickets();
    if (all.length === 0) return;
    const ticket = random.pick(all);
    const options = { lane: ticket.orderId, settleTopics: [`kitchen:${stationId}`], as: 'device' } as const;
    const line = ticket.lines.length > 0 ? random.pick(ticket.lines) : null;
    const ticketId = ticket.id;
    const dice = random.float();
    if (ticket.state === 'bumped' && dice < 0.25) client.queue.submit('recallTicket', { ticketId }, options);
    else if (dice < 0.3) client.queue.submit('startTicket', { ticketId }, options);
    else if (dice < 0.65) client.queue.submit('bumpTicket', { ticketId }, options);
    else if (dice < 0.95 && line !== null) {
      const args = { ticketId, ticketLineId: line.id };
      const name = random.pick(['startTicketLine', 'bumpTicketLine', 'bumpTicketLine', 'recallTicketLine'] as const);
      client.queue.submit(name, args, options);
    } else client.queue.submit('eightySix', { kind: 'item', subjectId: 'soup' }, { lane: 'stock', as: 'device' });
    dismissSome(life);
  };
  timers.after(random.between(1, pressEveryMs), press);
}

/** People read the cards that say what was refused, and take them away. */
export function dismissSome({ client, random }: ClientLife): void {
  for (const { key, blockedBy } of client.queue.getSnapshot().refused) {
    if (blockedBy !== null || !random.chance(0.2)) continue;
    if (random.chance(0.3)) client.queue.retry(key);
    else client.queue.dismiss(key);
  }
}
