import { z } from 'zod';
import { menuRef, uuid } from '../kernel/ids.ts';
import { personText } from '../kernel/text.ts';
import { DEVICE_ROLES, STAFF_ROLES } from '../staff/permissions.ts';
import { defineCommand } from './command-definition.ts';
import { EXAMPLE_IDS } from './example-ids.ts';

const pin = z
  .string()
  .regex(/^\d{4,8}$/u)
  .meta({ description: 'Four to eight digits' });

export const signIn = defineCommand({
  name: 'signIn',
  permission: 'staff.sign_in',
  path: '/v1/sign-in',
  status: 201,
  summary: 'Sign a person in on this device',
  description: 'Five wrong PINs in a row lock the name for a minute, also across a restart.',
  args: z.strictObject({ staffId: uuid, pin }),
  answer: z
    .strictObject({
      sessionId: uuid,
      session: z.string(),
      staffId: uuid,
      name: z.string(),
      role: z.enum(STAFF_ROLES),
      expiresMs: z.int(),
    })
    .meta({ id: 'SessionAnswer' }),
  example: {
    args: { staffId: EXAMPLE_IDS.staff, pin: '1234' },
    answer: {
      sessionId: EXAMPLE_IDS.session,
      session: `${EXAMPLE_IDS.session}.c2lnbmF0dXJl`,
      staffId: EXAMPLE_IDS.staff,
      name: 'Ana',
      role: 'server',
      expiresMs: 1_795_400_000_000,
    },
  },
  refusals: ['staff_not_found', 'pin_wrong', 'locked_out'],
});

export const signOut = defineCommand({
  name: 'signOut',
  permission: 'staff.sign_in',
  path: '/v1/sign-out',
  status: 200,
  summary: 'Sign the person out',
  description: 'Ends the session named in X-Passbell-Session.',
  args: z.strictObject({}),
  answer: z.strictObject({ signedOut: z.boolean() }),
  example: { args: {}, answer: { signedOut: true } },
  refusals: [],
});

export const addStaff = defineCommand({
  name: 'addStaff',
  permission: 'staff.manage',
  path: null,
  status: 201,
  summary: 'Add a person',
  description: 'The PIN is kept as an Argon2id hash, sealed.',
  args: z.strictObject({ staffId: uuid.optional(), name: personText(60), role: z.enum(STAFF_ROLES), pin }),
  answer: z.strictObject({ staffId: uuid }),
  example: { args: { name: 'Ana', role: 'server', pin: '1234' }, answer: { staffId: EXAMPLE_IDS.staff } },
  refusals: ['staff_exists'],
});

export const addDevice = defineCommand({
  name: 'addDevice',
  permission: 'devices.manage',
  path: null,
  status: 201,
  summary: 'Add a device',
  description: 'Its token is shown once.',
  args: z.strictObject({
    deviceId: uuid.optional(),
    name: personText(60),
    role: z.enum(DEVICE_ROLES).exclude(['server']),
    stationId: menuRef.optional(),
    expiresMs: z.int().min(0).optional(),
    tokenHash: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
  answer: z.strictObject({ deviceId: uuid }),
  example: {
    args: { name: 'Till 2', role: 'pos', tokenHash: '0'.repeat(64) },
    answer: { deviceId: EXAMPLE_IDS.device },
  },
  refusals: ['device_exists'],
});

export const revokeDevice = defineCommand({
  name: 'revokeDevice',
  permission: 'devices.manage',
  path: null,
  status: 200,
  summary: 'Revoke a device',
  description: 'Its token stops working at once.',
  args: z.strictObject({ deviceId: uuid }),
  answer: z.strictObject({ deviceId: uuid, revokedMs: z.int() }),
  example: {
    args: { deviceId: EXAMPLE_IDS.device },
    answer: { deviceId: EXAMPLE_IDS.device, revokedMs: 1_795_400_000_000 },
  },
  refusals: ['device_not_found'],
});
