import type { MenuDocument, MenuVariation } from './menu-document.ts';

type RecipePart = MenuVariation['recipe'][number];

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

/** A recipe that takes an ingredient twice could not be counted part by part. */
function checkRecipe(path: string, recipe: readonly RecipePart[], ingredients: ReadonlySet<string>): MenuIssue[] {
  const ids = recipe.map((part) => part.ingredientId);
  return [...missing(path, ids, ingredients, 'ingredient'), ...duplicates(path, ids)];
}

/** Categories whose parents lead back to themselves: no screen would show what they hold. */
function checkParents(document: MenuDocument): MenuIssue[] {
  const parentOf = new Map(document.categories.map(({ id, parentId }) => [id, parentId]));
  return document.categories.flatMap(({ id }) => {
    const above = new Set<string>();
    for (let at = parentOf.get(id); at && !above.has(at); at = parentOf.get(at)) above.add(at);
    return above.has(id) ? [{ path: 'categories', problem: `${id} stands under itself` }] : [];
  });
}

function checkGroups(document: MenuDocument, ingredients: ReadonlySet<string>): MenuIssue[] {
  return document.modifierGroups.flatMap((group) => {
    const path = `modifierGroups.${group.id}`;
    const issues: MenuIssue[] = [];
    if (group.max !== null && group.max < group.min)
      issues.push({ path, problem: 'allows fewer choices than it asks for' });
    for (const modifier of group.modifiers) {
      issues.push(...checkRecipe(`${path}.${modifier.id}`, modifier.recipe, ingredients));
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
  const groupIds = new Set(groups.keys());
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
        groupIds,
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
      if (max !== null && group.modifiers.filter((modifier) => modifier.isDefault).length > max)
        issues.push({ path, problem: `group ${link.groupId} has more defaults than it allows choices` });
    }
    for (const variation of item.variations)
      issues.push(...checkRecipe(`${path}.${variation.id}`, variation.recipe, ingredients));
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
    ...checkParents(document),
    ...document.taxGroups.flatMap((group) =>
      duplicates(
        `taxGroups.${group.id}`,
        group.taxes.map((tax) => tax.id),
      ),
    ),
    ...checkGroups(document, ingredients),
    ...checkItems(document, ingredients),
  ];
}
