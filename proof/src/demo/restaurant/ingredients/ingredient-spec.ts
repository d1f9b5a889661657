/** The nine allergens the United States name, as a menu writes them. */
export type Allergen = 'gluten' | 'dairy' | 'egg' | 'tree-nuts' | 'peanuts' | 'fish' | 'shellfish' | 'soy' | 'sesame';

/** An ingredient of the demo restaurant. */
export interface IngredientSpec {
  readonly name: string;
  readonly unit: 'g' | 'ml' | 'each';
  readonly allergens: readonly Allergen[];
  /** What is on the shelves when the demo opens, in the unit. */
  readonly opening: number;
}

export function each(name: string, opening: number, allergens: readonly Allergen[] = []): IngredientSpec {
  return { name, unit: 'each', allergens, opening };
}

export function grams(name: string, opening: number, allergens: readonly Allergen[] = []): IngredientSpec {
  return { name, unit: 'g', allergens, opening };
}

export function millilitres(name: string, opening: number, allergens: readonly Allergen[] = []): IngredientSpec {
  return { name, unit: 'ml', allergens, opening };
}
