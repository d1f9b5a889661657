import type { MenuDocument, MenuItem, MenuModifier, MenuVariation } from '@passbell/core/menu/menu-document';
import { noteReason, type OpenEntry } from './import-ledger.ts';
import { kitchenNameFrom, kitchenWording } from './kitchen-name.ts';
import type { ItemDraft, ModifierDraft, ModifierGroupDraft, VariationDraft } from './menu-draft.ts';

/** What the restaurant's own menu holds, by id. */
interface BaseIndex {
  readonly items: ReadonlyMap<string, MenuItem>;
  readonly variations: ReadonlyMap<string, MenuVariation>;
  readonly modifiers: ReadonlyMap<string, MenuModifier>;
}

export function indexBase(base: MenuDocument | null): BaseIndex {
  const items = base?.items ?? [];
  const groups = base?.modifierGroups ?? [];
  return {
    items: new Map(items.map((item) => [item.id, item])),
    variations: new Map(
      items.flatMap((item) => item.variations.map((variation) => [variation.id, variation] as const)),
    ),
    modifiers: new Map(groups.flatMap((group) => group.modifiers.map((modifier) => [modifier.id, modifier] as const))),
  };
}

/** Values for items that are new here. */
interface ItemDefaults {
  readonly stationId: string;
  readonly prepSeconds: number;
}

interface Named {
  readonly name: string;
  readonly kitchenName: string;
}

/**
 * A kitchen name set by hand outlives the import. One that merely followed the old name follows the new one, or the
 * kitchen would cook yesterday's dish.
 */
function mergeKitchenName(
  given: string | null,
  followed: (name: string) => string,
  name: string,
  base: Named | undefined,
  entry: OpenEntry | null,
): string {
  const isFollowing = base?.kitchenName === followed(name) || (base && base.kitchenName === followed(base.name));
  if (base === undefined || isFollowing) return given ?? followed(name);
  if (entry && (base.name !== name || (given !== null && given !== base.kitchenName))) {
    noteReason(entry, 'kitchen_name_kept', base.kitchenName);
  }
  return base.kitchenName;
}

/** Allergens only ever add up: a wrong one costs a question, a missing one costs a guest. */
function mergeAllergens(draft: ItemDraft, base: MenuItem | undefined): string[] {
  const own = base?.allergens ?? [];
  const given = draft.allergens ?? [];
  if (draft.allergens !== null && own.some((tag) => !given.includes(tag))) noteReason(draft.entry, 'allergens_kept');
  return [...new Set([...own, ...given])].slice(0, 40);
}

function mergeVariation(draft: VariationDraft, base: BaseIndex): MenuVariation {
  const { id, name, priceMinor, ordinal, available } = draft;
  return { id, name, priceMinor, ordinal, available, recipe: base.variations.get(id)?.recipe ?? [] };
}

/** Lays what the file says over what the restaurant knows. */
export function mergeItem(draft: ItemDraft, base: BaseIndex, defaults: ItemDefaults): MenuItem {
  const own = base.items.get(draft.id);
  // Whoever switched it off, here or an import, it is a person who puts it back on sale.
  if (own?.available === false) noteReason(draft.entry, 'still_off');
  return {
    id: draft.id,
    name: draft.name,
    kitchenName: mergeKitchenName(draft.kitchenName, kitchenNameFrom, draft.name, own, draft.entry),
    description: draft.description,
    categoryIds: [...draft.categoryIds],
    stationId: draft.stationId ?? own?.stationId ?? defaults.stationId,
    taxGroupId: draft.taxGroupId,
    variations: draft.variations.map((variation) => mergeVariation(variation, base)),
    modifierGroups: draft.modifierGroups.map((link) => ({ ...link })),
    daypartIds: own?.daypartIds ?? [],
    available: own?.available ?? true,
    ordinal: draft.ordinal,
    allergens: mergeAllergens(draft, own),
    dietaryTags: [...(draft.dietaryTags ?? own?.dietaryTags ?? [])],
    stockPolicy: own?.stockPolicy ?? 'none',
    prepSeconds: draft.prepSeconds ?? own?.prepSeconds ?? defaults.prepSeconds,
  };
}

/** As `mergeItem`, for a modifier of a group. */
export function mergeModifier(draft: ModifierDraft, group: ModifierGroupDraft, base: BaseIndex): MenuModifier {
  const own =
    base.modifiers.get(draft.id) ?? (draft.copyOfId === null ? undefined : base.modifiers.get(draft.copyOfId));
  const followed = (name: string) => kitchenWording(name, group.min === 0).kitchenName;
  return {
    id: draft.id,
    name: draft.name,
    kitchenName: mergeKitchenName(draft.kitchenName, followed, draft.name, own, draft.entry),
    priceMinor: draft.priceMinor,
    isDefault: draft.isDefault,
    kind: own?.kind ?? draft.kind,
    available: draft.available,
    ordinal: draft.ordinal,
    allergens: own?.allergens ?? [],
    recipe: own?.recipe ?? [],
  };
}
