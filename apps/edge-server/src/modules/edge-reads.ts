import type { LocationRow } from '@passbell/core/location/location-row';
import type { DeviceView, MenuHeadView, OrderView, StaffView, StockView, TicketView } from '@passbell/core/wire/views';

/** One page of a list, in a stable order. `next` is the cursor of the page after it, null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface OrderFilter {
  /** Only orders that are not closed. */
  readonly open: boolean;
  readonly businessDay: string | null;
  readonly after: string | null;
  readonly limit: number;
}

/** Everything that screens and integrators read, as of the last commit. Each call is one short synchronous read. */
export interface EdgeReads {
  order(orderId: string): OrderView | undefined;
  /** Newest first, keyset paged by order id. */
  orders(filter: OrderFilter): Page<OrderView>;
  /** All orders that are not closed (bounded at 2,000). */
  openOrders(): readonly OrderView[];
  /** Open tickets of a station and those bumped within the last hour, oldest first. */
  stationTickets(stationId: string): readonly TicketView[];
  /** The tickets of an order, by station. */
  orderTickets(orderId: string): readonly TicketView[];
  stock(): readonly StockView[];
  /** Stock views of everything whose recipe uses one of these ingredients, and of these subjects. */
  stockTouchedBy(ingredientIds: ReadonlySet<string>, subjects: ReadonlySet<string>): readonly StockView[];
  stockLevels(): readonly { ingredientId: string; onHand: number; reserved: number }[];
  menuHead(): MenuHeadView | undefined;
  /** The canonical JSON text of a menu document, by hash. */
  menuText(hash: string): string | undefined;
  staff(): readonly StaffView[];
  devices(): readonly DeviceView[];
  location(): LocationRow | undefined;
}
