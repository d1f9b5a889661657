import type { SharedMessages } from '@passbell/ui/i18n/messages-en';
import { type PosMessages, posMessagesEn } from './messages-en.ts';

/** The till's texts by language. A language is here when all of it is. */
const CATALOGUES: Readonly<Record<string, Readonly<Record<keyof PosMessages, string>> & SharedMessages>> = {
  en: posMessagesEn,
};
const FALLBACK = 'en-US';

export interface ScreenLanguage {
  readonly locale: string;
  readonly messages: (typeof CATALOGUES)[string];
}

/** Words and formats for a restaurant: its own where the till speaks its language, else English. */
export function screenLanguage(restaurantLocale: string | null): ScreenLanguage {
  const wanted = restaurantLocale ?? FALLBACK;
  const language = /^[A-Za-z]{2,3}(?=-|$)/u.exec(wanted)?.[0].toLowerCase() ?? '';
  const messages = CATALOGUES[language];
  if (!messages) return { locale: FALLBACK, messages: posMessagesEn };
  return { locale: wanted, messages };
}
