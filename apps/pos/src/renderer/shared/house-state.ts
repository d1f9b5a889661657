import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { OrderView, StaffView, StockView } from '@passbell/core/wire/views';
import type { FeedStatus } from '@passbell/edge-client/feed-status';

/** The restaurant as this till last heard of it. Maps are never changed in place. */
export interface HouseState {
  readonly location: LocationRow | null;
  readonly menu: MenuIndex | null;
  readonly orders: ReadonlyMap<string, OrderView>;
  /** False until the first list of open orders has arrived. */
  readonly ordersReady: boolean;
  /** By `kind:subjectId`. */
  readonly stock: ReadonlyMap<string, StockView>;
  readonly staff: ReadonlyMap<string, StaffView>;
  readonly status: FeedStatus;
}
