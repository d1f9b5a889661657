/**
 * The locale of a kitchen screen: the restaurant's region with a language there are words for. Times and numbers then look
 * as they do there, and a screen reader is not told that English words are German.
 */
export function kdsLocale(restaurantLocale: string | null): string {
  const wanted = restaurantLocale === null ? null : canonical(restaurantLocale);
  if (wanted === null) return 'en-US';
  if (wanted.language === 'en') return wanted.toString();
  const region = wanted.maximize().region;
  return region === undefined ? 'en-US' : `en-${region}`;
}

function canonical(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}
