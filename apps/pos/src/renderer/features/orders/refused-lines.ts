import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { type Cart, unsentLines } from './cart.ts';

/** The unsent lines a refusal means when it names an item, a size or a modifier that ran out. */
export function linesNaming(cart: Cart, menu: MenuIndex, subjectId: string): string[] {
  return unsentLines(cart)
    .filter(({ request }) => {
      if (request.itemId === subjectId || request.variationId === subjectId) return true;
      const sizes = menu.items.get(request.itemId)?.variations ?? [];
      const isOnlySize = request.variationId === undefined && sizes.some((variation) => variation.id === subjectId);
      return isOnlySize || (request.modifiers ?? []).some((modifier) => modifier.modifierId === subjectId);
    })
    .map((line) => line.lineId);
}
