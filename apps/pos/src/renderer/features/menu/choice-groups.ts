import type { MenuItem, MenuModifier } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { groupBounds } from '@passbell/core/orders/resolve-modifiers';
import { isModifierStopped, type StockMap, variationSale } from './availability.ts';
import type { ItemChoice } from './item-choice.ts';

/** How one option looks: `on` chosen (or left as the menu has it), `extra` twice, `no` a default taken off. */
export interface ChoiceOption {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly look: 'off' | 'on' | 'add' | 'extra' | 'no';
  readonly stopped: boolean;
}

/** One group of the sheet. */
export interface ChoiceGroup {
  readonly id: string;
  readonly name: string;
  /** `one`: a row to choose one from. `many`: taps add, add extra, leave off. */
  readonly kind: 'one' | 'many';
  /** Whether an option's price is all of it (a size) or comes on top. */
  readonly prices: 'whole' | 'added';
  readonly options: readonly ChoiceOption[];
  /** How many choices are still missing. */
  readonly missing: number;
  readonly required: boolean;
  /** Names of what is chosen, where that answers a question. */
  readonly answer: readonly string[];
  readonly max: number | null;
}

function lookOf(modifier: MenuModifier, quantity: number, isSingle: boolean): ChoiceOption['look'] {
  if (quantity > 1) return 'extra';
  if (quantity === 1) return isSingle || modifier.isDefault || modifier.kind === 'choice' ? 'on' : 'add';
  return modifier.isDefault && !isSingle ? 'no' : 'off';
}

/** The modifier groups of an item with what is chosen. Options that the menu switched off are not shown. */
export function modifierGroupsOf(menu: MenuIndex, item: MenuItem, choice: ItemChoice, stock: StockMap): ChoiceGroup[] {
  return item.modifierGroups.flatMap((link) => {
    const group = menu.groups.get(link.groupId);
    if (!group) return [];
    const { min, max } = groupBounds(item, group);
    const isSingle = max === 1;
    const modifiers = group.modifiers
      .filter((modifier) => modifier.available)
      .toSorted((a, b) => a.ordinal - b.ordinal);
    const count = modifiers.reduce((sum, modifier) => sum + (choice.modifiers.get(modifier.id) ?? 0), 0);
    const required = min > 0;
    const options = modifiers.map(
      (modifier): ChoiceOption => ({
        id: modifier.id,
        name: modifier.name,
        priceMinor: modifier.priceMinor,
        look: lookOf(modifier, choice.modifiers.get(modifier.id) ?? 0, isSingle),
        stopped: isModifierStopped(stock, modifier.id),
      }),
    );
    const answer = modifiers
      .filter((modifier) => (choice.modifiers.get(modifier.id) ?? 0) > 0)
      .map((modifier) => modifier.name);
    return [
      {
        id: group.id,
        name: group.name,
        kind: isSingle ? 'one' : 'many',
        prices: 'added',
        options,
        missing: Math.max(0, min - count),
        required,
        answer,
        max,
      },
    ];
  });
}

/** The sizes of an item as a group of their own; null where there is only one. */
export function variationGroupOf(
  item: MenuItem,
  choice: ItemChoice,
  stock: StockMap,
  name: string,
): ChoiceGroup | null {
  const variations = item.variations
    .filter((variation) => variation.available)
    .toSorted((a, b) => a.ordinal - b.ordinal);
  if (variations.length < 2) return null;
  const chosen = variations.find((variation) => variation.id === choice.variationId);
  return {
    id: 'variation',
    name,
    kind: 'one',
    prices: 'whole',
    options: variations.map((variation) => ({
      id: variation.id,
      name: variation.name,
      priceMinor: variation.priceMinor ?? 0,
      look: variation.id === choice.variationId ? 'on' : 'off',
      stopped: variationSale(variation, stock).kind !== 'on_sale',
    })),
    missing: chosen ? 0 : 1,
    required: true,
    answer: chosen ? [chosen.name] : [],
    max: 1,
  };
}

/** The first thing that still has to be answered before the dish can be added. */
export function firstMissing(groups: readonly ChoiceGroup[]): ChoiceGroup | undefined {
  return groups.find((group) => group.missing > 0);
}
