import type { RowImage } from '@passbell/core/journal/domain-event';
import type { Json } from '@passbell/core/kernel/canonical-json';

type Row = Record<string, Json>;

/** Images of whole rows as an edge writes them, with some columns changed. */
export function orderImage(id: string, changes: Row = {}): RowImage {
  const row = {
    id,
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '12',
    guestName: 'sealed:abc',
    guestCount: 2,
    note: null,
    staffId: 'ana',
    deviceId: 'till-1',
    currency: 'USD',
    businessDay: '2026-11-21',
    series: '',
    number: 7,
    openedMs: 1,
    placedMs: 2,
    readyMs: null,
    closedMs: null,
    status: 'placed',
    totalMinor: 1000,
    paidMinor: 0,
    ...changes,
  };
  return { table: 'orders', key: [id], row };
}

export function lineImage(id: string, orderId: string, changes: Row = {}): RowImage {
  const row = {
    id,
    orderId,
    checkId: `${orderId}-c`,
    position: 0,
    seat: 1,
    course: 1,
    itemId: 'burger',
    variationId: 'burger-double',
    name: 'Smash burger',
    variationName: 'Double',
    kitchenName: 'SMASH',
    stationId: 'grill',
    quantity: 1,
    unitPriceMinor: 1000,
    modifiers: [{ modifierId: 'no-onion', quantity: 0 }],
    amountMinor: 1000,
    taxGroupId: null,
    taxes: [{ taxId: 'sales', ratePpm: 86250 }],
    taxMinor: 86,
    allergens: ['gluten'],
    allergies: [],
    note: 'well done',
    menuHash: 'abc',
    recipe: [{ ingredientId: 'beef', quantity: 180 }],
    stockPolicy: 'strict',
    state: 'served',
    sentMs: 3,
    ...changes,
  };
  return { table: 'order_lines', key: [id], row };
}

export function checkImage(id: string, orderId: string, changes: Row = {}): RowImage {
  const row = {
    id,
    orderId,
    position: 0,
    state: 'paid',
    subtotalMinor: 1000,
    exclusiveTaxMinor: 86,
    inclusiveTaxMinor: 0,
    totalMinor: 1086,
    paidMinor: 1086,
    taxes: [{ taxId: 'sales', amountMinor: 86 }],
    ...changes,
  };
  return { table: 'checks', key: [id], row };
}

export function paymentImage(id: string, orderId: string, changes: Row = {}): RowImage {
  const row = {
    id,
    orderId,
    checkId: `${orderId}-c`,
    tender: 'cash',
    state: 'captured',
    amountMinor: 1086,
    tenderedMinor: 2000,
    changeMinor: 914,
    currency: 'USD',
    businessDay: '2026-11-21',
    staffId: 'ana',
    deviceId: 'till-1',
    createdMs: 4,
    settledMs: 5,
    ...changes,
  };
  return { table: 'payments', key: [id], row };
}

export function locationImage(changes: Row): RowImage {
  const row = {
    id: 'the-location',
    name: 'Pier 9',
    timeZone: 'UTC',
    currency: 'USD',
    locale: 'en',
    taxMode: 'exclusive',
    businessDayHour: 4,
    openChecks: true,
    handOverOnPayment: true,
    unseenAlarmMs: 5000,
    ...changes,
  };
  return { table: 'locations', key: ['the-location'], row };
}
