import type { LocationRow } from '@passbell/core/location/location-row';
import { exampleMenu } from '@passbell/core/menu/example-menu';
import { indexMenu } from '@passbell/core/menu/menu-index';
import type { OrderLineView, OrderView, StockView, TicketSummaryView } from '@passbell/core/wire/views';

export const menu = indexMenu(exampleMenu, 'example');

export const location: LocationRow = {
  id: 'loc-1',
  name: 'Saltmarsh',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  taxMode: 'exclusive',
  businessDayHour: 4,
  openChecks: true,
  handOverOnPayment: true,
  unseenAlarmMs: 5_000,
};

export const NOON_MS = Date.UTC(2026, 10, 22, 17);

/** Everything of a stock map from its entries. */
export function stockMap(
  ...views: readonly (Partial<StockView> & Pick<StockView, 'kind' | 'subjectId'>)[]
): ReadonlyMap<string, StockView> {
  return new Map(
    views.map((view) => [`${view.kind}:${view.subjectId}`, { left: null, eightySixed: null, sinceMs: null, ...view }]),
  );
}

export function lineView(id: string, change: Partial<OrderLineView> = {}): OrderLineView {
  return {
    id,
    checkId: 'check-1',
    position: 1,
    seat: null,
    course: 1,
    itemId: 'burger',
    variationId: 'burger-single',
    name: 'Smash burger',
    variationName: 'Single',
    stationId: 'grill',
    quantity: 1,
    unitPriceMinor: 1_400,
    modifiers: [],
    amountMinor: 1_400,
    taxMinor: 121,
    allergens: [],
    allergies: [],
    note: null,
    state: 'sent',
    ...change,
  };
}

export function ticketView(id: string, change: Partial<TicketSummaryView> = {}): TicketSummaryView {
  return {
    id,
    stationId: 'grill',
    stationName: 'Grill',
    state: 'open',
    firedMs: NOON_MS,
    seenMs: null,
    doneLines: 0,
    totalLines: 1,
    ...change,
  };
}

export function orderView(id: string, change: Partial<OrderView> = {}): OrderView {
  const dueMinor = change.dueMinor ?? 1_521;
  return {
    id,
    locationId: 'loc-1',
    status: 'placed',
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '14',
    guestName: null,
    guestCount: 2,
    note: null,
    staffId: 'ana',
    staffName: 'Ana',
    currency: 'USD',
    businessDay: '2026-11-22',
    series: '',
    number: 42,
    openedMs: NOON_MS,
    placedMs: NOON_MS,
    readyMs: null,
    closedMs: null,
    totalMinor: 1_521,
    paidMinor: 1_521 - dueMinor,
    dueMinor,
    lines: [lineView(`${id}-line`)],
    checks: [
      {
        id: 'check-1',
        position: 1,
        state: dueMinor === 0 ? 'paid' : 'open',
        subtotalMinor: 1_400,
        exclusiveTaxMinor: 121,
        inclusiveTaxMinor: 0,
        totalMinor: 1_521,
        paidMinor: 1_521 - dueMinor,
        dueMinor,
        taxes: [
          { taxId: 'sales', name: 'Sales tax', ratePpm: 86_250, inclusive: false, baseMinor: 1_400, amountMinor: 121 },
        ],
      },
    ],
    payments: [],
    tickets: [],
    ...change,
  };
}
