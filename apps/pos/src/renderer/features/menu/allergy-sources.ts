import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { canRemoveModifier, type ItemChoice } from './item-choice.ts';

/** Where an allergen comes from on a dish as it is chosen. */
export interface AllergySource {
  readonly allergen: string;
  readonly kind: 'item' | 'modifier';
  readonly name: string;
  /** Set where taking it off is one tap. */
  readonly removableId: string | null;
}

/** Tags compare without case and spaces: an importer's "Egg" is the menu's "egg". */
export function allergenKey(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, '-');
}

function ingredientAllergens(menu: MenuIndex, recipe: readonly { readonly ingredientId: string }[]): string[] {
  const used = new Set(recipe.map((part) => part.ingredientId));
  return menu.document.ingredients
    .filter((ingredient) => used.has(ingredient.id))
    .flatMap((ingredient) => ingredient.allergens);
}

function holds(tags: readonly string[], allergen: string): boolean {
  return tags.some((tag) => allergenKey(tag) === allergenKey(allergen));
}

/** What on this dish holds one of the allergens: chosen modifiers first (they can be taken off), then the dish itself. */
export function allergySources(
  menu: MenuIndex,
  item: MenuItem,
  choice: ItemChoice,
  allergies: readonly string[],
): AllergySource[] {
  const variation = item.variations.find((candidate) => candidate.id === choice.variationId);
  const own = [...item.allergens, ...ingredientAllergens(menu, variation?.recipe ?? [])];
  const chosen = [...choice.modifiers].flatMap(([modifierId, quantity]) => {
    const offered = menu.modifiers.get(modifierId);
    return offered && quantity > 0 ? [offered.modifier] : [];
  });
  return allergies.flatMap((allergen) => {
    const modifiers = chosen
      .filter((modifier) => holds([...modifier.allergens, ...ingredientAllergens(menu, modifier.recipe)], allergen))
      .map(
        (modifier): AllergySource => ({
          allergen,
          kind: 'modifier',
          name: modifier.name,
          removableId: canRemoveModifier(menu, item, choice, modifier.id) ? modifier.id : null,
        }),
      );
    const itself: AllergySource[] = holds(own, allergen)
      ? [{ allergen, kind: 'item', name: item.name, removableId: null }]
      : [];
    return [...modifiers, ...itself];
  });
}

/** The allergens a menu knows, as its own tags, each once, in the order a guest's list is usually read. */
const USUAL_ORDER = [
  'gluten',
  'wheat',
  'dairy',
  'milk',
  'egg',
  'eggs',
  'nuts',
  'tree-nuts',
  'shellfish',
  'crustaceans',
  'peanuts',
  'peanut',
  'fish',
  'soy',
  'sesame',
];

export function menuAllergens(menu: MenuIndex): string[] {
  const { items, modifierGroups, ingredients } = menu.document;
  const tags = [
    ...items.flatMap((item) => item.allergens),
    ...modifierGroups.flatMap((group) => group.modifiers.flatMap((modifier) => modifier.allergens)),
    ...ingredients.flatMap((ingredient) => ingredient.allergens),
  ];
  const place = (tag: string) => {
    const at = USUAL_ORDER.indexOf(tag);
    return at === -1 ? USUAL_ORDER.length : at;
  };
  return [...new Set(tags.map(allergenKey))].toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
