import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Result } from '@passbell/core/kernel/result';
import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import { finishImport, refuseContext } from '../finish-import.ts';
import type { ImportedMenu, SquareImportContext } from '../import-context.ts';
import { leaveOut } from '../import-ledger.ts';
import type { MenuDraft } from '../menu-draft.ts';
import { menuRoom } from '../menu-room.ts';
import { indexBase } from '../merge-item.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { createListLinker } from './link-modifier-lists.ts';
import { mapCategories } from './map-categories.ts';
import { mapItems } from './map-items.ts';
import { mapModifierLists } from './map-modifier-lists.ts';
import { mapOptions } from './map-options.ts';
import { mapTaxes } from './map-taxes.ts';
import { readCatalog } from './read-catalog.ts';
import { squarePlace } from './square-place.ts';

/**
 * Reads a Square catalog, as the Catalog API answers it, into a menu. `catalog` is the parsed JSON of an export and may
 * hold anything: what cannot be used is left out and stands in the report with the reason.
 *
 * Square's ids are kept, so a later import finds its own again: running the same file twice changes nothing. What only
 * the restaurant knows (stations, recipes, stock rules, kitchen names) stays as it is in `context.base`.
 *
 * Errors: `validation_failed` (not a catalog, or nothing in it can be used), `currency_mismatch`, `station_unknown`.
 */
export function importSquare(catalog: unknown, context: SquareImportContext): Result<ImportedMenu, DomainError> {
  const refused = refuseContext(context);
  if (refused) return refused;
  const read = readCatalog(catalog);
  if (!read.ok) return read;
  const place = squarePlace(read.value, context.locationId);
  for (const image of read.value.byType.get('IMAGE') ?? []) leaveOut(image.entry, 'image');
  const baseGroups = context.base?.modifierGroups ?? [];
  const lists = mapModifierLists(read.value, place, context);
  const linker = createListLinker({
    lists,
    baseGroupIds: new Set(baseGroups.map((group) => group.id)),
    hasRoom: menuRoom(MENU_LIMITS.modifierGroups, [
      ...baseGroups,
      ...[...lists.values()].map(({ ref }) => ({ id: ref })),
    ]),
  });
  const categories = mapCategories(read.value, place, context);
  const taxes = mapTaxes(read.value, place, context);
  const options = mapOptions(read.value);
  const baseItems = indexBase(context.base).items;
  const items = mapItems(read.value, { place, context, categories, taxes, options, lists: linker, baseItems });
  options.close();
  const taxed = taxes.close();
  const held = [...categories.drafts, ...(context.base?.categories ?? [])];
  const isAsked = items.drafts.some((item) => item.categoryIds.includes(OTHER_CATEGORY.id));
  const needsOther = held.length === 0 || (isAsked && held.every((category) => category.id !== OTHER_CATEGORY.id));
  const draft: MenuDraft = {
    stations: [],
    taxGroups: taxed.groups,
    taxes: taxed.taxes,
    categories: needsOther ? [...categories.drafts, OTHER_CATEGORY] : categories.drafts,
    modifierGroups: linker.groups(),
    items: items.drafts,
    switchedOffItemIds: items.switchedOffIds,
  };
  return finishImport('square', draft, context, read.value.entries, [...read.value.notes, ...place.notes]);
}
