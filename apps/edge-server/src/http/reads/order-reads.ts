import { domainError } from '@passbell/core/errors/domain-error';
import { menuRef, uuid } from '@passbell/core/kernel/ids';
import { err, ok } from '@passbell/core/kernel/result';
import { EXAMPLE_IDS } from '@passbell/core/wire/example-ids';
import { orderView, ticketView } from '@passbell/core/wire/views';
import { z } from 'zod';
import type {} from 'zod-openapi';
import { menuStations } from '../menu-stations.ts';
import { defineRead } from './read-operation.ts';
import { ORDER_EXAMPLE, TICKET_EXAMPLE } from './view-examples.ts';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

const flag = z
  .enum(['', 'true', 'false', '1', '0'])
  .transform((text) => text === '' || text === 'true' || text === '1')
  .meta({ description: 'Standing alone, it is true' });
const pageLimit = z
  .string()
  .regex(/^\d{1,4}$/u, { message: `is a number from 1 to ${MAX_PAGE}` })
  .transform(Number)
  .refine((value) => value >= 1 && value <= MAX_PAGE, { message: `is a number from 1 to ${MAX_PAGE}` })
  .meta({
    description: `How many at most, 1 to ${MAX_PAGE}; ${DEFAULT_PAGE} when left away`,
    // On the wire of a query everything is text; what is meant is a number.
    override: ({ jsonSchema }) => {
      Reflect.deleteProperty(jsonSchema, 'pattern');
      Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: DEFAULT_PAGE });
    },
  });

export const listOrders = defineRead({
  operationId: 'listOrders',
  path: '/v1/orders',
  permission: 'orders.read',
  summary: 'List orders, newest first',
  description:
    'In pages: send `next` of one page as `after` to get the one behind it. What is placed meanwhile does not shift a page.',
  params: z.strictObject({}),
  query: z.strictObject({
    open: flag.optional().meta({ description: 'Only orders that are not closed' }),
    businessDay: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/u, { message: 'is a day as YYYY-MM-DD' })
      .optional()
      .meta({ description: 'Only orders placed on this business day, YYYY-MM-DD' }),
    after: uuid.optional().meta({ description: '`next` of the page before' }),
    limit: pageLimit.optional(),
  }),
  answer: z
    .strictObject({
      orders: z.array(orderView),
      next: z.string().nullable().meta({ description: 'Null on the last page' }),
    })
    .meta({ id: 'OrderPage' }),
  example: {
    params: {},
    query: { open: 'true', limit: '20' },
    answer: { orders: [ORDER_EXAMPLE], next: EXAMPLE_IDS.order },
  },
  refusals: [],
  read: ({ reads }, { query }) => {
    const page = reads.orders({
      open: query.open ?? false,
      businessDay: query.businessDay ?? null,
      after: query.after ?? null,
      limit: query.limit ?? DEFAULT_PAGE,
    });
    return ok({ document: { orders: [...page.items], next: page.next } });
  },
});

export const getOrder = defineRead({
  operationId: 'getOrder',
  path: '/v1/orders/{orderId}',
  permission: 'orders.read',
  summary: 'Read an order',
  description: 'With its lines, checks, payments and how far the kitchen is.',
  params: z.strictObject({ orderId: uuid }),
  query: z.strictObject({}),
  answer: orderView,
  example: { params: { orderId: EXAMPLE_IDS.order }, query: {}, answer: ORDER_EXAMPLE },
  refusals: ['order_not_found'],
  read: ({ reads }, { params }) => {
    const order = reads.order(params.orderId);
    return order === undefined
      ? err(domainError('order_not_found', { orderId: params.orderId }))
      : ok({ document: order });
  },
});

export const listStationTickets = defineRead({
  operationId: 'listStationTickets',
  path: '/v1/stations/{stationId}/tickets',
  permission: 'kitchen.read',
  summary: 'Read what a kitchen station has to do',
  description: 'Open tickets and those bumped within the last hour, oldest first.',
  params: z.strictObject({ stationId: menuRef }),
  query: z.strictObject({}),
  answer: z.strictObject({ tickets: z.array(ticketView) }).meta({ id: 'TicketList' }),
  example: { params: { stationId: 'grill' }, query: {}, answer: { tickets: [TICKET_EXAMPLE] } },
  refusals: ['station_unknown'],
  read: ({ reads }, { params: { stationId } }) => {
    const tickets = [...reads.stationTickets(stationId)];
    // A station that has tickets exists; parsing the menu is only for telling an idle one from a wrong name.
    if (tickets.length === 0 && !menuStations(reads).some((station) => station.id === stationId))
      return err(domainError('station_unknown', { stationId }));
    return ok({ document: { tickets } });
  },
});
