import type { I18n } from '@passbell/ui/i18n/i18n-context';
import { useI18n } from '@passbell/ui/i18n/i18n-context';
import type { PosMessages } from './messages-en.ts';

/** The till's words and formats. */
export type PosI18n = I18n<PosMessages>;

export function usePosI18n(): PosI18n {
  return useI18n<PosMessages>();
}
