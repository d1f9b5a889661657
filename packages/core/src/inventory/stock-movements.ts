import type { DomainEvent, RowImage } from '../journal/domain-event.ts';
import type { MenuIndex } from '../menu/menu-index.ts';
import { availabilityAfter } from './availability.ts';
import type { MovementKind, StockLevelRow, StockMovementRow } from './stock-rows.ts';
import { overlayStock, type StockState } from './stock-state.ts';

/** What one command does to one ingredient. */
export interface StockChange {
  readonly ingredientId: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

export interface MovementContext {
  readonly nowMs: number;
  newId(): string;
}

/** What some lines take per ingredient, all units together. */
export function ingredientNeeds(
  lines: readonly {
    readonly quantity: number;
    readonly recipe: readonly { ingredientId: string; quantity: number }[];
  }[],
): Map<string, number> {
  const needs = new Map<string, number>();
  for (const line of lines) {
    for (const part of line.recipe)
      needs.set(part.ingredientId, (needs.get(part.ingredientId) ?? 0) + part.quantity * line.quantity);
  }
  return needs;
}

/**
 * The events of moving stock: the ledger's entries, and what stops or returns to sale because of them. One entry per
 * ingredient and command; nothing for changes of nothing.
 */
export function stockEvents(
  changes: readonly StockChange[],
  cause: { readonly kind: MovementKind; readonly orderId: string | null; readonly reason: string | null },
  stock: StockState,
  menu: MenuIndex,
  context: MovementContext,
): DomainEvent[] {
  const moved = changes.filter((change) => change.onHandDelta !== 0 || change.reservedDelta !== 0);
  if (moved.length === 0) return [];
  const after = new Map<string, StockLevelRow>();
  const rows = moved.map((change): RowImage => {
    const before = stock.level(change.ingredientId);
    after.set(change.ingredientId, {
      ...before,
      onHand: before.onHand + change.onHandDelta,
      reserved: before.reserved + change.reservedDelta,
    });
    const row: StockMovementRow = { id: context.newId(), ...change, ...cause, occurredMs: context.nowMs };
    return { table: 'stock_movements', key: [row.id], row: { ...row } };
  });
  const entityId = cause.orderId ?? moved[0]?.ingredientId ?? '';
  const movement: DomainEvent = { type: `inventory.stock_${cause.kind}`, ver: 1, entity: 'stock', entityId, rows };
  return [movement, ...availabilityAfter(after, overlayStock(stock, after), menu, context.nowMs)];
}
