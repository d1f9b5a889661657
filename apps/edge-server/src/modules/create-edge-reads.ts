import type { DeviceRow } from '@passbell/core/devices/device-rows';
import type { Clock } from '@passbell/core/kernel/clock';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { StaffRow } from '@passbell/core/staff/staff-rows';
import type { Journal } from '../journal/journal.ts';
import type { ReadTx } from '../journal/transactions.ts';
import type { EdgeReads } from './edge-reads.ts';
import { stockViews, stockViewsTouchedBy } from './inventory/stock-queries.ts';
import { allStockLevels } from './inventory/stock-repository.ts';
import { orderTicketViews, stationTicketViews } from './kitchen/ticket-queries.ts';
import { activeMenuHead, type MenuCache } from './menu/menu-repository.ts';
import { createNameLookup } from './name-lookup.ts';
import { openOrderViews, orderPage, orderView } from './orders/order-queries.ts';

/** The reads over a journal. Each is one short synchronous read of what was last committed. */
export function createEdgeReads(journal: Journal, menus: MenuCache, clock: Clock): EdgeReads {
  const { locationId } = journal.identity();
  const names = (tx: ReadTx) => createNameLookup(tx, menus.active(tx));
  return {
    order: (orderId) => journal.read((tx) => orderView(tx, orderId, locationId, names(tx))),
    orders: (filter) => journal.read((tx) => orderPage(tx, filter, locationId, names(tx))),
    openOrders: () => journal.read((tx) => openOrderViews(tx, locationId, names(tx))),
    stationTickets: (stationId) => journal.read((tx) => stationTicketViews(tx, stationId, clock.nowMs(), names(tx))),
    orderTickets: (orderId) => journal.read((tx) => orderTicketViews(tx, orderId, names(tx))),
    stock: () =>
      journal.read((tx) => {
        const menu = menus.active(tx);
        return menu ? stockViews(tx, menu) : [];
      }),
    stockTouchedBy: (ingredientIds, subjects) =>
      journal.read((tx) => {
        const menu = menus.active(tx);
        return menu ? stockViewsTouchedBy(tx, menu, ingredientIds, subjects) : [];
      }),
    stockLevels: () =>
      journal.read((tx) =>
        allStockLevels(tx).map(({ ingredientId, onHand, reserved }) => ({ ingredientId, onHand, reserved })),
      ),
    menuHead: () => journal.read((tx) => activeMenuHead(tx)),
    menuText: (hash) => journal.read((tx) => menus.text(tx, hash)),
    staff: () =>
      journal.read((tx) =>
        tx.rows<StaffRow>('staff', {}).map(({ id, name, role, active }) => ({ id, name, role, active })),
      ),
    devices: () => journal.read((tx) => tx.rows<DeviceRow>('devices', {}).map(({ tokenHash: _, ...device }) => device)),
    location: () => journal.read((tx) => tx.row<LocationRow>('locations', [locationId])),
  };
}
