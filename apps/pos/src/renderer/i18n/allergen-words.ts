import { allergenKey } from '../features/menu/allergy-sources.ts';
import { posMessagesEn } from './messages-en.ts';
import type { PosI18n } from './use-pos-i18n.ts';

type AllergenMessage = Extract<keyof typeof posMessagesEn, `allergen.${string}`>;

function isAllergenMessage(key: string): key is AllergenMessage {
  return key.startsWith('allergen.') && Object.hasOwn(posMessagesEn, key);
}

/** An allergen in the screen's language; one that the catalogue does not know as it was written, with a capital. */
export function allergenName(tag: string, { t, locale }: PosI18n): string {
  const key = `allergen.${allergenKey(tag)}`;
  if (isAllergenMessage(key)) return t(key);
  return tag.slice(0, 1).toLocaleUpperCase(locale) + tag.slice(1);
}

/** Several allergens as a list: `Egg, sesame`. */
export function allergenList(tags: readonly string[], i18n: PosI18n): string {
  return tags
    .map((tag, at) => (at === 0 ? allergenName(tag, i18n) : allergenName(tag, i18n).toLocaleLowerCase(i18n.locale)))
    .join(', ');
}
