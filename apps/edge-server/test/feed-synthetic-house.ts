import type { RowImage } from '@passbell/core/journal/domain-event';
import type { Clock } from '@passbell/core/kernel/clock';
import { HOUR_MS } from '@passbell/core/kernel/durations';
import type { OrderView, StockView, TicketView } from '@passbell/core/wire/views';
import type { EdgeReads } from '../src/modules/edge-reads.ts';
import type { FeedBatch } from '../src/realtime/topic-hub.ts';

/** A restaurant in memory: rows change, then a batch says which, as the journal would after a commit. */
export interface SyntheticHouse {
  readonly reads: EdgeReads;
  position(): { epoch: number; seq: number };
  /** Sends an order to stations, one ticket each. */
  place(orderId: string, stations: readonly string[]): RowImage[];
  note(orderId: string, note: string): RowImage[];
  bump(orderId: string, stationId: string): RowImage[];
  voidTicket(orderId: string, stationId: string): RowImage[];
  complete(orderId: string): RowImage[];
  /** Sets what is left of an ingredient; the item of the same name shows it. */
  stock(ingredientId: string, left: number): RowImage[];
  eightySix(subjectId: string, off: boolean): RowImage[];
  activateMenu(hash: string): RowImage[];
  rename(name: string): RowImage[];
  /** A row was written, but no screen would see a difference. */
  untouched(orderId: string): RowImage[];
  /** What all listeners of the journal would hear for one COMMIT of these commands. */
  commit(...commands: RowImage[][]): FeedBatch;
  /** Another box took over; its first event starts the epoch. */
  newEpoch(): FeedBatch;
  onCommitted(listener: (batch: FeedBatch) => void): void;
}

function ticketId(orderId: string, stationId: string): string {
  return `${orderId}/${stationId}`;
}

function blankTicket(orderId: string, stationId: string, firedMs: number): TicketView {
  return {
    id: ticketId(orderId, stationId),
    orderId,
    stationId,
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '7',
    guestName: 'Zoë 🦞',
    guestCount: 2,
    staffName: null,
    orderNumber: 1,
    series: '',
    course: 1,
    note: null,
    state: 'open',
    firedMs,
    seenMs: null,
    startedMs: null,
    bumpedMs: null,
    recalls: 0,
    lines: [],
    others: [],
  };
}

function blankOrder(id: string, openedMs: number): OrderView {
  return {
    id,
    locationId: 'loc',
    status: 'placed',
    channel: 'pos',
    diningOption: 'dine_in',
    tableLabel: '7',
    guestName: 'Zoë 🦞',
    guestCount: 2,
    note: null,
    staffId: null,
    staffName: null,
    currency: 'USD',
    businessDay: '2026-11-22',
    series: '',
    number: 1,
    openedMs,
    placedMs: openedMs,
    readyMs: null,
    closedMs: null,
    totalMinor: 1_000,
    paidMinor: 0,
    dueMinor: 1_000,
    lines: [],
    checks: [],
    payments: [],
    tickets: [],
  };
}

interface Rows {
  readonly orders: Map<string, OrderView>;
  readonly tickets: Map<string, TicketView>;
  readonly levels: Map<string, number>;
  readonly off: Map<string, number>;
  menuHash: string | null;
  staffName: string;
}

function syntheticReads(rows: Rows, clock: Clock): EdgeReads {
  const ticketsOf = (orderId: string) => [...rows.tickets.values()].filter((ticket) => ticket.orderId === orderId);
  const ticketView = (ticket: TicketView): TicketView => ({
    ...ticket,
    staffName: rows.staffName,
    others: ticketsOf(ticket.orderId)
      .filter(({ id }) => id !== ticket.id)
      .map(({ stationId, state }) => ({
        stationId,
        stationName: `${rows.menuHash}`,
        doneLines: state === 'open' ? 0 : 1,
        totalLines: 1,
      })),
  });
  const orderView = (order: OrderView): OrderView => ({ ...order, staffName: rows.staffName });
  const stockView = (subjectId: string): StockView => ({
    kind: 'item',
    subjectId,
    left: rows.levels.get(subjectId) ?? null,
    eightySixed: rows.off.has(subjectId) ? 'manual' : null,
    sinceMs: rows.off.get(subjectId) ?? null,
  });
  const stocked = () => [...new Set([...rows.levels.keys(), ...rows.off.keys()])];
  const shown = (ticket: TicketView) =>
    ticket.state === 'open' || (ticket.state === 'bumped' && (ticket.bumpedMs ?? 0) + HOUR_MS > clock.nowMs());
  return {
    order: (orderId) => {
      const order = rows.orders.get(orderId);
      return order && orderView(order);
    },
    orders: () => ({ items: [], next: null }),
    openOrders: () => [...rows.orders.values()].filter((order) => order.closedMs === null).map(orderView),
    stationTickets: (stationId) =>
      [...rows.tickets.values()].filter((ticket) => ticket.stationId === stationId && shown(ticket)).map(ticketView),
    orderTickets: (orderId) => ticketsOf(orderId).map(ticketView),
    stock: () => stocked().map(stockView),
    stockTouchedBy: (ingredientIds, subjects) =>
      [...ingredientIds, ...[...subjects].map((key) => key.slice('item:'.length))].map(stockView),
    stockLevels: () => [],
    menuHead: () => (rows.menuHash === null ? undefined : { hash: rows.menuHash, version: 1, activatedMs: 1 }),
    menuText: () => undefined,
    staff: () => [{ id: 's1', name: rows.staffName, role: 'server', active: true }],
    devices: () => [],
    location: () => undefined,
  };
}

export function createSyntheticHouse(clock: Clock): SyntheticHouse {
  const rows: Rows = {
    orders: new Map(),
    tickets: new Map(),
    levels: new Map(),
    off: new Map(),
    menuHash: null,
    staffName: 'Ana',
  };
  const listeners: ((batch: FeedBatch) => void)[] = [];
  let epoch = 1;
  let seq = 1;

  const tell = (txns: FeedBatch['txns']) => {
    const batch = { epoch, headSeq: seq, txns };
    for (const listener of listeners) listener(batch);
    return batch;
  };
  const orderImage = (orderId: string): RowImage => ({ table: 'orders', key: [orderId], row: { id: orderId } });
  const ticketImage = (orderId: string, stationId: string): RowImage => ({
    table: 'tickets',
    key: [ticketId(orderId, stationId)],
    row: { id: ticketId(orderId, stationId), orderId, stationId },
  });
  const changeOrder = (orderId: string, change: Partial<OrderView>): RowImage[] => {
    const order = rows.orders.get(orderId);
    if (!order) return [];
    rows.orders.set(orderId, { ...order, ...change });
    return [orderImage(orderId)];
  };
  const changeTicket = (orderId: string, stationId: string, change: Partial<TicketView>): RowImage[] => {
    const ticket = rows.tickets.get(ticketId(orderId, stationId));
    if (!ticket) return [];
    rows.tickets.set(ticket.id, { ...ticket, ...change });
    return [ticketImage(orderId, stationId)];
  };

  return {
    reads: syntheticReads(rows, clock),
    position: () => ({ epoch, seq }),
    place(orderId, stations) {
      rows.orders.set(orderId, blankOrder(orderId, clock.nowMs()));
      for (const station of stations) {
        rows.tickets.set(ticketId(orderId, station), blankTicket(orderId, station, clock.nowMs()));
      }
      return [orderImage(orderId), ...stations.map((station) => ticketImage(orderId, station))];
    },
    note: (orderId, note) => changeOrder(orderId, { note }),
    bump: (orderId, stationId) => changeTicket(orderId, stationId, { state: 'bumped', bumpedMs: clock.nowMs() }),
    voidTicket: (orderId, stationId) => changeTicket(orderId, stationId, { state: 'voided' }),
    complete: (orderId) => changeOrder(orderId, { status: 'completed', closedMs: clock.nowMs() }),
    stock(ingredientId, left) {
      rows.levels.set(ingredientId, left);
      return [{ table: 'stock_movements', key: ['m'], row: { id: 'm', ingredientId } }];
    },
    eightySix(subjectId, off) {
      if (off) rows.off.set(subjectId, clock.nowMs());
      else rows.off.delete(subjectId);
      return [{ table: 'availability', key: ['item', subjectId], row: off ? { kind: 'item', subjectId } : null }];
    },
    activateMenu(hash) {
      rows.menuHash = hash;
      return [{ table: 'menu_activations', key: ['active'], row: { slot: 'active', hash } }];
    },
    rename(name) {
      rows.staffName = name;
      return [{ table: 'staff', key: ['s1'], row: { id: 's1' } }];
    },
    untouched: (orderId) => (rows.orders.has(orderId) ? [orderImage(orderId)] : []),
    commit(...commands) {
      const txns = commands.map((images) => ({
        events: images.map((image) => ({ entity: 'order', entityId: String(image.key[0]), rows: [image] })),
      }));
      seq += Math.max(1, commands.flat().length);
      return tell(txns);
    },
    newEpoch() {
      epoch += 1;
      seq += 1;
      return tell([{ events: [] }]);
    },
    onCommitted: (listener) => listeners.push(listener),
  };
}
