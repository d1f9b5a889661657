import { deviceHandlers } from '../modules/devices/device-handlers.ts';
import { inventoryHandlers } from '../modules/inventory/inventory-handlers.ts';
import { kitchenHandlers } from '../modules/kitchen/kitchen-handlers.ts';
import { locationHandlers } from '../modules/location/location-handlers.ts';
import { menuHandlers } from '../modules/menu/menu-handlers.ts';
import { orderHandlers } from '../modules/orders/order-handlers.ts';
import { paymentHandlers } from '../modules/payments/payment-handlers.ts';
import { staffHandlers } from '../modules/staff/staff-handlers.ts';
import type { Handlers } from './handler.ts';

/** The handler of every command. */
export const ALL_HANDLERS: Handlers = {
  ...orderHandlers,
  ...paymentHandlers,
  ...kitchenHandlers,
  ...inventoryHandlers,
  ...menuHandlers,
  ...locationHandlers,
  ...staffHandlers,
  ...deviceHandlers,
};
