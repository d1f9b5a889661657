import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { ReadTx } from '../journal/transactions.ts';

/** Names that views show beside ids, looked up once per read. */
export interface NameLookup {
  staff(staffId: string): string | null;
  /** The station's name, or its id where the menu no longer knows it. */
  station(stationId: string): string;
}

export function createNameLookup(tx: ReadTx, menu: MenuIndex | undefined): NameLookup {
  const staff = new Map<string, string | null>();
  return {
    staff: (staffId) => {
      const known = staff.get(staffId);
      if (known !== undefined) return known;
      const name = tx.row<StaffRow>('staff', [staffId])?.name ?? null;
      staff.set(staffId, name);
      return name;
    },
    station: (stationId) => menu?.stations.get(stationId)?.name ?? stationId,
  };
}
