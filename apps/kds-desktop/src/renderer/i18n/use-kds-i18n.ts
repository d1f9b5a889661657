import { type I18n, useI18n } from '@passbell/ui/i18n/i18n-context';
import type { kdsMessagesEn } from './messages-en.ts';

export type KdsI18n = I18n<typeof kdsMessagesEn>;

/** Words and formats with the kitchen display's own texts. */
export const useKdsI18n = (): KdsI18n => useI18n<typeof kdsMessagesEn>();
