import type { MenuCategory, MenuDocument, MenuItem } from '@passbell/core/menu/menu-document';

/** A heading of the grid and the items under it. Order never depends on stock or time, so a tile stays where it is. */
export interface MenuSection {
  readonly id: string;
  readonly name: string;
  readonly tint: MenuCategory['tint'];
  readonly items: readonly MenuItem[];
}

/** One entry of the rail with all that its page shows. */
export interface MenuPage {
  readonly category: MenuCategory;
  readonly sections: readonly MenuSection[];
}

function byOrdinal<T extends { readonly ordinal: number; readonly name: string }>(a: T, b: T): number {
  return a.ordinal - b.ordinal || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function childrenByParent(categories: readonly MenuCategory[]): Map<string | null, MenuCategory[]> {
  const known = new Set(categories.map((category) => category.id));
  const children = new Map<string | null, MenuCategory[]>();
  for (const category of categories) {
    // A parent that the document lost makes a root: its dishes must not vanish from the till.
    const parent = category.parentId !== null && known.has(category.parentId) ? category.parentId : null;
    const siblings = children.get(parent) ?? [];
    siblings.push(category);
    children.set(parent, siblings);
  }
  return children;
}

/** The rail of a menu: root categories that sell something, each with its sections (itself, then its children in order). */
export function menuPages(document: MenuDocument): MenuPage[] {
  const children = childrenByParent(document.categories);
  const itemsOf = new Map<string, MenuItem[]>();
  for (const item of document.items) {
    if (!item.available) continue;
    for (const categoryId of item.categoryIds) itemsOf.set(categoryId, [...(itemsOf.get(categoryId) ?? []), item]);
  }
  const visited = new Set<string>();
  const sectionsUnder = (category: MenuCategory): MenuSection[] => {
    if (visited.has(category.id)) return [];
    visited.add(category.id);
    const items = (itemsOf.get(category.id) ?? []).toSorted(byOrdinal);
    const own = items.length === 0 ? [] : [{ id: category.id, name: category.name, tint: category.tint, items }];
    return [...own, ...(children.get(category.id) ?? []).toSorted(byOrdinal).flatMap(sectionsUnder)];
  };
  return (children.get(null) ?? [])
    .toSorted(byOrdinal)
    .map((category) => ({ category, sections: sectionsUnder(category) }))
    .filter((page) => page.sections.length > 0);
}

/** The section an item is shown in first. */
export function sectionOfItem(pages: readonly MenuPage[], itemId: string): MenuSection | undefined {
  return pages.flatMap((page) => page.sections).find((section) => section.items.some((item) => item.id === itemId));
}
