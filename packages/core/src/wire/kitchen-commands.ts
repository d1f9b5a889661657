import { z } from 'zod';
import { uuid } from '../kernel/ids.ts';
import { defineCommand } from './command-definition.ts';
import { EXAMPLE_IDS } from './example-ids.ts';

const ticketAnswer = z
  .strictObject({
    ticketId: uuid,
    orderId: uuid,
    state: z.enum(['open', 'bumped', 'voided']),
    doneLines: z.int(),
    totalLines: z.int(),
  })
  .meta({ id: 'TicketAnswer' });
export type TicketAnswer = z.infer<typeof ticketAnswer>;

const openExample = {
  ticketId: EXAMPLE_IDS.ticket,
  orderId: EXAMPLE_IDS.order,
  state: 'open' as const,
  doneLines: 0,
  totalLines: 2,
};
const ticketArgs = z.strictObject({ ticketId: uuid });
const ticketLineArgs = z.strictObject({ ticketId: uuid, ticketLineId: uuid });
const ticketExample = { ticketId: EXAMPLE_IDS.ticket };
const lineExample = { ticketId: EXAMPLE_IDS.ticket, ticketLineId: EXAMPLE_IDS.ticketLine };

export const startTicket = defineCommand({
  name: 'startTicket',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/start',
  status: 200,
  summary: 'Start everything on a ticket that waits',
  description: 'What is started counts as taken from stock.',
  args: ticketArgs,
  answer: ticketAnswer,
  example: { args: ticketExample, answer: openExample },
  refusals: ['ticket_not_found', 'ticket_state_refused'],
});

export const bumpTicket = defineCommand({
  name: 'bumpTicket',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/bump',
  status: 200,
  summary: 'Bump a ticket: all of it is done',
  description: 'Bumping a bumped ticket changes nothing.',
  args: ticketArgs,
  answer: ticketAnswer,
  example: { args: ticketExample, answer: { ...openExample, state: 'bumped', doneLines: 2 } },
  refusals: ['ticket_not_found', 'ticket_state_refused'],
});

export const recallTicket = defineCommand({
  name: 'recallTicket',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/recall',
  status: 200,
  summary: 'Bring a bumped ticket back to the wall',
  description: 'Up to 60 minutes after the bump, while its order is open.',
  args: z.strictObject({ ticketId: uuid, restartTimer: z.boolean().default(false) }),
  answer: ticketAnswer,
  example: { args: ticketExample, answer: openExample },
  refusals: ['ticket_not_found', 'ticket_state_refused', 'recall_too_late'],
});

export const startTicketLine = defineCommand({
  name: 'startTicketLine',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/lines/{ticketLineId}/start',
  status: 200,
  summary: 'Start one line of a ticket',
  description: 'What is started counts as taken from stock.',
  args: ticketLineArgs,
  answer: ticketAnswer,
  example: { args: lineExample, answer: openExample },
  refusals: ['ticket_not_found', 'ticket_line_not_found', 'ticket_state_refused'],
});

export const bumpTicketLine = defineCommand({
  name: 'bumpTicketLine',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/lines/{ticketLineId}/bump',
  status: 200,
  summary: 'One line of a ticket is done',
  description: 'The ticket stays on the wall until it is bumped.',
  args: ticketLineArgs,
  answer: ticketAnswer,
  example: { args: lineExample, answer: { ...openExample, doneLines: 1 } },
  refusals: ['ticket_not_found', 'ticket_line_not_found', 'ticket_state_refused'],
});

export const recallTicketLine = defineCommand({
  name: 'recallTicketLine',
  permission: 'kitchen.work',
  path: '/v1/tickets/{ticketId}/lines/{ticketLineId}/recall',
  status: 200,
  summary: 'One line of a ticket is not done after all',
  description: 'It waits again. Its stock was taken when it was first started and is not taken twice.',
  args: ticketLineArgs,
  answer: ticketAnswer,
  example: { args: lineExample, answer: openExample },
  refusals: ['ticket_not_found', 'ticket_line_not_found', 'ticket_state_refused'],
});

export const acknowledgeTickets = defineCommand({
  name: 'acknowledgeTickets',
  permission: 'kitchen.seen',
  path: '/v1/tickets/seen',
  status: 200,
  summary: 'Tell that tickets are painted on a visible kitchen screen',
  description: 'Sent after paint, never before. What is not acknowledged in time raises an alarm on the tills.',
  args: z.strictObject({ ticketIds: z.array(uuid).min(1).max(100) }),
  answer: z.strictObject({ seen: z.array(uuid).meta({ description: 'Those that were not seen before' }) }),
  example: { args: { ticketIds: [EXAMPLE_IDS.ticket] }, answer: { seen: [EXAMPLE_IDS.ticket] } },
  refusals: ['ticket_not_found'],
});
