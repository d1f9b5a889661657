import type { MenuDocument } from './menu-document.ts';

/** One contradiction of a menu, in words a person who edits menus understands. */
export interface MenuIssue {
  readonly path: string;
  readonly problem: string;
}

function duplicates(what: string, ids: readonly string[]): MenuIssue[] {
  const seen = new Set<string>();
  const issues: MenuIssue[] = [];
  for (const id of ids) {
    if (seen.has(id)) issues.push({ path: what, problem: `${id} stands twice` });
    seen.add(id);
  }
  return issues;
}

function missing(path: string, ids: Iterable<string>, known: ReadonlySet<string>, what: string): MenuIssue[] {
  return [...ids]
    .filter((id) => !known.has(id))
    .map((id) => ({ path, problem: `names ${what} ${id}, which the menu does not hold` }));
}

function idsOf(list: readonly { readonly id: string }[]): Set<string> {
  return new Set(list.map((entry) => entry.id));
}

function checkGroups(document: MenuDocument, ingredients: ReadonlySet<string>): MenuIssue[] {
  return document.modifierGroups.flatMap((group) => {
    const path = `modifierGroups.${group.id}`;
    const issues: MenuIssue[] = [];
    if (group.max !== null && group.max < group.min)
      issues.push({ path, problem: 'allows fewer choices than it asks for' });
    for (const modifier of group.modifiers) {
      issues.push(
        ...missing(
          `${path}.${modifier.id}`,
          modifier.recipe.map((part) => part.ingredientId),
          ingredients,
          'ingredient',
        ),
      );
    }
    const defaults = group.modifiers.filter((modifier) => modifier.isDefault).length;
    if (group.max !== null && defaults > group.max)
      issues.push({ path, problem: 'has more defaults than it allows choices' });
    return issues;
  });
}

function checkItems(document: MenuDocument, ingredients: ReadonlySet<string>): MenuIssue[] {
  const categories = idsOf(document.categories);
  const stations = idsOf(document.stations);
  const taxGroups = idsOf(document.taxGroups);
  const dayparts = idsOf(document.dayparts);
  const groups = new Map(document.modifierGroups.map((group) => [group.id, group]));
  return document.items.flatMap((item) => {
    const path = `items.${item.id}`;
    const issues = [
      ...missing(path, item.categoryIds, categories, 'category'),
      ...missing(path, [item.stationId], stations, 'station'),
      ...missing(path, item.taxGroupId === null ? [] : [item.taxGroupId], taxGroups, 'tax group'),
      ...missing(path, item.daypartIds, dayparts, 'daypart'),
      ...missing(
        path,
        item.modifierGroups.map((link) => link.groupId),
        new Set(groups.keys()),
        'modifier group',
      ),
      ...duplicates(
        `${path}.modifierGroups`,
        item.modifierGroups.map((link) => link.groupId),
      ),
    ];
    for (const link of item.modifierGroups) {
      const group = groups.get(link.groupId);
      if (!group) continue;
      const min = link.min ?? group.min;
      const max = link.max ?? group.max;
      if (max !== null && max < min)
        issues.push({ path, problem: `group ${link.groupId} allows fewer choices than it asks for` });
      if (min > 0 && group.modifiers.length === 0)
        issues.push({ path, problem: `group ${link.groupId} asks for a choice and offers none` });
    }
    for (const variation of item.variations) {
      issues.push(
        ...missing(
          `${path}.${variation.id}`,
          variation.recipe.map((part) => part.ingredientId),
          ingredients,
          'ingredient',
        ),
      );
    }
    return issues;
  });
}

/** Every contradiction in a menu: names of what it does not hold, things that stand twice, bounds that exclude themselves. */
export function checkMenu(document: MenuDocument): MenuIssue[] {
  const ingredients = idsOf(document.ingredients);
  const parents = document.categories.flatMap((category) => (category.parentId === null ? [] : [category.parentId]));
  return [
    ...duplicates(
      'stations',
      document.stations.map((entry) => entry.id),
    ),
    ...duplicates(
      'taxGroups',
      document.taxGroups.map((entry) => entry.id),
    ),
    ...duplicates(
      'dayparts',
      document.dayparts.map((entry) => entry.id),
    ),
    ...duplicates(
      'categories',
      document.categories.map((entry) => entry.id),
    ),
    ...duplicates(
      'ingredients',
      document.ingredients.map((entry) => entry.id),
    ),
    ...duplicates(
      'modifierGroups',
      document.modifierGroups.map((entry) => entry.id),
    ),
    ...duplicates(
      'modifiers',
      document.modifierGroups.flatMap((group) => group.modifiers.map((entry) => entry.id)),
    ),
    ...duplicates(
      'items',
      document.items.map((entry) => entry.id),
    ),
    ...duplicates(
      'variations',
      document.items.flatMap((item) => item.variations.map((entry) => entry.id)),
    ),
    ...missing('categories', parents, idsOf(document.categories), 'category'),
    ...checkGroups(document, ingredients),
    ...checkItems(document, ingredients),
  ];
}
