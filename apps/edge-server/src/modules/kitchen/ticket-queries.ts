import { RECALL_WINDOW_MS } from '@passbell/core/kitchen/decide-ticket';
import { ticketProgress } from '@passbell/core/kitchen/ticket-progress';
import type { TicketLineRow, TicketRow } from '@passbell/core/kitchen/ticket-rows';
import type { OrderRow } from '@passbell/core/orders/order-rows';
import type { TicketView } from '@passbell/core/wire/views';
import type { ReadTx } from '../../journal/transactions.ts';
import type { NameLookup } from '../name-lookup.ts';

/** Most tickets of one station that are given at once: far above any wall. */
const MAX_TICKETS = 500;
/** Most bumped tickets kept for recall (ux: 100 tickets or 60 minutes). */
const MAX_RECALLABLE = 100;

interface OrderTickets {
  readonly guestName: string | null;
  readonly tickets: readonly TicketRow[];
  readonly lines: readonly TicketLineRow[];
}

function loadTickets(tx: ReadTx, orderId: string): OrderTickets {
  return {
    guestName: tx.row<OrderRow>('orders', [orderId])?.guestName ?? null,
    tickets: tx.rows<TicketRow>('tickets', { orderId }, ['firedMs', 'id']),
    lines: tx.rows<TicketLineRow>('ticket_lines', { orderId }, ['ticketId', 'position']),
  };
}

/** The other stations of the same order, all their tickets together, for the footer. */
function othersOf(ticket: TicketRow, order: OrderTickets, names: NameLookup): TicketView['others'] {
  const stations = new Map<string, TicketLineRow[]>();
  for (const other of order.tickets) {
    if (other.stationId === ticket.stationId || other.state === 'voided') continue;
    const lines = order.lines.filter((line) => line.ticketId === other.id);
    stations.set(other.stationId, [...(stations.get(other.stationId) ?? []), ...lines]);
  }
  return [...stations].map(([stationId, lines]) => ({
    stationId,
    stationName: names.station(stationId),
    ...ticketProgress(lines),
  }));
}

function viewOf(ticket: TicketRow, order: OrderTickets, names: NameLookup): TicketView {
  const { businessDay: _day, seenBy: _by, staffId, ...shown } = ticket;
  return {
    ...shown,
    guestName: order.guestName,
    staffName: staffId === null ? null : names.staff(staffId),
    lines: order.lines
      .filter((line) => line.ticketId === ticket.id)
      .map(({ ticketId: _ticket, orderId: _order, ...line }) => ({
        ...line,
        modifiers: line.modifiers.map((modifier) => ({ ...modifier })),
        allergens: [...line.allergens],
        allergies: [...line.allergies],
      })),
    others: othersOf(ticket, order, names),
  };
}

/** Every ticket of an order as its stations see it. */
export function orderTicketViews(tx: ReadTx, orderId: string, names: NameLookup): TicketView[] {
  const order = loadTickets(tx, orderId);
  return order.tickets.map((ticket) => viewOf(ticket, order, names));
}

/** What a station's screen shows: its open tickets, oldest first, and those it may still recall. */
export function stationTicketViews(tx: ReadTx, stationId: string, nowMs: number, names: NameLookup): TicketView[] {
  const station = tx.db.selectFrom('tickets').select(['id', 'orderId']).where('stationId', '=', stationId);
  const open = tx.all(station.where('state', '=', 'open').orderBy('firedMs').orderBy('id').limit(MAX_TICKETS));
  const recallable = tx.all(
    station
      .where('state', '=', 'bumped')
      .where('bumpedMs', '>', nowMs - RECALL_WINDOW_MS)
      .orderBy('bumpedMs', 'desc')
      .limit(MAX_RECALLABLE),
  );
  const wanted = new Map([...open, ...recallable].map((row) => [row.id, row.orderId]));
  const orders = new Map([...new Set(wanted.values())].map((orderId) => [orderId, loadTickets(tx, orderId)]));
  return [...orders.values()]
    .flatMap((order) =>
      order.tickets.filter((ticket) => wanted.has(ticket.id)).map((ticket) => viewOf(ticket, order, names)),
    )
    .sort((a, b) => a.firedMs - b.firedMs || (a.id < b.id ? -1 : 1));
}
