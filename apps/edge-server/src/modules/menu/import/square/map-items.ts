import { MENU_LIMITS, type MenuItem } from '@passbell/core/menu/menu-document';
import type { SquareImportContext } from '../import-context.ts';
import { leaveOut, nameEntry, noteReason, type OpenEntry } from '../import-ledger.ts';
import { KITCHEN_NAME_LIMIT, kitchenNameFrom } from '../kitchen-name.ts';
import type { ItemDraft } from '../menu-draft.ts';
import { menuRoom } from '../menu-room.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { plainText } from '../plain-text.ts';
import { descriptionOf, foodFactsOf } from './item-text.ts';
import type { ListLinker } from './link-modifier-lists.ts';
import type { CategoryBook } from './map-categories.ts';
import type { OptionBook } from './map-options.ts';
import type { TaxBook } from './map-taxes.ts';
import { mapVariations } from './map-variations.ts';
import { inOrder } from './rank-of.ts';
import { issueOf, type SquareCatalog, type SquareObject } from './read-catalog.ts';
import type { SquarePlace } from './square-place.ts';
import { type SquareItem, squareItem, squareVariation } from './square-shapes.ts';

/** Product types a restaurant sells; the others are services, vouchers and donations. */
const SOLD_TYPES: ReadonlySet<string> = new Set(['REGULAR', 'FOOD_AND_BEV']);
const MAX_CATEGORIES = 20;

interface ItemBooks {
  readonly place: SquarePlace;
  readonly context: SquareImportContext;
  readonly categories: CategoryBook;
  readonly taxes: TaxBook;
  readonly options: OptionBook;
  readonly lists: ListLinker;
  readonly baseItems: ReadonlyMap<string, MenuItem>;
}

interface MappedItem {
  readonly draft: Omit<ItemDraft, 'ordinal'>;
  readonly ordinal: number | null;
  readonly position: number;
}

interface MappedItems {
  readonly drafts: readonly ItemDraft[];
  /** Items the source deleted, archived or took off this location. */
  readonly switchedOffIds: ReadonlySet<string>;
}

function refusal(
  object: SquareObject,
  data: SquareItem,
  place: SquarePlace,
): 'deleted' | 'archived' | 'absent_here' | null {
  if (object.envelope.is_deleted === true) return 'deleted';
  if (data.is_archived === true) return 'archived';
  return place.isHere(object) ? null : 'absent_here';
}

/** The item's categories as the menu knows them, and its place in the first of them. */
function placement(data: SquareItem, entry: OpenEntry, categories: CategoryBook) {
  // Newer fields first; `category_id` is what Square wrote before 2023-12-13, the reporting category is the last resort.
  const candidates = [
    data.categories ?? [],
    data.category_id ? [{ id: data.category_id, ordinal: null }] : [],
    data.reporting_category ? [data.reporting_category] : [],
  ];
  for (const links of candidates) {
    const found = links.flatMap((link) => {
      const ref = link.id ? categories.refOf(link.id) : null;
      if (ref === null && link.id) noteReason(entry, 'category_missing', link.id);
      return ref === null ? [] : [{ ref, ordinal: link.ordinal ?? null }];
    });
    if (found.length === 0) continue;
    const categoryIds = [...new Set(found.map(({ ref }) => ref))].slice(0, MAX_CATEGORIES);
    return { categoryIds, ordinal: found[0]?.ordinal ?? null };
  }
  noteReason(entry, 'no_category');
  return { categoryIds: [OTHER_CATEGORY.id], ordinal: null };
}

function taxGroupOf(ref: string, data: SquareItem, entry: OpenEntry, books: ItemBooks): string | null {
  const taxIds = data.tax_ids ?? [];
  if (data.is_taxable === false) {
    if (taxIds.length > 0) noteReason(entry, 'tax_not_applied');
    return null;
  }
  if (books.taxes.isEmpty) {
    for (const id of taxIds) noteReason(entry, 'tax_missing', id);
    return books.baseItems.get(ref)?.taxGroupId ?? null;
  }
  return books.taxes.groupFor(taxIds, entry);
}

function kitchenNameOf(data: SquareItem, name: string, variations: readonly SquareObject[]): string | null {
  const only = variations.length === 1 ? squareVariation.safeParse(variations[0]?.data) : null;
  const given = data.kitchen_name ?? (only?.success ? only.data.kitchen_name : null);
  const text = plainText(given, KITCHEN_NAME_LIMIT)?.text ?? null;
  if (text !== null || name.length <= KITCHEN_NAME_LIMIT) return text;
  // A name that would be cut mid-word reads worse than the short one the seller gave.
  return plainText(data.abbreviation, KITCHEN_NAME_LIMIT)?.text ?? kitchenNameFrom(name);
}

function mapOne(
  object: SquareObject,
  data: SquareItem,
  variations: readonly SquareObject[],
  books: ItemBooks,
  claimed: Set<string>,
): MappedItem | null {
  const { entry, ref } = object;
  const name = plainText(data.name, 120) ?? plainText(data.buyer_facing_name, 120);
  if (name === null) leaveOut(entry, 'name_missing');
  else if (data.product_type && !SOLD_TYPES.has(data.product_type)) leaveOut(entry, 'product_type', data.product_type);
  if (name === null || entry.leftOut) return null;
  const { place, context, options } = books;
  const drafts = mapVariations(variations, { place, currency: context.currency, options, claimed });
  if (drafts.length === 0) {
    leaveOut(entry, 'no_usable_variation');
    return null;
  }
  if (variations.some((variation) => variation.entry.leftOut)) noteReason(entry, 'variations_left_out');
  if (name.cut) noteReason(entry, 'name_cut');
  if (name.cleaned) noteReason(entry, 'name_cleaned');
  nameEntry(entry, name.text);
  const modifierGroups = books.lists.linksOf(data.modifier_list_info, entry);
  if (data.skip_modifier_screen === true && modifierGroups.length > 0) noteReason(entry, 'skip_modifier_screen');
  const { categoryIds, ordinal } = placement(data, entry, books.categories);
  entry.targets.push(`item/${ref}`);
  const draft = {
    id: ref,
    name: name.text,
    kitchenName: kitchenNameOf(data, name.text, variations),
    description: descriptionOf(data, entry),
    categoryIds,
    stationId: null,
    taxGroupId: taxGroupOf(ref, data, entry, books),
    variations: drafts,
    modifierGroups,
    ...foodFactsOf(data, entry),
    prepSeconds: null,
    entry,
  };
  return { draft, ordinal, position: object.position };
}

/** Variations by the item they belong to: those inside it, and those that stand alone in the file and name it. */
function variationsByItem(catalog: SquareCatalog): Map<string, SquareObject[]> {
  const items = new Set((catalog.byType.get('ITEM') ?? []).map((item) => item.envelope.id));
  const byItem = new Map<string, SquareObject[]>();
  for (const object of catalog.byType.get('ITEM_VARIATION') ?? []) {
    const parsed = squareVariation.safeParse(object.data);
    const itemId = object.parent?.envelope.id ?? (parsed.success ? parsed.data.item_id : null) ?? '';
    if (!items.has(itemId)) {
      const isOrphan = object.parent === null && parsed.success;
      leaveOut(object.entry, object.parent ? 'parent_left_out' : isOrphan ? 'parent_missing' : 'malformed');
      continue;
    }
    const known = byItem.get(itemId);
    if (known) known.push(object);
    else byItem.set(itemId, [object]);
  }
  return byItem;
}

/** Each item's rank within its first category. */
function withRanks(mapped: readonly MappedItem[]): ItemDraft[] {
  const ranks = new Map<string, number>();
  const next = new Map<string, number>();
  for (const { draft } of inOrder(mapped)) {
    const first = draft.categoryIds[0] ?? OTHER_CATEGORY.id;
    const rank = next.get(first) ?? 0;
    next.set(first, rank + 1);
    ranks.set(draft.id, rank);
  }
  return mapped.map(({ draft }) => ({ ...draft, ordinal: ranks.get(draft.id) ?? 0 }));
}

/** Reads the items of a catalog that are sold here. */
export function mapItems(catalog: SquareCatalog, books: ItemBooks): MappedItems {
  const byItem = variationsByItem(catalog);
  const hasRoom = menuRoom(MENU_LIMITS.items, [...books.baseItems.values()]);
  const claimed = new Set<string>();
  const refs = new Set<string>();
  const switchedOffIds = new Set<string>();
  const mapped: MappedItem[] = [];
  for (const object of catalog.byType.get('ITEM') ?? []) {
    const { entry, ref } = object;
    const variations = byItem.get(object.envelope.id) ?? [];
    const parsed = squareItem.safeParse(object.data ?? (object.envelope.is_deleted === true ? {} : undefined));
    const why = parsed.success ? refusal(object, parsed.data, books.place) : null;
    if (!parsed.success) leaveOut(entry, 'malformed', issueOf(parsed.error));
    else if (why !== null && books.baseItems.has(ref) && !refs.has(ref)) {
      noteReason(entry, why);
      noteReason(entry, 'switched_off');
      entry.targets.push(`item/${ref}`);
      switchedOffIds.add(ref);
      for (const variation of variations) leaveOut(variation.entry, 'parent_left_out');
      continue;
    } else if (why !== null) leaveOut(entry, why);
    else if (refs.has(ref)) leaveOut(entry, 'duplicate_id');
    else if (!hasRoom(ref)) leaveOut(entry, 'too_many');
    const item = parsed.success && !entry.leftOut ? mapOne(object, parsed.data, variations, books, claimed) : null;
    if (item !== null) {
      mapped.push(item);
      refs.add(ref);
      continue;
    }
    for (const variation of variations) if (!variation.entry.leftOut) leaveOut(variation.entry, 'parent_left_out');
  }
  return { drafts: withRanks(mapped), switchedOffIds };
}
