import {
  decideCountStock,
  decideEightySix,
  decideReceiveStock,
  decideRestoreSale,
} from '@passbell/core/inventory/decide-stock';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import { ok } from '@passbell/core/kernel/result';
import type { HandlerContext, Handlers } from '../../dispatch/handler.ts';

type InventoryHandlers = Pick<Handlers, 'receiveStock' | 'countStock' | 'eightySix' | 'restoreSale'>;

/** Levels as they are after events that are decided but not yet written. */
function levelsAfter(ingredientIds: readonly string[], events: readonly DomainEvent[], context: HandlerContext) {
  const movements = events
    .flatMap((event) => event.rows)
    .flatMap(({ table, row }) => (table === 'stock_movements' && row ? [row] : []));
  return [...new Set(ingredientIds)].map((ingredientId) => {
    const level = context.stock.level(ingredientId);
    const mine = movements.filter((row) => row.ingredientId === ingredientId);
    return {
      ingredientId,
      onHand: mine.reduce((sum, row) => sum + Number(row.onHandDelta), level.onHand),
      reserved: mine.reduce((sum, row) => sum + Number(row.reservedDelta), level.reserved),
    };
  });
}

export const inventoryHandlers: InventoryHandlers = {
  receiveStock: ({ lines, reason }, context) => {
    const menu = context.menu();
    if (!menu.ok) return menu;
    const decision = decideReceiveStock(lines, reason ?? null, menu.value, context.stock, context);
    if (!decision.ok) return decision;
    const { events } = decision.value;
    return ok({
      events,
      answer: {
        levels: levelsAfter(
          lines.map((line) => line.ingredientId),
          events,
          context,
        ),
      },
    });
  },
  countStock: ({ lines, reason }, context) => {
    const menu = context.menu();
    if (!menu.ok) return menu;
    const decision = decideCountStock(lines, reason ?? null, menu.value, context.stock, context);
    if (!decision.ok) return decision;
    const { events } = decision.value;
    return ok({
      events,
      answer: {
        levels: levelsAfter(
          lines.map((line) => line.ingredientId),
          events,
          context,
        ),
      },
    });
  },
  eightySix: ({ kind, subjectId }, context) => {
    const menu = context.menu();
    if (!menu.ok) return menu;
    const decision = decideEightySix(kind, subjectId, menu.value, context.stock, context.nowMs);
    return decision.ok
      ? ok({ events: decision.value.events, answer: { kind, subjectId, eightySixed: decision.value.eightySixed } })
      : decision;
  },
  restoreSale: ({ kind, subjectId }, context) => {
    const menu = context.menu();
    if (!menu.ok) return menu;
    const decision = decideRestoreSale(kind, subjectId, menu.value, context.stock, context.nowMs);
    return decision.ok
      ? ok({ events: decision.value.events, answer: { kind, subjectId, eightySixed: decision.value.eightySixed } })
      : decision;
  },
};
