import { type DomainError, domainError } from '../errors/domain-error.ts';
import type { DomainEvent } from '../journal/domain-event.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { hasSubject, type MenuIndex } from '../menu/menu-index.ts';
import { makeableCount } from './availability.ts';
import { type MovementContext, type StockChange, stockEvents } from './stock-movements.ts';
import type { AvailabilityRow } from './stock-rows.ts';
import type { StockState } from './stock-state.ts';

interface StockDecision {
  readonly events: readonly DomainEvent[];
}

function unknownIngredient(menu: MenuIndex, ids: readonly string[]): DomainError | undefined {
  const unknown = ids.find((id) => !menu.ingredientIds.has(id));
  return unknown === undefined ? undefined : domainError('ingredient_unknown', { ingredientId: unknown });
}

/** Takes a delivery in. Several lines of one ingredient are one movement. */
export function decideReceiveStock(
  lines: readonly { readonly ingredientId: string; readonly quantity: number }[],
  reason: string | null,
  menu: MenuIndex,
  stock: StockState,
  context: MovementContext,
): Result<StockDecision, DomainError> {
  const unknown = unknownIngredient(
    menu,
    lines.map((line) => line.ingredientId),
  );
  if (unknown) return err(unknown);
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(line.ingredientId, (sums.get(line.ingredientId) ?? 0) + line.quantity);
  const changes = [...sums].map(
    ([ingredientId, quantity]): StockChange => ({ ingredientId, onHandDelta: quantity, reservedDelta: 0 }),
  );
  return ok({ events: stockEvents(changes, { kind: 'received', orderId: null, reason }, stock, menu, context) });
}

/** Books the difference between what was counted and what the ledger says. The last count of an ingredient holds. */
export function decideCountStock(
  lines: readonly { readonly ingredientId: string; readonly counted: number }[],
  reason: string | null,
  menu: MenuIndex,
  stock: StockState,
  context: MovementContext,
): Result<StockDecision, DomainError> {
  const unknown = unknownIngredient(
    menu,
    lines.map((line) => line.ingredientId),
  );
  if (unknown) return err(unknown);
  const counted = new Map(lines.map((line) => [line.ingredientId, line.counted]));
  const changes = [...counted].map(
    ([ingredientId, count]): StockChange => ({
      ingredientId,
      onHandDelta: count - stock.level(ingredientId).onHand,
      reservedDelta: 0,
    }),
  );
  return ok({ events: stockEvents(changes, { kind: 'counted', orderId: null, reason }, stock, menu, context) });
}

export interface AvailabilityDecision extends StockDecision {
  readonly eightySixed: AvailabilityRow['cause'] | null;
}

function availabilityEvent(row: AvailabilityRow | null, kind: AvailabilityRow['kind'], subjectId: string): DomainEvent {
  return {
    type: 'inventory.availability_changed',
    ver: 1,
    entity: 'stock',
    entityId: 'availability',
    rows: [{ table: 'availability', key: [kind, subjectId], row: row === null ? null : { ...row } }],
  };
}

/** Stops the sale of something by hand. Stopping what is stopped by hand changes nothing. */
export function decideEightySix(
  kind: AvailabilityRow['kind'],
  subjectId: string,
  menu: MenuIndex,
  stock: StockState,
  nowMs: number,
): Result<AvailabilityDecision, DomainError> {
  if (!hasSubject(menu, kind, subjectId)) return err(domainError('availability_subject_unknown', { kind, subjectId }));
  if (stock.availability(kind, subjectId)?.cause === 'manual') return ok({ events: [], eightySixed: 'manual' });
  return ok({
    events: [availabilityEvent({ kind, subjectId, cause: 'manual', sinceMs: nowMs }, kind, subjectId)],
    eightySixed: 'manual',
  });
}

/** Puts something back on sale. What stock cannot make stays off, now with that as its cause. */
export function decideRestoreSale(
  kind: AvailabilityRow['kind'],
  subjectId: string,
  menu: MenuIndex,
  stock: StockState,
  nowMs: number,
): Result<AvailabilityDecision, DomainError> {
  if (!hasSubject(menu, kind, subjectId)) return err(domainError('availability_subject_unknown', { kind, subjectId }));
  const known = stock.availability(kind, subjectId);
  if (known === undefined) return ok({ events: [], eightySixed: null });
  if (known.cause === 'stock') return ok({ events: [], eightySixed: 'stock' });
  const subject = menu.counted.get(`${kind}:${subjectId}`);
  const isShort = subject !== undefined && makeableCount(subject.parts, stock) === 0;
  const row: AvailabilityRow | null = isShort ? { kind, subjectId, cause: 'stock', sinceMs: nowMs } : null;
  return ok({ events: [availabilityEvent(row, kind, subjectId)], eightySixed: isShort ? 'stock' : null });
}
