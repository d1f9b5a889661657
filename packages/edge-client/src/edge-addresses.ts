/** Where an edge may be, from the most to the least likely. Discovery by mDNS is a hint among others. */
export interface AddressHints {
  /** What a person entered or a QR code said. */
  readonly manual: string | null;
  /** Where the edge answered last. */
  readonly lastKnown: string | null;
  /** Where this page came from, if an edge served it. */
  readonly pageOrigin: string | null;
  /** What mDNS found. */
  readonly discovered: readonly string[];
}

/** The origins to try, in order, each once. What is not an http(s) address is left out. */
export function edgeAddresses(hints: AddressHints): readonly string[] {
  const texts = [hints.manual, hints.lastKnown, hints.pageOrigin, ...hints.discovered];
  const origins = texts.flatMap((text) => {
    const origin = text === null ? null : originOf(text);
    return origin === null ? [] : [origin];
  });
  return [...new Set(origins)];
}

/** `box.local:8420`, `http://10.0.0.5:8420/pos` → the origin; null for anything else. */
export function originOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
}
