import type { DomainError } from '@passbell/core/errors/domain-error';
import {
  decideCountStock,
  decideEightySix,
  decideReceiveStock,
  decideRestoreSale,
} from '@passbell/core/inventory/decide-stock';
import type { DomainEvent } from '@passbell/core/journal/domain-event';
import { ok, type Result } from '@passbell/core/kernel/result';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { CommandArgs } from '@passbell/core/wire/command-registry';
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

type StockRule = (menu: MenuIndex) => Result<{ readonly events: readonly DomainEvent[] }, DomainError>;

/** A change of stock, answered with the levels it leads to. */
function changeStock(lines: readonly { readonly ingredientId: string }[], context: HandlerContext, decide: StockRule) {
  const menu = context.menu();
  if (!menu.ok) return menu;
  const decision = decide(menu.value);
  if (!decision.ok) return decision;
  const { events } = decision.value;
  const ingredientIds = lines.map((line) => line.ingredientId);
  return ok({ events, answer: { levels: levelsAfter(ingredientIds, events, context) } });
}

/** Something taken off or put back on sale. */
function changeSale(
  { kind, subjectId }: CommandArgs<'eightySix'>,
  context: HandlerContext,
  decide: typeof decideEightySix,
) {
  const menu = context.menu();
  if (!menu.ok) return menu;
  const decision = decide(kind, subjectId, menu.value, context.stock, context.nowMs);
  if (!decision.ok) return decision;
  const { events, eightySixed } = decision.value;
  return ok({ events, answer: { kind, subjectId, eightySixed } });
}

export const inventoryHandlers: InventoryHandlers = {
  receiveStock: ({ lines, reason }, context) =>
    changeStock(lines, context, (menu) => decideReceiveStock(lines, reason ?? null, menu, context.stock, context)),
  countStock: ({ lines, reason }, context) =>
    changeStock(lines, context, (menu) => decideCountStock(lines, reason ?? null, menu, context.stock, context)),
  eightySix: (args, context) => changeSale(args, context, decideEightySix),
  restoreSale: (args, context) => changeSale(args, context, decideRestoreSale),
};
