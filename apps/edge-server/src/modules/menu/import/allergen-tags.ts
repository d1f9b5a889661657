import { plainText } from './plain-text.ts';

/** The allergens menus are written with: the nine of the United States, then what the European fourteen add. */
const ALLERGENS: ReadonlyMap<string, string> = new Map([
  ['gluten', 'gluten'],
  ['wheat', 'gluten'],
  ['milk', 'dairy'],
  ['dairy', 'dairy'],
  ['egg', 'egg'],
  ['fish', 'fish'],
  ['crustacean', 'shellfish'],
  ['shellfish', 'shellfish'],
  ['tree-nut', 'tree-nuts'],
  ['nut', 'tree-nuts'],
  ['peanut', 'peanuts'],
  ['soy', 'soy'],
  ['soya', 'soy'],
  ['soybean', 'soy'],
  ['sesame', 'sesame'],
  ['celery', 'celery'],
  ['mustard', 'mustard'],
  ['lupin', 'lupin'],
  ['mollusc', 'molluscs'],
  ['mollusk', 'molluscs'],
  ['sulphite', 'sulphites'],
  ['sulfite', 'sulphites'],
]);

const TAG_LIMIT = 40;

function tagOf(text: string): string | null {
  const plain = plainText(text, TAG_LIMIT);
  if (plain === null) return null;
  const tag = plain.text
    .toLowerCase()
    .replace(/[\s_]+/gu, '-')
    .slice(0, TAG_LIMIT)
    .toWellFormed();
  return tag === '' ? null : tag;
}

function distinct(tags: readonly (string | null)[]): string[] {
  return [...new Set(tags.filter((tag) => tag !== null))].sort().slice(0, TAG_LIMIT);
}

/** Allergen tags from words of any system: plural or not, upper or lower case. Unknown words are kept as they are. */
export function allergenTags(words: readonly string[]): string[] {
  return distinct(
    words.map((word) => {
      const tag = tagOf(word);
      if (tag === null) return null;
      return ALLERGENS.get(tag) ?? ALLERGENS.get(tag.replace(/s$/u, '')) ?? tag;
    }),
  );
}

/** Dietary tags (`vegan`, `gluten-free` …) from words of any system. */
export function dietaryTags(words: readonly string[]): string[] {
  return distinct(words.map(tagOf));
}
