import type { DomainError } from '@passbell/core/errors/domain-error';
import type { Result } from '@passbell/core/kernel/result';
import { finishImport, refuseContext } from '../finish-import.ts';
import type { ImportContext, ImportedMenu } from '../import-context.ts';
import type { MenuDraft } from '../menu-draft.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { mapGroups } from './csv-groups.ts';
import { mapRows } from './csv-items.ts';
import { createSectionBook } from './csv-sections.ts';
import { readSheet } from './csv-sheet.ts';

/**
 * Reads a menu from a sheet (`docs/import.md` describes the columns; `menu-template.csv` is the template). Ids come from
 * names, so importing the same sheet twice changes nothing, and a cell that is left empty leaves what stands here.
 *
 * Errors: `validation_failed` (no table, a needed column missing, or no row of it can be used; rows by their number in
 * the spreadsheet), `currency_mismatch`, `station_unknown`.
 */
export function importCsv(text: string, context: ImportContext): Result<ImportedMenu, DomainError> {
  const refused = refuseContext(context);
  if (refused) return refused;
  const sheet = readSheet(text);
  if (!sheet.ok) return sheet;
  const groups = mapGroups(sheet.value, context);
  const sections = createSectionBook(context);
  const items = mapRows(sheet.value, { context, groups, sections });
  const held = [...sections.categories, ...(context.base?.categories ?? [])];
  const isAsked = items.drafts.some((item) => item.categoryIds.includes(OTHER_CATEGORY.id));
  const needsOther = held.length === 0 || (isAsked && held.every((category) => category.id !== OTHER_CATEGORY.id));
  const draft: MenuDraft = {
    stations: sections.stations,
    taxGroups: sections.taxGroups,
    taxes: [],
    categories: needsOther ? [...sections.categories, OTHER_CATEGORY] : sections.categories,
    modifierGroups: groups.drafts,
    items: items.drafts,
    switchedOffItemIds: new Set(),
  };
  return finishImport(
    'csv',
    draft,
    context,
    [...items.entries, ...sections.entries, ...groups.entries],
    sheet.value.notes,
  );
}
