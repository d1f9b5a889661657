export type TextDirection = 'ltr' | 'rtl';

const RTL_LANGUAGES: ReadonlySet<string> = new Set(['ar', 'he', 'fa', 'ur', 'ps', 'ckb', 'dv', 'yi']);

/** The direction a locale is written in, by its language (`ar-EG` and `ar` alike). */
export function directionOf(locale: string): TextDirection {
  const { language, script } = new Intl.Locale(locale);
  if (script === 'Latn' || script === 'Cyrl') return 'ltr';
  return RTL_LANGUAGES.has(language) ? 'rtl' : 'ltr';
}
