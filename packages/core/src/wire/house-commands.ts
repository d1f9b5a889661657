import { z } from 'zod';
import { locationRow } from '../location/location-row.ts';
import { menuDocument } from '../menu/menu-document.ts';
import { defineCommand } from './command-definition.ts';

export const configureLocation = defineCommand({
  name: 'configureLocation',
  permission: 'location.manage',
  path: null,
  status: 200,
  summary: 'Set the restaurant up, or change how it is set up',
  description: 'The currency cannot change once a menu is active.',
  args: z.strictObject({ location: locationRow.omit({ id: true }) }),
  answer: z.strictObject({ locationId: z.string(), changed: z.boolean() }),
  example: {
    args: {
      location: {
        name: 'Saltmarsh',
        timeZone: 'America/New_York',
        currency: 'USD',
        locale: 'en-US',
        taxMode: 'exclusive',
        businessDayHour: 4,
        openChecks: true,
        handOverOnPayment: true,
        unseenAlarmMs: 5_000,
      },
    },
    answer: { locationId: 'loc-saltmarsh', changed: true },
  },
  refusals: ['currency_mismatch'],
});

export const activateMenu = defineCommand({
  name: 'activateMenu',
  permission: 'menu.manage',
  path: null,
  status: 200,
  summary: 'Make a menu the active one',
  description:
    'The document is kept by its hash; activating the active one changes nothing. Open checks keep what they were sold with.',
  args: z.strictObject({ document: menuDocument }),
  answer: z.strictObject({ hash: z.string(), version: z.int(), changed: z.boolean() }),
  example: {
    args: {
      document: {
        schema: 1,
        name: 'Dinner',
        currency: 'USD',
        stations: [{ id: 'grill', name: 'Grill', targetSeconds: 600 }],
        taxGroups: [],
        dayparts: [],
        categories: [{ id: 'mains', name: 'Mains', parentId: null, ordinal: 1, tint: 'ember' }],
        ingredients: [],
        modifierGroups: [],
        items: [],
      },
    },
    answer: { hash: '0'.repeat(64), version: 2, changed: true },
  },
  refusals: ['menu_invalid', 'currency_mismatch'],
});
