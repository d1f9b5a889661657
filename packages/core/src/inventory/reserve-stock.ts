import { type DomainError, domainError } from '../errors/domain-error.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { ResolvedLine } from '../orders/resolve-lines.ts';
import { ingredientNeeds, type StockChange } from './stock-movements.ts';
import { availableQuantity } from './stock-rows.ts';
import type { StockState } from './stock-state.ts';

type SoldLine = Pick<
  ResolvedLine,
  'itemId' | 'variationId' | 'name' | 'quantity' | 'recipe' | 'stockPolicy' | 'modifiers'
>;

/** The lines that staff or stock have stopped: of the item, its variation, or a modifier that was chosen. */
function stoppedLines(lines: readonly SoldLine[], stock: StockState): SoldLine[] {
  return lines.filter(
    (line) =>
      stock.availability('item', line.itemId)?.cause === 'manual' ||
      stock.availability('variation', line.variationId)?.cause === 'manual' ||
      line.modifiers.some(
        (modifier) => modifier.quantity > 0 && stock.availability('modifier', modifier.modifierId)?.cause === 'manual',
      ),
  );
}

/** How many of a line could be sold if it stood alone. */
function leftOf(line: SoldLine, stock: StockState): number {
  return Math.max(
    0,
    Math.min(
      ...line.recipe.map((part) => Math.floor(availableQuantity(stock.level(part.ingredientId)) / part.quantity)),
    ),
  );
}

/**
 * Whether lines can be sold, and what selling them promises of the stock. Strict items are refused when the stock
 * cannot make all of them together with the rest of the lines; advisory ones only book. The refusal names every line
 * that ran out and how many are left.
 */
export function reserveStock(lines: readonly SoldLine[], stock: StockState): Result<StockChange[], DomainError> {
  const stopped = stoppedLines(lines, stock);
  if (stopped.length > 0) {
    return err(
      domainError('eighty_sixed', {
        items: stopped.map((line) => ({
          itemId: line.itemId,
          variationId: line.variationId,
          name: line.name,
          left: 0,
        })),
      }),
    );
  }
  const counted = lines.filter((line) => line.stockPolicy !== 'none');
  const needs = ingredientNeeds(counted);
  const short = new Set(
    [...needs]
      .filter(([ingredientId, need]) => availableQuantity(stock.level(ingredientId)) < need)
      .map(([ingredientId]) => ingredientId),
  );
  const refused = counted.filter(
    (line) => line.stockPolicy === 'strict' && line.recipe.some((part) => short.has(part.ingredientId)),
  );
  if (refused.length > 0) {
    return err(
      domainError('sold_out', {
        items: refused.map((line) => ({
          itemId: line.itemId,
          variationId: line.variationId,
          name: line.name,
          left: leftOf(line, stock),
        })),
      }),
    );
  }
  return ok([...needs].map(([ingredientId, need]) => ({ ingredientId, onHandDelta: 0, reservedDelta: need })));
}
