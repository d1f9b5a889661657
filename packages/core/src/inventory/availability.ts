import type { DomainEvent, RowImage } from '../journal/domain-event.ts';
import type { MenuIndex, RecipeSubject } from '../menu/menu-index.ts';
import { type AvailabilityRow, availableQuantity, type StockLevelRow } from './stock-rows.ts';
import type { StockState } from './stock-state.ts';

/** How many of a recipe the stock can still make; null where nothing is counted. */
export function makeableCount(parts: RecipeSubject['parts'], stock: StockState): number | null {
  if (parts.length === 0) return null;
  return Math.max(
    0,
    Math.min(...parts.map((part) => Math.floor(availableQuantity(stock.level(part.ingredientId)) / part.quantity))),
  );
}

function imageOf(subject: RecipeSubject, row: AvailabilityRow | null): RowImage {
  return { table: 'availability', key: [subject.kind, subject.id], row: row === null ? null : { ...row } };
}

/**
 * What stops or returns to sale after levels changed. A recipe that can no longer be made once goes 86 by itself; one
 * that can be made again returns, unless staff stopped it by hand.
 */
export function availabilityAfter(
  changed: ReadonlyMap<string, StockLevelRow>,
  stock: StockState,
  menu: MenuIndex,
  nowMs: number,
): DomainEvent[] {
  const rows = new Map<string, RowImage>();
  for (const [ingredientId, level] of changed) {
    for (const subject of menu.recipesUsing.get(ingredientId) ?? []) {
      const key = `${subject.kind}:${subject.id}`;
      if (rows.has(key)) continue;
      const known = stock.availability(subject.kind, subject.id);
      const part = subject.parts.find((candidate) => candidate.ingredientId === ingredientId);
      const isShort = part !== undefined && availableQuantity(level) < part.quantity;
      if (isShort && known === undefined) {
        rows.set(key, imageOf(subject, { kind: subject.kind, subjectId: subject.id, cause: 'stock', sinceMs: nowMs }));
      } else if (!isShort && known?.cause === 'stock' && (makeableCount(subject.parts, stock) ?? 1) > 0) {
        rows.set(key, imageOf(subject, null));
      }
    }
  }
  if (rows.size === 0) return [];
  return [
    {
      type: 'inventory.availability_changed',
      ver: 1,
      entity: 'stock',
      entityId: 'availability',
      rows: [...rows.values()],
    },
  ];
}
