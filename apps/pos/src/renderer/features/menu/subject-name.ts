import type { MenuIndex } from '@passbell/core/menu/menu-index';

/** What an item, variation or modifier is called, by its id alone; null when the menu does not hold it. */
export function subjectName(menu: MenuIndex | null, subjectId: string): string | null {
  return (
    menu?.items.get(subjectId)?.name ??
    menu?.variations.get(subjectId)?.item.name ??
    menu?.modifiers.get(subjectId)?.modifier.name ??
    null
  );
}
