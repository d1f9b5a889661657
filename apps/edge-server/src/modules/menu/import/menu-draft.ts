import type { MenuStation, MenuTaxGroup } from '@passbell/core/menu/menu-document';
import type { OpenEntry } from './import-ledger.ts';
import type { ModifierKind } from './kitchen-name.ts';

// What a file says of a menu, in the menu's own words but without what only the restaurant knows (recipes, stations,
// stock rules …). Null means "the file does not say": then what stands here stays.

export type MenuTax = MenuTaxGroup['taxes'][number];

export interface CategoryDraft {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly ordinal: number;
  readonly entry: OpenEntry | null;
}

export interface ModifierDraft {
  readonly id: string;
  /** Where recipe and kitchen name come from when this modifier is new here: the one it is a copy of. */
  readonly copyOfId: string | null;
  readonly name: string;
  readonly kitchenName: string | null;
  readonly kind: ModifierKind;
  readonly priceMinor: number;
  readonly isDefault: boolean;
  readonly available: boolean;
  readonly ordinal: number;
  readonly entry: OpenEntry | null;
}

export interface ModifierGroupDraft {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
  readonly ordinal: number;
  readonly modifiers: readonly ModifierDraft[];
}

export interface VariationDraft {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number | null;
  readonly ordinal: number;
  readonly available: boolean;
}

export interface GroupLinkDraft {
  readonly groupId: string;
  readonly min: number | null;
  readonly max: number | null;
}

export interface ItemDraft {
  readonly id: string;
  readonly name: string;
  readonly kitchenName: string | null;
  readonly description: string | null;
  readonly categoryIds: readonly string[];
  readonly stationId: string | null;
  readonly taxGroupId: string | null;
  readonly variations: readonly VariationDraft[];
  readonly modifierGroups: readonly GroupLinkDraft[];
  readonly ordinal: number;
  readonly allergens: readonly string[] | null;
  readonly dietaryTags: readonly string[] | null;
  readonly prepSeconds: number | null;
  readonly entry: OpenEntry;
}

export interface MenuDraft {
  readonly stations: readonly MenuStation[];
  readonly taxGroups: readonly MenuTaxGroup[];
  /** Every tax of the file: groups made earlier take its rate from here. */
  readonly taxes: readonly MenuTax[];
  readonly categories: readonly CategoryDraft[];
  readonly modifierGroups: readonly ModifierGroupDraft[];
  readonly items: readonly ItemDraft[];
  /** Items the file says are no longer sold: they stay on the menu with their recipes, switched off. */
  readonly switchedOffItemIds: ReadonlySet<string>;
}
