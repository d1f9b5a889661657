/** Why stock moved. Reserved at placing, consumed when cooking starts, released when an order is cancelled before that. */
export type MovementKind = 'received' | 'counted' | 'reserved' | 'consumed' | 'released' | 'wasted';

/** One entry of the stock ledger. Levels are sums of these and nothing else. */
export interface StockMovementRow {
  readonly id: string;
  readonly ingredientId: string;
  readonly kind: MovementKind;
  /** Change of what is physically there, in the ingredient's unit. */
  readonly onHandDelta: number;
  /** Change of what is promised to placed orders. */
  readonly reservedDelta: number;
  readonly orderId: string | null;
  readonly reason: string | null;
  readonly occurredMs: number;
}

export interface StockLevelRow {
  readonly ingredientId: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** Something that is not sold now. A row exists only while it is off. */
export interface AvailabilityRow {
  readonly kind: 'item' | 'variation' | 'modifier';
  readonly subjectId: string;
  /** `manual`: staff said 86; only staff lift it. `stock`: the recipe cannot be made; lifted when it can again. */
  readonly cause: 'manual' | 'stock';
  readonly sinceMs: number;
}

/** What can be sold: on hand and not promised. */
export function availableQuantity(level: StockLevelRow): number {
  return level.onHand - level.reserved;
}
