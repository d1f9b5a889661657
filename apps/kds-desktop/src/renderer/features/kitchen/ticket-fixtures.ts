import type { TicketLineView, TicketView } from '@passbell/core/wire/views';

/** A ticket line for tests. */
export function ticketLine(id: string, change: Partial<TicketLineView> = {}): TicketLineView {
  return {
    id,
    lineId: `order-${id}`,
    position: 1,
    name: 'Skirt frites',
    variationName: null,
    quantity: 1,
    modifiers: [],
    allergens: [],
    allergies: [],
    note: null,
    seat: null,
    course: 1,
    prepSeconds: 420,
    state: 'waiting',
    startedMs: null,
    doneMs: null,
    ...change,
  };
}

/** An open ticket for tests, with one line unless told. */
export function ticket(id: string, change: Partial<TicketView> = {}): TicketView {
  return {
    id,
    orderId: `order-${id}`,
    stationId: 'grill',
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '14',
    guestName: null,
    guestCount: 4,
    staffName: 'Ana',
    orderNumber: 218,
    series: '',
    course: 1,
    note: null,
    state: 'open',
    firedMs: 1_000,
    seenMs: null,
    startedMs: null,
    bumpedMs: null,
    recalls: 0,
    lines: [ticketLine(`${id}-1`)],
    others: [],
    ...change,
  };
}

/** Tickets by id, as the feed gives them. */
export function ticketMap(...tickets: readonly TicketView[]): Map<string, TicketView> {
  return new Map(tickets.map((each) => [each.id, each]));
}
