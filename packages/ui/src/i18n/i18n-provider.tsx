import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { createI18n } from './create-i18n.ts';
import { I18nContext } from './i18n-context.ts';
import type { MessageMap } from './message-params.ts';
import type { SharedMessages } from './messages-en.ts';

interface I18nProviderProps {
  /** BCP 47, e.g. `en-US`. */
  readonly locale: string;
  /** The shared texts and the app's own, merged: `{ ...messagesEn, ...posMessagesEn }`. */
  readonly messages: SharedMessages & MessageMap;
  /** Leaves `<html>` alone: for a part of a page in another language. */
  readonly nested?: boolean;
  readonly children: ReactNode;
}

/** Gives the words and formats to the components below, and sets the language and direction of the page. */
export function I18nProvider({ locale, messages, nested = false, children }: I18nProviderProps) {
  const i18n = useMemo(() => createI18n<MessageMap>(locale, messages), [locale, messages]);

  useLayoutEffect(() => {
    if (nested) return;
    document.documentElement.lang = i18n.locale;
    document.documentElement.dir = i18n.direction;
  }, [i18n, nested]);

  return <I18nContext value={i18n}>{children}</I18nContext>;
}
