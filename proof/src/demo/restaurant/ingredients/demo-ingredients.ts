import { cellar } from './cellar.ts';
import { dairyAndBakery } from './dairy-and-bakery.ts';
import { gardenAndPantry } from './garden-and-pantry.ts';
import type { IngredientSpec } from './ingredient-spec.ts';
import { meatAndFish } from './meat-and-fish.ts';
import { sauces } from './sauces.ts';

const all = { ...meatAndFish, ...dairyAndBakery, ...gardenAndPantry, ...sauces, ...cellar } as const;

/** Name of an ingredient; a recipe that misspells one does not compile. */
type IngredientId = keyof typeof all;

export const demoIngredients: Readonly<Record<IngredientId, IngredientSpec>> = all;

/** What one unit takes from stock, in the ingredients' own units. */
export type Recipe = Readonly<Partial<Record<IngredientId, number>>>;
