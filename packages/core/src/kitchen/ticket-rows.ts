import type { Channel, DiningOption } from '../orders/order-rows.ts';
import type { ShownModifier } from '../orders/resolve-modifiers.ts';
import type { TicketLineState, TicketState } from './ticket-state.ts';

/** What one station has to make for one sending of one order. */
export interface TicketRow {
  readonly id: string;
  readonly orderId: string;
  readonly stationId: string;
  readonly channel: Channel;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly orderNumber: number;
  readonly series: string;
  readonly businessDay: string;
  readonly guestCount: number | null;
  readonly staffId: string | null;
  readonly course: number;
  readonly note: string | null;
  readonly state: TicketState;
  readonly firedMs: number;
  /** When a kitchen screen said that it had painted the ticket, and which. */
  readonly seenMs: number | null;
  readonly seenBy: string | null;
  readonly startedMs: number | null;
  readonly bumpedMs: number | null;
  readonly recalls: number;
}

export interface TicketLineRow {
  readonly id: string;
  readonly ticketId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly position: number;
  readonly name: string;
  readonly variationName: string | null;
  readonly quantity: number;
  readonly modifiers: readonly ShownModifier[];
  readonly allergens: readonly string[];
  readonly allergies: readonly string[];
  readonly note: string | null;
  readonly seat: number | null;
  readonly course: number;
  readonly prepSeconds: number;
  readonly state: TicketLineState;
  readonly startedMs: number | null;
  readonly doneMs: number | null;
}
