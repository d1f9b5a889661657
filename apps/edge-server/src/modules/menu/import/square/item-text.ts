import { allergenTags, dietaryTags } from '../allergen-tags.ts';
import { htmlText } from '../html-text.ts';
import { noteReason, type OpenEntry } from '../import-ledger.ts';
import { plainText } from '../plain-text.ts';
import type { SquareItem } from './square-shapes.ts';

const DESCRIPTION_LIMIT = 2_000;
/** Markup beyond this cannot matter to a text of 2,000 letters, and would cost time. */
const HTML_LIMIT = 40_000;

/** The description in plain words. Square keeps up to three versions of it; its own plain one is best. */
export function descriptionOf(data: SquareItem, entry: OpenEntry): string | null {
  const markup = data.description_html?.slice(0, HTML_LIMIT);
  const plain = data.description_plaintext || (markup ? htmlText(markup) : '') || data.description;
  const text = plainText(plain, DESCRIPTION_LIMIT, true);
  if (markup && /<(?!\/?p\b)[/a-z]/iu.test(markup)) noteReason(entry, 'description_plain');
  if (text?.cut) noteReason(entry, 'description_cut');
  return text?.text ?? null;
}

type Named = { readonly standard_name?: string | null | undefined; readonly custom_name?: string | null | undefined };

function namesOf(list: readonly Named[] | null | undefined): string[] {
  return (list ?? []).flatMap((one) => one.standard_name || one.custom_name || []);
}

/** What the file says a dish holds and whom it suits. Null where it says nothing. */
export function foodFactsOf(data: SquareItem, entry: OpenEntry) {
  const details = data.food_and_beverage_details;
  if (typeof details?.calorie_count === 'number') noteReason(entry, 'calories_not_kept');
  // Square's "ingredients" are the allergens of the European list, and whatever the seller added to it.
  const allergens = details?.ingredients ? allergenTags(namesOf(details.ingredients)) : null;
  const diets = details?.dietary_preferences ? namesOf(details.dietary_preferences) : [];
  const tags = dietaryTags(data.is_alcoholic === true ? [...diets, 'alcohol'] : diets);
  const saysDiet = Boolean(details?.dietary_preferences) || data.is_alcoholic === true;
  return { allergens, dietaryTags: saysDiet ? tags : null };
}
