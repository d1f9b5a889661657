import { must } from '@passbell/core/kernel/assert';
import { createContext, use } from 'react';
import type { LocaleFormats } from './locale-formats.ts';
import type { MessageMap } from './message-params.ts';
import type { messagesEn } from './messages-en.ts';
import type { TextDirection } from './text-direction.ts';
import type { Translate } from './translator.ts';

/** Words and formats of the screen's language. */
export interface I18n<Messages extends MessageMap> extends LocaleFormats {
  readonly t: Translate<Messages>;
  readonly locale: string;
  readonly direction: TextDirection;
}

export const I18nContext = createContext<I18n<MessageMap> | null>(null);

/**
 * The words and formats of the nearest `I18nProvider`. Shared components use it as it is; an app names its merged
 * catalogue once: `export const usePosI18n = () => useI18n<typeof posMessagesEn>()`.
 */
export function useI18n<Messages extends MessageMap = typeof messagesEn>(): I18n<Messages> {
  const i18n = must(use(I18nContext), 'useI18n needs an I18nProvider above');
  // The context cannot carry the catalogue's type. A key the catalogue lacks still fails at run time, by assertion.
  return i18n as unknown as I18n<Messages>;
}
