import { z } from 'zod';

/** Control characters, but not line breaks. */
const CONTROL = /(?!\n)\p{Cc}/u;

/** Free text a person typed, trimmed, 1 to `maxLength` UTF-16 units. Emoji and any script are fine; lone surrogates are not, they break UTF-8. */
export function personText(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !CONTROL.test(text) && text.isWellFormed(), { message: 'holds control characters' });
}
