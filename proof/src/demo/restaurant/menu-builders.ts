import type { MenuItem, MenuModifier, MenuModifierGroup } from '@passbell/core/menu/menu-document';
import { demoIngredients, type Recipe } from './ingredients/demo-ingredients.ts';

function isIngredient(id: string): id is keyof typeof demoIngredients {
  return Object.hasOwn(demoIngredients, id);
}

function partsOf(recipe: Recipe): MenuModifier['recipe'] {
  return Object.entries(recipe).map(([ingredientId, quantity]) => ({ ingredientId, quantity }));
}

/** What a recipe brings that guests may not stand; the menu never says less than the pot. */
function allergensOf(recipes: readonly Recipe[]): string[] {
  const ids = recipes.flatMap((recipe) => Object.keys(recipe)).filter(isIngredient);
  return [...new Set(ids.flatMap((id) => demoIngredients[id].allergens))].sort();
}

/** A choice of a group, as a cook would write it down. */
interface ChoiceSpec {
  readonly name: string;
  /** What the kitchen reads after ADD, NO, SUB or SIDE; the name in lower case if left away. */
  readonly kitchen?: string;
  readonly price?: number;
  readonly isDefault?: boolean;
  /** `add` if left away. A default that is `add` is not mentioned to the kitchen unless it is left off. */
  readonly kind?: MenuModifier['kind'];
  readonly recipe?: Recipe;
}

interface GroupSpec {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
  readonly choices: Readonly<Record<string, ChoiceSpec>>;
}

/** A modifier group. Choices are known as `group.choice`: modifier ids are unique across a menu. */
export function group(spec: GroupSpec): MenuModifierGroup {
  const modifiers = Object.entries(spec.choices).map(
    ([key, choice], ordinal): MenuModifier => ({
      id: `${spec.id}.${key}`,
      name: choice.name,
      kitchenName: choice.kitchen ?? choice.name.toLowerCase(),
      priceMinor: choice.price ?? 0,
      isDefault: choice.isDefault ?? false,
      kind: choice.kind ?? 'add',
      available: true,
      ordinal,
      allergens: allergensOf([choice.recipe ?? {}]),
      recipe: partsOf(choice.recipe ?? {}),
    }),
  );
  return { id: spec.id, name: spec.name, min: spec.min, max: spec.max, ordinal: 0, modifiers };
}

/** A size of a dish: its name, its price in cents, what it takes. */
type SizeSpec = readonly [name: string, priceMinor: number, recipe: Recipe];

interface ItemSpec {
  readonly id: string;
  readonly name: string;
  /** At most 16 letters: a kitchen screen never cuts it. */
  readonly kitchen: string;
  readonly description?: string;
  /** The section it lives in first, then others it also stands in. */
  readonly in: readonly string[];
  readonly at: 'grill' | 'saute' | 'fry' | 'cold' | 'bar';
  /** One size without a name, or several with. */
  readonly price?: number;
  readonly recipe?: Recipe;
  readonly sizes?: readonly SizeSpec[];
  readonly groups?: readonly string[];
  readonly diets?: readonly string[];
  readonly dayparts?: readonly string[];
  readonly stock?: MenuItem['stockPolicy'];
  readonly tax?: 'food' | 'alcohol';
  readonly minutes: number;
}

const REGULAR = 'Regular';

/** A dish or a drink. Its allergens are those of its recipes; those of its modifiers come with the modifiers. */
export function item(spec: ItemSpec): MenuItem {
  const sizes = spec.sizes ?? [[REGULAR, spec.price ?? 0, spec.recipe ?? {}] as const];
  return {
    id: spec.id,
    name: spec.name,
    kitchenName: spec.kitchen,
    description: spec.description ?? null,
    categoryIds: [...spec.in],
    stationId: spec.at,
    taxGroupId: spec.tax ?? 'food',
    variations: sizes.map(([name, priceMinor, recipe], ordinal) => ({
      id: `${spec.id}.${name.toLowerCase().replace(/[^a-z0-9]+/gu, '-')}`,
      name,
      priceMinor,
      ordinal,
      available: true,
      recipe: partsOf(recipe),
    })),
    modifierGroups: (spec.groups ?? []).map((groupId) => ({ groupId, min: null, max: null })),
    daypartIds: [...(spec.dayparts ?? [])],
    available: true,
    ordinal: 0,
    allergens: allergensOf(sizes.map(([, , recipe]) => recipe)),
    dietaryTags: [...(spec.diets ?? [])],
    stockPolicy: spec.stock ?? 'strict',
    prepSeconds: spec.minutes * 60,
  };
}
