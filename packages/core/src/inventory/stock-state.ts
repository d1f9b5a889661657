import type { AvailabilityRow, StockLevelRow } from './stock-rows.ts';

/**
 * Stock as of the transaction that decides. Reads are lazy, because which ingredients matter follows from the lines;
 * they come from the same snapshot, so a decision stays a function of it.
 */
export interface StockState {
  level(ingredientId: string): StockLevelRow;
  availability(kind: AvailabilityRow['kind'], subjectId: string): AvailabilityRow | undefined;
}

/** Stock with changes on top that are decided but not yet written. */
export function overlayStock(base: StockState, levels: ReadonlyMap<string, StockLevelRow>): StockState {
  return {
    level: (ingredientId) => levels.get(ingredientId) ?? base.level(ingredientId),
    availability: (kind, subjectId) => base.availability(kind, subjectId),
  };
}
