import { domainError } from '@passbell/core/errors/domain-error';
import { err, ok } from '@passbell/core/kernel/result';
import { locationRow } from '@passbell/core/location/location-row';
import { DEVICE_ROLES, STAFF_ROLES } from '@passbell/core/staff/permissions';
import { EXAMPLE_IDS } from '@passbell/core/wire/example-ids';
import { configureLocation } from '@passbell/core/wire/house-commands';
import { staffView, stockView } from '@passbell/core/wire/views';
import { z } from 'zod';
import { defineRead } from './read-operation.ts';
import { STOCK_EXAMPLE } from './view-examples.ts';

const nothing = z.strictObject({});

export const getLocation = defineRead({
  operationId: 'getLocation',
  path: '/v1/location',
  permission: 'location.read',
  summary: 'Read how the restaurant is set up',
  description: 'Its name, time zone, currency, locale, tax mode and house rules.',
  params: nothing,
  query: nothing,
  answer: locationRow.meta({ id: 'Location' }),
  example: { params: {}, query: {}, answer: { id: 'loc-saltmarsh', ...configureLocation.example.args.location } },
  refusals: ['location_not_configured'],
  read: ({ reads }) => {
    const location = reads.location();
    return location === undefined ? err(domainError('location_not_configured')) : ok({ document: location });
  },
});

export const listStaff = defineRead({
  operationId: 'listStaff',
  path: '/v1/staff',
  permission: 'staff.read',
  summary: 'List who can sign in',
  description: 'Everyone who works here now.',
  params: nothing,
  query: nothing,
  answer: z.strictObject({ staff: z.array(staffView) }).meta({ id: 'StaffList' }),
  example: {
    params: {},
    query: {},
    answer: { staff: [{ id: EXAMPLE_IDS.staff, name: 'Ana', role: 'server', active: true }] },
  },
  refusals: [],
  read: ({ reads }) => ok({ document: { staff: reads.staff().filter((person) => person.active) } }),
});

export const listStock = defineRead({
  operationId: 'listStock',
  path: '/v1/stock',
  permission: 'stock.read',
  summary: 'Read what can still be sold',
  description:
    'Items, variations and modifiers that are counted or switched off. What is not listed can be sold freely.',
  params: nothing,
  query: nothing,
  answer: z.strictObject({ stock: z.array(stockView) }).meta({ id: 'StockList' }),
  example: { params: {}, query: {}, answer: { stock: [STOCK_EXAMPLE] } },
  refusals: [],
  read: ({ reads }) => ok({ document: { stock: [...reads.stock()] } }),
});

export const listStockLevels = defineRead({
  operationId: 'listStockLevels',
  path: '/v1/stock/levels',
  permission: 'stock.read',
  summary: 'Read the stock of ingredients',
  description: 'What is on hand and what open orders have reserved of it, in the unit of the ingredient.',
  params: nothing,
  query: nothing,
  answer: z
    .strictObject({ levels: z.array(z.strictObject({ ingredientId: z.string(), onHand: z.int(), reserved: z.int() })) })
    .meta({ id: 'StockLevelList' }),
  example: {
    params: {},
    query: {},
    answer: { levels: [{ ingredientId: 'skirt-steak', onHand: 9_000, reserved: 450 }] },
  },
  refusals: [],
  read: ({ reads }) => ok({ document: { levels: [...reads.stockLevels()] } }),
});

export const getMe = defineRead({
  operationId: 'getMe',
  path: '/v1/me',
  permission: null,
  summary: 'Read who is asking',
  description: 'The device behind the token and the person behind the session, if one is sent.',
  params: nothing,
  query: nothing,
  answer: z
    .strictObject({
      device: z.strictObject({
        id: z.string(),
        name: z.string(),
        role: z.enum(DEVICE_ROLES),
        stationId: z.string().nullable(),
      }),
      session: z.strictObject({ sessionId: z.string(), staffId: z.string(), role: z.enum(STAFF_ROLES) }).nullable(),
    })
    .meta({ id: 'Me' }),
  example: {
    params: {},
    query: {},
    answer: {
      device: { id: EXAMPLE_IDS.device, name: 'Till 1', role: 'pos', stationId: null },
      session: { sessionId: EXAMPLE_IDS.session, staffId: EXAMPLE_IDS.staff, role: 'server' },
    },
  },
  refusals: [],
  read: ({ device: { id, name, role, stationId }, session }) =>
    ok({
      document: {
        device: { id, name, role, stationId },
        session: session && { sessionId: session.sessionId, staffId: session.staffId, role: session.role },
      },
    }),
});
