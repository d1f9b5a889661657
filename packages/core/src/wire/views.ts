import { z } from 'zod';
import { ORDER_STATUSES } from '../orders/order-status.ts';

/**
 * What screens and integrators read: the documents of the feed and of the GET operations. One shape for both, so a
 * screen never has two versions of an order.
 */
export const lineModifierView = z.strictObject({
  modifierId: z.string(),
  groupId: z.string(),
  name: z.string(),
  kitchenName: z.string(),
  action: z.enum(['choice', 'add', 'extra', 'no', 'sub', 'side']),
  quantity: z.int(),
  unitPriceMinor: z.int(),
});

export const orderLineView = z.strictObject({
  id: z.string(),
  checkId: z.string(),
  position: z.int(),
  seat: z.int().nullable(),
  course: z.int(),
  itemId: z.string(),
  variationId: z.string(),
  name: z.string(),
  variationName: z.string().nullable(),
  stationId: z.string(),
  quantity: z.int(),
  unitPriceMinor: z.int(),
  modifiers: z.array(lineModifierView),
  amountMinor: z.int(),
  taxMinor: z.int(),
  allergens: z.array(z.string()),
  allergies: z.array(z.string()),
  note: z.string().nullable(),
  state: z.enum(['new', 'sent', 'preparing', 'ready', 'served', 'voided']),
});

export const checkTaxView = z.strictObject({
  taxId: z.string(),
  name: z.string(),
  ratePpm: z.int(),
  inclusive: z.boolean(),
  baseMinor: z.int(),
  amountMinor: z.int(),
});

export const checkView = z.strictObject({
  id: z.string(),
  position: z.int(),
  state: z.enum(['open', 'paid', 'voided']),
  subtotalMinor: z.int(),
  exclusiveTaxMinor: z.int(),
  inclusiveTaxMinor: z.int(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  dueMinor: z.int(),
  taxes: z.array(checkTaxView),
});

export const paymentView = z.strictObject({
  id: z.string(),
  checkId: z.string(),
  tender: z.literal('cash'),
  state: z.enum([
    'created',
    'in_progress',
    'authorized',
    'captured',
    'declined',
    'cancelled',
    'voided',
    'unknown',
    'refunded',
  ]),
  amountMinor: z.int(),
  tenderedMinor: z.int(),
  changeMinor: z.int(),
  createdMs: z.int(),
});

/** A ticket as the till needs it: is the kitchen looking at it, and how far is it. */
export const ticketSummaryView = z.strictObject({
  id: z.string(),
  stationId: z.string(),
  stationName: z.string(),
  state: z.enum(['open', 'bumped', 'voided']),
  firedMs: z.int(),
  seenMs: z.int().nullable(),
  doneLines: z.int(),
  totalLines: z.int(),
});

export const orderView = z.strictObject({
  id: z.string(),
  locationId: z.string(),
  status: z.enum(ORDER_STATUSES),
  channel: z.enum(['pos', 'kiosk', 'online', 'integration']),
  diningOption: z.enum(['dine_in', 'take_away', 'delivery']),
  tableLabel: z.string().nullable(),
  guestName: z.string().nullable(),
  guestCount: z.int().nullable(),
  note: z.string().nullable(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  currency: z.string(),
  businessDay: z.string().nullable(),
  series: z.string().nullable(),
  number: z.int().nullable(),
  openedMs: z.int(),
  placedMs: z.int().nullable(),
  readyMs: z.int().nullable(),
  closedMs: z.int().nullable(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  dueMinor: z.int(),
  lines: z.array(orderLineView),
  checks: z.array(checkView),
  payments: z.array(paymentView),
  tickets: z.array(ticketSummaryView),
});

export const ticketLineView = z.strictObject({
  id: z.string(),
  lineId: z.string(),
  position: z.int(),
  name: z.string(),
  variationName: z.string().nullable(),
  quantity: z.int(),
  modifiers: z.array(lineModifierView),
  allergens: z.array(z.string()),
  allergies: z.array(z.string()),
  note: z.string().nullable(),
  seat: z.int().nullable(),
  course: z.int(),
  prepSeconds: z.int(),
  state: z.enum(['waiting', 'making', 'done', 'voided']),
  startedMs: z.int().nullable(),
  doneMs: z.int().nullable(),
});

/** How far another station is with the same order: the footer of a ticket. */
export const stationProgressView = z.strictObject({
  stationId: z.string(),
  stationName: z.string(),
  doneLines: z.int(),
  totalLines: z.int(),
});

export const ticketView = z.strictObject({
  id: z.string(),
  orderId: z.string(),
  stationId: z.string(),
  channel: z.enum(['pos', 'kiosk', 'online', 'integration']),
  diningOption: z.enum(['dine_in', 'take_away', 'delivery']),
  tableLabel: z.string().nullable(),
  guestName: z.string().nullable(),
  guestCount: z.int().nullable(),
  staffName: z.string().nullable(),
  orderNumber: z.int(),
  series: z.string(),
  course: z.int(),
  note: z.string().nullable(),
  state: z.enum(['open', 'bumped', 'voided']),
  firedMs: z.int(),
  seenMs: z.int().nullable(),
  startedMs: z.int().nullable(),
  bumpedMs: z.int().nullable(),
  recalls: z.int(),
  lines: z.array(ticketLineView),
  others: z.array(stationProgressView),
});

/** What the stock says about something on the menu. Only what is counted or switched off has an entry. */
export const stockView = z.strictObject({
  kind: z.enum(['item', 'variation', 'modifier']),
  subjectId: z.string(),
  /** How many can still be made; null where it is not counted. */
  left: z.int().nullable(),
  /** Why it is not sold now; null when it is. */
  eightySixed: z.enum(['manual', 'stock']).nullable(),
  sinceMs: z.int().nullable(),
});

/** Which menu is active. The document itself is fetched by hash and cached for ever. */
export const menuHeadView = z.strictObject({ hash: z.string(), version: z.int(), activatedMs: z.int() });

export const staffView = z.strictObject({ id: z.string(), name: z.string(), role: z.string(), active: z.boolean() });

export const deviceView = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  stationId: z.string().nullable(),
  createdMs: z.int(),
  expiresMs: z.int().nullable(),
  revokedMs: z.int().nullable(),
});

/** The house's own condition, beaten into every screen. */
export const healthView = z.strictObject({
  /** `down` is not a fault: everything in the restaurant works without. */
  internet: z.enum(['live', 'down', 'catching_up', 'not_configured']),
  /** Journal events the cloud does not have yet. */
  waitingToSync: z.int(),
  /** Of how many, while catching up; null otherwise. */
  catchUpTotal: z.int().nullable(),
  downSinceMs: z.int().nullable(),
});

export type OrderView = z.infer<typeof orderView>;
export type OrderLineView = z.infer<typeof orderLineView>;
export type CheckView = z.infer<typeof checkView>;
export type TicketView = z.infer<typeof ticketView>;
export type TicketLineView = z.infer<typeof ticketLineView>;
export type TicketSummaryView = z.infer<typeof ticketSummaryView>;
export type StockView = z.infer<typeof stockView>;
export type MenuHeadView = z.infer<typeof menuHeadView>;
export type StaffView = z.infer<typeof staffView>;
export type DeviceView = z.infer<typeof deviceView>;
export type HealthView = z.infer<typeof healthView>;
