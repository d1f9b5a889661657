/** The fewest and most choices of a modifier list. `max: null` is without limit. */
export interface ChoiceBounds {
  readonly min: number;
  readonly max: number | null;
}

interface StatedBounds {
  readonly min_selected_modifiers?: number | null | undefined;
  readonly max_selected_modifiers?: number | null | undefined;
}

/** Most choices a menu can ask for or bound. */
const LIMIT = 100;

function isUnset(value: number | null | undefined): value is -1 | null | undefined {
  return value === null || value === undefined || value === -1;
}

function minOf(value: number | null | undefined): number {
  return typeof value === 'number' && value > 0 ? Math.min(Math.trunc(value), LIMIT) : 0;
}

/** 0 and everything below is "no maximum" in Square; on a single-choice list that still means one. */
function maxOf(value: number | null | undefined, isSingle: boolean): number | null {
  if (typeof value === 'number' && value >= 1) return value > LIMIT ? null : Math.trunc(value);
  return isSingle ? 1 : null;
}

/**
 * A list's own bounds. Square's reference (CatalogModifierList): -1 is the default and, like anything below 0, no
 * requirement and no limit; 0 as maximum is no limit. `selection_type: SINGLE` is the older way to say "at most one".
 */
export function listBounds(list: StatedBounds & { readonly selection_type?: string | null | undefined }): ChoiceBounds {
  return {
    min: minOf(list.min_selected_modifiers),
    max: maxOf(list.max_selected_modifiers, list.selection_type === 'SINGLE'),
  };
}

/** The bounds of a list on one item (CatalogItemModifierListInfo): what is not set, null or -1, comes from the list. */
export function itemBounds(info: StatedBounds, list: ChoiceBounds, isSingle: boolean): ChoiceBounds {
  const { min_selected_modifiers: min, max_selected_modifiers: max } = info;
  return { min: isUnset(min) ? list.min : minOf(min), max: isUnset(max) ? list.max : maxOf(max, isSingle) };
}

/** Bounds that exclude themselves ask for a choice nobody can make: the larger number then counts for both. */
export function soundBounds(bounds: ChoiceBounds): ChoiceBounds {
  return bounds.max !== null && bounds.max < bounds.min ? { min: bounds.min, max: bounds.min } : bounds;
}

/** Whether a file asked for more than a menu can bound. */
export function isBeyondLimit(stated: StatedBounds): boolean {
  return Math.max(stated.min_selected_modifiers ?? 0, stated.max_selected_modifiers ?? 0) > LIMIT;
}
