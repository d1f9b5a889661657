import type {
  MenuCategory,
  MenuDocument,
  MenuItem,
  MenuModifierGroup,
  MenuStation,
  MenuTaxGroup,
} from '@passbell/core/menu/menu-document';
import type { ImportContext } from './import-context.ts';
import { noteReason } from './import-ledger.ts';
import type { CategoryDraft, MenuDraft, MenuTax } from './menu-draft.ts';
import { indexBase, mergeItem, mergeModifier } from './merge-item.ts';

const TINTS: readonly MenuCategory['tint'][] = ['ember', 'sky', 'basil', 'amber', 'orchid', 'linen'];

/** Age at which a ticket of a station nobody described yet is due. */
export const DEFAULT_TARGET_SECONDS = 600;

/** Puts things into a list by id: known ones in their place, new ones at the end. */
function laidOver<T extends { readonly id: string }>(own: readonly T[], given: readonly T[]): T[] {
  const byId = new Map(given.map((thing) => [thing.id, thing]));
  const known = new Set(own.map((thing) => thing.id));
  return [...own.map((thing) => byId.get(thing.id) ?? thing), ...given.filter((thing) => !known.has(thing.id))];
}

function mergeCategories(drafts: readonly CategoryDraft[], base: readonly MenuCategory[]): MenuCategory[] {
  const tints = new Map(base.map((category) => [category.id, category.tint]));
  let next = 0;
  const tops = [...drafts].filter((draft) => draft.parentId === null).sort((a, b) => a.ordinal - b.ordinal);
  for (const draft of tops) {
    const tint = TINTS[next % TINTS.length] ?? 'linen';
    next += 1;
    if (!tints.has(draft.id)) tints.set(draft.id, tint);
  }
  const made = drafts.map((draft): MenuCategory => {
    const { id, name, parentId, ordinal } = draft;
    const tint = tints.get(id) ?? (parentId === null ? undefined : tints.get(parentId)) ?? 'linen';
    return { id, name, parentId, ordinal, tint };
  });
  return breakCircles(laidOver(base, made), drafts);
}

/** A category that is its own ancestor would hang every screen that walks up; the file's link is cut. */
function breakCircles(categories: readonly MenuCategory[], drafts: readonly CategoryDraft[]): MenuCategory[] {
  const parents = new Map(categories.map((category) => [category.id, category.parentId]));
  for (const draft of drafts) {
    const seen = new Set<string>();
    let at = parents.get(draft.id) ?? null;
    while (at !== null && at !== draft.id && !seen.has(at)) {
      seen.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== draft.id) continue;
    parents.set(draft.id, null);
    if (draft.entry) noteReason(draft.entry, 'category_cycle');
  }
  return categories.map((category) => ({ ...category, parentId: parents.get(category.id) ?? null }));
}

function mergeGroups(draft: MenuDraft, base: MenuDocument | null): MenuModifierGroup[] {
  const index = indexBase(base);
  const made = draft.modifierGroups.map(
    (group): MenuModifierGroup => ({
      id: group.id,
      name: group.name,
      min: group.min,
      max: group.max,
      ordinal: group.ordinal,
      modifiers: group.modifiers.map((modifier) => mergeModifier(modifier, group, index)),
    }),
  );
  const madeIds = new Set(made.map((group) => group.id));
  const claimed = new Set(made.flatMap((group) => group.modifiers.map((modifier) => modifier.id)));
  // A modifier the file puts elsewhere leaves the group it stood in; ids are unique across the menu.
  const own = (base?.modifierGroups ?? []).map((group) =>
    madeIds.has(group.id)
      ? group
      : { ...group, modifiers: group.modifiers.filter((modifier) => !claimed.has(modifier.id)) },
  );
  return laidOver(own, made);
}

function mergeItems(draft: MenuDraft, context: ImportContext, stations: readonly MenuStation[]): MenuItem[] {
  const index = indexBase(context.base);
  const target = stations.find((station) => station.id === context.defaultStationId)?.targetSeconds;
  const defaults = { stationId: context.defaultStationId, prepSeconds: target ?? DEFAULT_TARGET_SECONDS };
  const made = draft.items.map((item) => mergeItem(item, index, defaults));
  const madeIds = new Set(made.map((item) => item.id));
  const claimed = new Set(made.flatMap((item) => item.variations.map((variation) => variation.id)));
  const own = (context.base?.items ?? []).flatMap((item) => {
    if (madeIds.has(item.id)) return [item];
    const variations = item.variations.filter((variation) => !claimed.has(variation.id));
    if (variations.length === 0) return [];
    return [{ ...item, variations, available: item.available && !draft.switchedOffItemIds.has(item.id) }];
  });
  return laidOver(own, made);
}

/** Bounds of an item that no longer fit a group the file changed are widened just enough to be sold. */
function fitLinks(item: MenuItem, groups: ReadonlyMap<string, MenuModifierGroup>): MenuItem {
  const modifierGroups = item.modifierGroups.map((link) => {
    const group = groups.get(link.groupId);
    if (!group) return link;
    const min = group.modifiers.length === 0 ? 0 : (link.min ?? group.min);
    const max = link.max ?? group.max;
    const fitted = max !== null && max < min ? min : link.max;
    return min === (link.min ?? group.min) && fitted === link.max ? link : { ...link, min, max: fitted };
  });
  return { ...item, modifierGroups };
}

/** Groups made by an earlier import, with the taxes as the file has them now. */
function withRates(groups: readonly MenuTaxGroup[], taxes: readonly MenuTax[]): MenuTaxGroup[] {
  const byId = new Map(taxes.map((tax) => [tax.id, tax]));
  return groups.map((group) => ({ ...group, taxes: group.taxes.map((tax) => byId.get(tax.id) ?? tax) }));
}

function titleFrom(id: string): string {
  const words = id
    .replace(/[-_.:#]+/gu, ' ')
    .trim()
    .slice(0, 40)
    .trim();
  return words === '' ? 'Kitchen' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/**
 * The new menu: what the file says, over what the restaurant knows. What the file does not name stays as it is, so an
 * import never takes a dish away; one that the source deleted is switched off instead.
 */
export function mergeMenu(draft: MenuDraft, context: ImportContext): MenuDocument {
  const { base, defaultStationId, currency } = context;
  const ownStations = base?.stations ?? [
    { id: defaultStationId, name: titleFrom(defaultStationId), targetSeconds: DEFAULT_TARGET_SECONDS },
  ];
  const stations = laidOver(ownStations, draft.stations);
  const groups = mergeGroups(draft, base);
  const groupsById = new Map(groups.map((group) => [group.id, group]));
  return {
    schema: 1,
    name: base?.name ?? 'Menu',
    currency,
    stations,
    taxGroups: laidOver(withRates(base?.taxGroups ?? [], draft.taxes), draft.taxGroups),
    dayparts: base?.dayparts ?? [],
    categories: mergeCategories(draft.categories, base?.categories ?? []),
    ingredients: base?.ingredients ?? [],
    modifierGroups: groups,
    items: mergeItems(draft, context, stations).map((item) => fitLinks(item, groupsById)),
  };
}
