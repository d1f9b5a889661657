import type { StockState } from '../inventory/stock-state.ts';
import type { LocationRow } from '../location/location-row.ts';
import type { MenuIndex } from '../menu/menu-index.ts';

/** Everything outside the order that deciding about it needs. */
export interface OrderContext {
  readonly nowMs: number;
  newId(): string;
  readonly location: LocationRow;
  readonly menu: MenuIndex;
  readonly stock: StockState;
  readonly staffId: string | null;
  readonly deviceId: string;
  /** The last number given out in a series of a business day; 0 before the first. */
  lastNumber(businessDay: string, series: string): number;
  /** Whether a line with this id exists anywhere. */
  lineExists(lineId: string): boolean;
}
