import { getLocation, getMe, listStaff, listStock, listStockLevels } from './house-reads.ts';
import { getMenu, getMenuByHash } from './menu-reads.ts';
import { getOrder, listOrders, listStationTickets } from './order-reads.ts';
import type { ReadOperation } from './read-operation.ts';

/** Every read there is over HTTP. */
export const READS: readonly ReadOperation[] = [
  getMenu,
  getMenuByHash,
  getLocation,
  listStaff,
  listOrders,
  getOrder,
  listStationTickets,
  listStock,
  listStockLevels,
  getMe,
];
