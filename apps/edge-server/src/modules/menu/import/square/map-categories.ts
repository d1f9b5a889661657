import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import type { SquareImportContext } from '../import-context.ts';
import { leaveOut, nameEntry, noteReason } from '../import-ledger.ts';
import type { CategoryDraft } from '../menu-draft.ts';
import { toMenuRef } from '../menu-ref.ts';
import { menuRoom } from '../menu-room.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { plainText } from '../plain-text.ts';
import { inOrder } from './rank-of.ts';
import { issueOf, type SquareCatalog, type SquareObject } from './read-catalog.ts';
import type { SquarePlace } from './square-place.ts';
import { squareCategory } from './square-shapes.ts';

interface MappedCategory {
  readonly object: SquareObject;
  readonly name: string;
  readonly parentRawId: string | null;
  readonly ordinal: number | null;
  readonly position: number;
}

export interface CategoryBook {
  readonly drafts: readonly CategoryDraft[];
  /** The menu's id of a category of Square's: from the file, else from the menu that is here; null if neither has it. */
  refOf(rawId: string): string | null;
}

function mapOne(object: SquareObject, place: SquarePlace): MappedCategory | null {
  const { entry } = object;
  const parsed = squareCategory.safeParse(object.data);
  if (object.envelope.is_deleted === true) leaveOut(entry, 'deleted');
  else if (!parsed.success) leaveOut(entry, 'malformed', issueOf(parsed.error));
  else if (!place.isHere(object)) leaveOut(entry, 'absent_here');
  else if (parsed.data.category_type === 'KITCHEN_CATEGORY') leaveOut(entry, 'kitchen_category');
  if (entry.leftOut || !parsed.success) return null;
  const name = plainText(parsed.data.name, 60);
  if (name === null) {
    leaveOut(entry, 'name_missing');
    return null;
  }
  if (name.cut) noteReason(entry, 'name_cut');
  if (name.cleaned) noteReason(entry, 'name_cleaned');
  nameEntry(entry, name.text);
  const parent = parsed.data.parent_category;
  return {
    object,
    name: name.text,
    parentRawId: parent?.id ?? null,
    ordinal: parent?.ordinal ?? null,
    position: object.position,
  };
}

/** Reads the categories of a catalog, nested ones under their parents. */
export function mapCategories(catalog: SquareCatalog, place: SquarePlace, context: SquareImportContext): CategoryBook {
  const base = context.base?.categories ?? [];
  // One place is kept for Other.
  const hasRoom = menuRoom(MENU_LIMITS.categories, [...base, OTHER_CATEGORY]);
  const mapped = new Map<string, MappedCategory>();
  for (const object of catalog.byType.get('CATEGORY') ?? []) {
    const category = mapOne(object, place);
    if (category === null) continue;
    if (mapped.has(object.ref)) leaveOut(object.entry, 'duplicate_id');
    else if (!hasRoom(object.ref)) leaveOut(object.entry, 'too_many');
    else mapped.set(object.ref, category);
  }
  // Other is ours: an object of Square's that happens to be called so must not be taken for it.
  const baseIds = new Set(base.map((category) => category.id).filter((id) => id !== OTHER_CATEGORY.id));
  const refOf = (rawId: string) => {
    const ref = toMenuRef(rawId);
    return mapped.has(ref) || baseIds.has(ref) ? ref : null;
  };
  const siblings = new Map<string | null, number>();
  const ranks = new Map<MappedCategory, number>();
  for (const category of inOrder([...mapped.values()])) {
    const rank = siblings.get(category.parentRawId) ?? 0;
    siblings.set(category.parentRawId, rank + 1);
    ranks.set(category, rank);
  }
  const drafts = [...mapped.values()].map((category): CategoryDraft => {
    const { object, name, parentRawId } = category;
    const parentId = parentRawId === null ? null : refOf(parentRawId);
    if (parentRawId !== null && parentId === null) noteReason(object.entry, 'parent_category_missing', parentRawId);
    object.entry.targets.push(`category/${object.ref}`);
    return { id: object.ref, name, parentId, ordinal: ranks.get(category) ?? 0, entry: object.entry };
  });
  return { drafts, refOf };
}
