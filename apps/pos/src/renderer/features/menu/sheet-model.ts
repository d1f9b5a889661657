import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { resolveLine } from '@passbell/core/orders/resolve-lines';
import { type AllergySource, allergySources } from './allergy-sources.ts';
import type { SaleMoment, StockMap } from './availability.ts';
import { type ChoiceGroup, firstMissing, modifierGroupsOf, variationGroupOf } from './choice-groups.ts';
import { type ItemChoice, requestOf } from './item-choice.ts';

/** Everything the item sheet shows. */
export interface SheetModel {
  readonly item: MenuItem;
  readonly sectionName: string | null;
  readonly groups: readonly ChoiceGroup[];
  /** The size has no price: it is typed. */
  readonly asksPrice: boolean;
  readonly missing: ChoiceGroup | null;
  readonly missingPrice: boolean;
  readonly sources: readonly AllergySource[];
  /** What all of it costs, by the edge's rules; null while something is missing or it cannot be sold. */
  readonly amountMinor: number | null;
}

/** Works the sheet of a choice out; null when the dish has left the menu meanwhile. */
export function sheetModel(
  menu: MenuIndex,
  choice: ItemChoice,
  stock: StockMap,
  moment: SaleMoment,
  words: { readonly size: string },
): SheetModel | null {
  const item = menu.items.get(choice.itemId);
  if (!item) return null;
  const sizes = variationGroupOf(item, choice, stock, words.size);
  const groups = [...(sizes ? [sizes] : []), ...modifierGroupsOf(menu, item, choice, stock)];
  const variation = item.variations.find((candidate) => candidate.id === choice.variationId);
  const asksPrice = variation?.priceMinor === null;
  const resolved = resolveLine(menu, requestOf(menu, item, choice), moment.nowMs, moment.timeZone);
  const category = menu.document.categories.find((candidate) => candidate.id === item.categoryIds[0]);
  return {
    item,
    sectionName: category?.name ?? null,
    groups,
    asksPrice,
    missing: firstMissing(groups) ?? null,
    missingPrice: asksPrice && choice.unitPriceMinor === null,
    sources: allergySources(menu, item, choice, choice.allergies),
    amountMinor: resolved.ok ? resolved.value.amountMinor : null,
  };
}
