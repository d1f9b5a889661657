import { type DomainError, domainError } from '../errors/domain-error.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { RecipePart } from '../orders/order-rows.ts';
import type { ResolvedLine } from '../orders/resolve-lines.ts';
import { makeableCount } from './availability.ts';
import { ingredientNeeds, type StockChange } from './stock-movements.ts';
import { type AvailabilityRow, availableQuantity } from './stock-rows.ts';
import type { StockState } from './stock-state.ts';

type SoldLine = Pick<
  ResolvedLine,
  'itemId' | 'variationId' | 'name' | 'quantity' | 'recipe' | 'stockPolicy' | 'modifiers'
>;

type Stop = (kind: AvailabilityRow['kind'], subjectId: string) => boolean;

function lineEntry(line: SoldLine, left: number) {
  return { itemId: line.itemId, variationId: line.variationId, name: line.name, left };
}

/** The chosen modifiers of a line that are stopped: the dish could be sold without them. */
function stoppedModifiers(line: SoldLine, isStopped: Stop) {
  return line.modifiers
    .filter((modifier) => modifier.quantity > 0 && isStopped('modifier', modifier.modifierId))
    .map(({ modifierId, name }) => ({ itemId: line.itemId, modifierId, name, left: 0 }));
}

/** What staff have stopped among the lines: dishes by item or variation, and chosen modifiers. */
function stoppedByHand(lines: readonly SoldLine[], stock: StockState) {
  const isStopped: Stop = (kind, subjectId) => stock.availability(kind, subjectId)?.cause === 'manual';
  return lines.flatMap((line) => [
    ...(isStopped('item', line.itemId) || isStopped('variation', line.variationId) ? [lineEntry(line, 0)] : []),
    ...stoppedModifiers(line, isStopped),
  ]);
}

/** What of a line ran out: the modifiers that did, or else the dish with how many of it could be sold if it stood alone. */
function ranOut(line: SoldLine, stock: StockState) {
  const isStopped: Stop = (kind, subjectId) => stock.availability(kind, subjectId) !== undefined;
  const modifiers = stoppedModifiers(line, isStopped);
  const isDishLeft = modifiers.length > 0 && !isStopped('variation', line.variationId);
  return [...(isDishLeft ? [] : [lineEntry(line, makeableCount(line.recipe, stock) ?? 0)]), ...modifiers];
}

/**
 * Whether lines can be sold, and what selling them promises of the stock. Strict items are refused when the stock
 * cannot make all of them together with the rest of the lines; advisory ones only book. The refusal names everything
 * that ran out, modifiers by themselves, and how many are left.
 */
export function reserveStock(lines: readonly SoldLine[], stock: StockState): Result<StockChange[], DomainError> {
  const stopped = stoppedByHand(lines, stock);
  if (stopped.length > 0) return err(domainError('eighty_sixed', { items: stopped }));
  const counted = lines.filter((line) => line.stockPolicy !== 'none');
  const needs = ingredientNeeds(counted);
  const isShort = (part: RecipePart) =>
    availableQuantity(stock.level(part.ingredientId)) < (needs.get(part.ingredientId) ?? 0);
  const refused = counted.filter((line) => line.stockPolicy === 'strict' && line.recipe.some(isShort));
  if (refused.length > 0)
    return err(domainError('sold_out', { items: refused.flatMap((line) => ranOut(line, stock)) }));
  return ok([...needs].map(([ingredientId, need]) => ({ ingredientId, onHandDelta: 0, reservedDelta: need })));
}
