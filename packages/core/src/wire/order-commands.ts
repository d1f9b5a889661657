import { z } from 'zod';
import { menuRef, uuid } from '../kernel/ids.ts';
import { minorAmount, minorPrice } from '../kernel/money.ts';
import { personText } from '../kernel/text.ts';
import { MAX_LINES_PER_ORDER } from '../orders/order-rows.ts';
import { ORDER_STATUSES } from '../orders/order-status.ts';
import { defineCommand } from './command-definition.ts';
import { EXAMPLE_IDS } from './example-ids.ts';

const lineArgs = z
  .strictObject({
    lineId: uuid.optional().meta({ description: 'Made by the sender; made here when left away' }),
    itemId: menuRef,
    variationId: menuRef.optional().meta({ description: 'The first available variation when left away' }),
    quantity: z.int().min(1).max(999),
    modifiers: z
      .array(z.strictObject({ modifierId: menuRef, quantity: z.int().min(1).max(20).default(1) }))
      .max(100)
      .optional()
      .meta({
        description:
          "Everything chosen. Left away: the menu's defaults. A default that is not listed is left off the dish.",
      }),
    unitPriceMinor: minorPrice.optional().meta({ description: 'Only where the variation has no price of its own' }),
    seat: z.int().min(1).max(200).optional(),
    course: z.int().min(1).max(20).default(1),
    note: personText(200).optional(),
    allergies: z.array(personText(40)).max(20).default([]),
  })
  .meta({ id: 'LineArgs' });
export type LineArgs = z.infer<typeof lineArgs>;

const lines = z.array(lineArgs).min(1).max(MAX_LINES_PER_ORDER);

const newOrderArgs = z.strictObject({
  orderId: uuid.optional().meta({ description: 'Made by the sender; made here when left away' }),
  channel: z
    .enum(['pos', 'kiosk', 'online', 'integration'])
    .optional()
    .meta({ description: 'By the role of the device when left away' }),
  diningOption: z.enum(['dine_in', 'take_away', 'delivery']).default('dine_in'),
  tableLabel: personText(20).optional(),
  guestName: personText(80).optional(),
  guestCount: z.int().min(1).max(500).optional(),
  note: personText(300).optional(),
  lines,
});
export type NewOrderArgs = z.infer<typeof newOrderArgs>;

const orderAnswer = z
  .strictObject({
    orderId: uuid,
    status: z.enum(ORDER_STATUSES),
    businessDay: z.string().nullable(),
    series: z.string().nullable(),
    number: z.int().nullable(),
    totalMinor: z.int(),
    dueMinor: z.int(),
    lineIds: z.array(uuid),
    checkIds: z.array(uuid),
  })
  .meta({ id: 'OrderAnswer' });
export type OrderAnswer = z.infer<typeof orderAnswer>;

const placedExample = {
  orderId: EXAMPLE_IDS.order,
  status: 'placed' as const,
  businessDay: '2026-11-22',
  series: '',
  number: 42,
  totalMinor: 3_476,
  dueMinor: 3_476,
  lineIds: [EXAMPLE_IDS.line],
  checkIds: [EXAMPLE_IDS.check],
};
const lineExample = {
  lineId: EXAMPLE_IDS.line,
  itemId: 'skirt-steak-frites',
  quantity: 1,
  note: 'Cut in half',
};
const linesRefusals = [
  'menu_not_found',
  'item_unknown',
  'item_unavailable',
  'price_required',
  'price_not_allowed',
  'modifier_unknown',
  'modifier_repeated',
  'modifiers_below_min',
  'modifiers_above_max',
  'sold_out',
  'eighty_sixed',
  'line_exists',
  'too_many_lines',
] as const;

export const placeOrder = defineCommand({
  name: 'placeOrder',
  permission: 'orders.place',
  path: '/v1/orders',
  status: 201,
  summary: 'Place an order: number it and send its lines to the kitchen',
  description:
    'Where the restaurant takes the money first, use openOrder and payCash instead; the order is then placed by the payment.',
  args: newOrderArgs,
  answer: orderAnswer,
  example: {
    args: {
      orderId: EXAMPLE_IDS.order,
      diningOption: 'dine_in',
      tableLabel: '14',
      guestCount: 2,
      lines: [lineExample],
    },
    answer: placedExample,
  },
  refusals: [...linesRefusals, 'order_exists', 'payment_required_first'],
});

export const openOrder = defineCommand({
  name: 'openOrder',
  permission: 'orders.place',
  path: '/v1/orders/open',
  status: 201,
  summary: 'Open an order without sending it to the kitchen',
  description: 'It waits as a cart. Paying it in full places it.',
  args: newOrderArgs,
  answer: orderAnswer,
  example: {
    args: { orderId: EXAMPLE_IDS.order, diningOption: 'take_away', lines: [lineExample] },
    answer: { ...placedExample, status: 'cart', businessDay: null, series: null, number: null },
  },
  refusals: [...linesRefusals, 'order_exists'],
});

export const addLines = defineCommand({
  name: 'addLines',
  permission: 'orders.place',
  path: '/v1/orders/{orderId}/add-lines',
  status: 200,
  summary: 'Add lines to an order and send them to the kitchen',
  description: 'An order that is still a cart keeps them waiting with its others.',
  args: z.strictObject({ orderId: uuid, lines }),
  answer: orderAnswer,
  example: { args: { orderId: EXAMPLE_IDS.order, lines: [lineExample] }, answer: placedExample },
  refusals: [...linesRefusals, 'order_not_found', 'order_closed', 'open_checks_not_allowed'],
});

export const cancelOrder = defineCommand({
  name: 'cancelOrder',
  permission: 'orders.cancel',
  path: '/v1/orders/{orderId}/cancel',
  status: 200,
  summary: 'Cancel an order',
  description: 'Takes it off the kitchen screens and gives back the stock of what was not started.',
  args: z.strictObject({ orderId: uuid, reason: personText(200).optional() }),
  answer: orderAnswer,
  example: {
    args: { orderId: EXAMPLE_IDS.order, reason: 'Guest left' },
    answer: { ...placedExample, status: 'cancelled', dueMinor: 0 },
  },
  refusals: ['order_not_found', 'order_closed', 'order_has_payments', 'order_served'],
});

export const handOverOrder = defineCommand({
  name: 'handOverOrder',
  permission: 'orders.hand_over',
  path: '/v1/orders/{orderId}/hand-over',
  status: 200,
  summary: 'Hand an order over to the guest',
  description: 'Every line must be ready. A paid order is then completed.',
  args: z.strictObject({ orderId: uuid }),
  answer: orderAnswer,
  example: { args: { orderId: EXAMPLE_IDS.order }, answer: { ...placedExample, status: 'completed', dueMinor: 0 } },
  refusals: ['order_not_found', 'order_closed', 'order_not_ready'],
});

export const payCash = defineCommand({
  name: 'payCash',
  permission: 'payments.cash',
  path: '/v1/orders/{orderId}/pay-cash',
  status: 201,
  summary: 'Take cash for a check',
  description:
    'Gives the change to hand back. Paying the last of a cart places it; paying the last of a ready order may hand it over.',
  args: z.strictObject({
    orderId: uuid,
    paymentId: uuid.optional().meta({ description: 'Made by the sender; made here when left away' }),
    checkId: uuid.optional().meta({ description: 'The first open check when left away' }),
    amountMinor: minorAmount
      .min(1)
      .optional()
      .meta({ description: 'What to pay of the check; all that is due when left away' }),
    tenderedMinor: minorAmount.min(0).meta({ description: 'The cash the guest handed over; 0 for what costs nothing' }),
  }),
  answer: z
    .strictObject({
      paymentId: uuid,
      orderId: uuid,
      checkId: uuid,
      amountMinor: z.int(),
      tenderedMinor: z.int(),
      changeMinor: z.int(),
      checkDueMinor: z.int(),
      orderDueMinor: z.int(),
      status: z.enum(ORDER_STATUSES),
      number: z.int().nullable(),
    })
    .meta({ id: 'CashAnswer' }),
  example: {
    args: { orderId: EXAMPLE_IDS.order, paymentId: EXAMPLE_IDS.payment, tenderedMinor: 4_000 },
    answer: {
      paymentId: EXAMPLE_IDS.payment,
      orderId: EXAMPLE_IDS.order,
      checkId: EXAMPLE_IDS.check,
      amountMinor: 3_476,
      tenderedMinor: 4_000,
      changeMinor: 524,
      checkDueMinor: 0,
      orderDueMinor: 0,
      status: 'completed',
      number: 42,
    },
  },
  refusals: [
    'order_not_found',
    'order_closed',
    'check_not_found',
    'check_paid',
    'payment_exists',
    'amount_exceeds_due',
    'tendered_too_little',
    'sold_out',
    'eighty_sixed',
  ],
});
