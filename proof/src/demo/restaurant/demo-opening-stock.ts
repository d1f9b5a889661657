import { demoIngredients } from './ingredients/demo-ingredients.ts';

/** What one ingredient starts the demo with, in its unit. */
interface OpeningStock {
  readonly ingredientId: string;
  readonly quantity: number;
}

/**
 * What is on the shelves when the demo opens: enough for more than 700 orders, but for a few things that run short
 * within the first hour, so that "3 left" and an 86 that comes by itself can be seen.
 */
export const demoOpeningStock: readonly OpeningStock[] = Object.entries(demoIngredients).map(
  ([ingredientId, { opening }]) => ({ ingredientId, quantity: opening }),
);
