import type { I18n } from './i18n-context.ts';
import { createLocaleFormats } from './locale-formats.ts';
import type { MessageMap } from './message-params.ts';
import { directionOf } from './text-direction.ts';
import { createTranslator } from './translator.ts';

/** Builds the words and formats of one locale from a merged catalogue. The provider does it for components. */
export function createI18n<const Messages extends MessageMap>(locale: string, messages: Messages): I18n<Messages> {
  const t = createTranslator(locale, messages);
  return { t, locale, direction: directionOf(locale), ...createLocaleFormats(locale) };
}
