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
  /** Everything that stock may stop, by `kind:id`. */
  readonly counted: ReadonlyMap<string, RecipeSubject>;
  /** Those of them that use an ingredient: what a change of its level may switch off or on. */
  readonly recipesUsing: ReadonlyMap<string, readonly RecipeSubject[]>;
}

function countedSubjects(document: MenuDocument): RecipeSubject[] {
  const strict = document.items.filter((item) => item.stockPolicy === 'strict');
  const variations = strict.flatMap((item) =>
    item.variations.map(({ id, recipe }): RecipeSubject => ({ kind: 'variation', id, parts: recipe })),
  );
  const modifiers = document.modifierGroups.flatMap((group) =>
    group.modifiers.map(({ id, recipe }): RecipeSubject => ({ kind: 'modifier', id, parts: recipe })),
  );
  return [...variations, ...modifiers].filter((subject) => subject.parts.length > 0);
}

function byIngredient(subjects: Iterable<RecipeSubject>): Map<string, RecipeSubject[]> {
  const using = new Map<string, RecipeSubject[]>();
  for (const subject of subjects) {
    for (const part of subject.parts) {
      const known = using.get(part.ingredientId);
      if (known) known.push(subject);
      else using.set(part.ingredientId, [subject]);
    }
  }
  return using;
}

/** Whether the menu holds something that can be taken off sale. */
export function hasSubject(menu: MenuIndex, kind: 'item' | 'variation' | 'modifier', subjectId: string): boolean {
  const known = { item: menu.items, variation: menu.variations, modifier: menu.modifiers }[kind];
  return known.has(subjectId);
}

/** Builds the look-ups of a document that `checkMenu` found sound. */
export function indexMenu(document: MenuDocument, hash: string): MenuIndex {
  const groups = new Map(document.modifierGroups.map((group) => [group.id, group]));
  const counted = countedSubjects(document);
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
    counted: new Map(counted.map((subject) => [`${subject.kind}:${subject.id}`, subject])),
    recipesUsing: byIngredient(counted),
  };
}
