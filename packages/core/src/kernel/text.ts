import { z } from 'zod';

/** Characters that a till must never store: controls (but not line breaks) and lone surrogates, which break UTF-8. */
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** Free text a person typed, trimmed, 1 to `maxLength` UTF-16 units. Emoji and any script are fine. */
export function personText(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !FORBIDDEN.test(text) && text.isWellFormed(), { message: 'holds control characters' });
}
