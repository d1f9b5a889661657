import type { ChoiceGroup } from '../features/menu/choice-groups.ts';
import type { PosI18n } from './use-pos-i18n.ts';

const VOWEL = /^[aeiou]/iu;

/** What still has to be answered: `Choose a temperature`, `Choose 2 from sides`. */
export function chooseWords(group: Pick<ChoiceGroup, 'name' | 'missing'>, { t, locale }: PosI18n): string {
  const name = group.name.toLocaleLowerCase(locale);
  if (group.missing > 1) return t('sheet.chooseMany', { count: group.missing, group: name });
  return t(VOWEL.test(name) ? 'sheet.chooseVowel' : 'sheet.choose', { group: name });
}
