import type {
  MenuDaypart,
  MenuDocument,
  MenuItem,
  MenuModifier,
  MenuModifierGroup,
  MenuStation,
  MenuTaxGroup,
  MenuVariation,
} from './menu-document.ts';

/** A modifier as one item offers it. */
export interface OfferedModifier {
  readonly group: MenuModifierGroup;
  readonly modifier: MenuModifier;
}

/** Anything with a recipe, and what it is called in the availability table. */
export interface RecipeSubject {
  readonly kind: 'variation' | 'modifier';
  readonly id: string;
  readonly parts: readonly { readonly ingredientId: string; readonly quantity: number }[];
}

/** A menu with its look-ups, made once per document. Variation and modifier ids are unique across the menu. */
export interface MenuIndex {
  readonly document: MenuDocument;
  readonly hash: string;
  readonly items: ReadonlyMap<string, MenuItem>;
  readonly variations: ReadonlyMap<string, { readonly item: MenuItem; readonly variation: MenuVariation }>;
  readonly groups: ReadonlyMap<string, MenuModifierGroup>;
  readonly modifiers: ReadonlyMap<string, OfferedModifier>;
  readonly taxGroups: ReadonlyMap<string, MenuTaxGroup>;
  readonly stations: ReadonlyMap<string, MenuStation>;
  readonly dayparts: ReadonlyMap<string, MenuDaypart>;
  readonly ingredientIds: ReadonlySet<string>;
  /** Which recipes that stock may stop use an ingredient: what a change of its level may switch off or on. */
  readonly recipesUsing: ReadonlyMap<string, readonly RecipeSubject[]>;
}

function recipesByIngredient(document: MenuDocument): Map<string, RecipeSubject[]> {
  const using = new Map<string, RecipeSubject[]>();
  const add = (subject: RecipeSubject) => {
    for (const part of subject.parts) {
      const known = using.get(part.ingredientId);
      if (known) known.push(subject);
      else using.set(part.ingredientId, [subject]);
    }
  };
  for (const item of document.items) {
    if (item.stockPolicy !== 'strict') continue;
    for (const variation of item.variations) add({ kind: 'variation', id: variation.id, parts: variation.recipe });
  }
  for (const group of document.modifierGroups) {
    for (const modifier of group.modifiers) add({ kind: 'modifier', id: modifier.id, parts: modifier.recipe });
  }
  return using;
}

/** Everything that stock may stop, each once, by `kind:id`. */
export function recipeSubjects(menu: MenuIndex): Map<string, RecipeSubject> {
  return new Map([...menu.recipesUsing.values()].flat().map((subject) => [`${subject.kind}:${subject.id}`, subject]));
}

/** Whether the menu holds something that can be taken off sale. */
export function hasSubject(menu: MenuIndex, kind: 'item' | 'variation' | 'modifier', subjectId: string): boolean {
  const known = { item: menu.items, variation: menu.variations, modifier: menu.modifiers }[kind];
  return known.has(subjectId);
}

/** Builds the look-ups of a document that `checkMenu` found sound. */
export function indexMenu(document: MenuDocument, hash: string): MenuIndex {
  const groups = new Map(document.modifierGroups.map((group) => [group.id, group]));
  return {
    document,
    hash,
    items: new Map(document.items.map((item) => [item.id, item])),
    variations: new Map(
      document.items.flatMap((item) =>
        item.variations.map((variation) => [variation.id, { item, variation }] as const),
      ),
    ),
    groups,
    modifiers: new Map(
      document.modifierGroups.flatMap((group) =>
        group.modifiers.map((modifier) => [modifier.id, { group, modifier }] as const),
      ),
    ),
    taxGroups: new Map(document.taxGroups.map((group) => [group.id, group])),
    stations: new Map(document.stations.map((station) => [station.id, station])),
    dayparts: new Map(document.dayparts.map((daypart) => [daypart.id, daypart])),
    ingredientIds: new Set(document.ingredients.map((ingredient) => ingredient.id)),
    recipesUsing: recipesByIngredient(document),
  };
}
