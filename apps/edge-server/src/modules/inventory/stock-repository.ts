import type { AvailabilityRow, StockLevelRow } from '@passbell/core/inventory/stock-rows';
import type { StockState } from '@passbell/core/inventory/stock-state';
import type { ReadTx } from '../../journal/transactions.ts';

/**
 * Stock as a transaction sees it. Asked twice for the same level, it reads once. What is off is read as a whole at the
 * first question: an order asks about every dish that shares an ingredient with it, and the answer is nearly always no.
 */
export function stockStateOf(tx: ReadTx): StockState {
  let stopped: ReadonlyMap<string, AvailabilityRow> | undefined;
  const levels = new Map<string, StockLevelRow>();
  return {
    level: (ingredientId) => {
      const known = levels.get(ingredientId);
      if (known) return known;
      const level = tx.row<StockLevelRow>('stock_levels', [ingredientId]) ?? { ingredientId, onHand: 0, reserved: 0 };
      levels.set(ingredientId, level);
      return level;
    },
    availability: (kind, subjectId) => {
      stopped ??= new Map(allAvailability(tx).map((row) => [`${row.kind}:${row.subjectId}`, row]));
      return stopped.get(`${kind}:${subjectId}`);
    },
  };
}

/** Everything that is not sold now. */
export function allAvailability(tx: ReadTx): AvailabilityRow[] {
  return tx.rows<AvailabilityRow>('availability', {});
}

export function allStockLevels(tx: ReadTx): StockLevelRow[] {
  return tx.rows<StockLevelRow>('stock_levels', {});
}
