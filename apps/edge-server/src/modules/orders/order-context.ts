import type { DomainError } from '@passbell/core/errors/domain-error';
import { ok, type Result } from '@passbell/core/kernel/result';
import type { OrderContext } from '@passbell/core/orders/order-context';
import type { HandlerContext } from '../../dispatch/handler.ts';
import { lastNumber, lineExists } from './order-repository.ts';

/** What the rules of orders need beside the order, from what a handler has. Refuses where the house is not set up. */
export function orderContextOf(context: HandlerContext): Result<OrderContext, DomainError> {
  const location = context.location();
  if (!location.ok) return location;
  const menu = context.menu();
  if (!menu.ok) return menu;
  return ok({
    nowMs: context.nowMs,
    newId: context.newId,
    location: location.value,
    menu: menu.value,
    stock: context.stock,
    staffId: context.staffId,
    deviceId: context.deviceId,
    lastNumber: (businessDay, series) => lastNumber(context.tx, businessDay, series),
    lineExists: (lineId) => lineExists(context.tx, lineId),
  });
}
