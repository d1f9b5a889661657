import { idempotencyKey } from '@passbell/core/kernel/ids';
import { z } from 'zod';

export const idempotencyKeyHeader = idempotencyKey.meta({
  description:
    'Made once per intent, sent on every retry; 1 to 200 visible ASCII characters. The same key with other arguments is refused.',
  examples: ['0199c0de-0000-7000-8000-0000000000bb'],
});

const correlationId = z.string().meta({
  description:
    'Names this request in the log. Send your own as X-Correlation-Id (letters, digits and ._:-, up to 64) or get one.',
  examples: ['0199c0de-0000-7000-8000-0000000000aa'],
});

/** Headers of every answer. */
export const CORRELATION_HEADERS = z.object({ 'X-Correlation-Id': correlationId });

/** Headers of a committed change. */
export const SEQ_HEADERS = z.object({
  'X-Correlation-Id': correlationId,
  'Passbell-Epoch': z.string().meta({ description: 'Epoch of the journal', examples: ['1'] }),
  'Passbell-Seq': z.string().meta({
    description: 'Place in the journal; a screen that stands at or past it shows this change',
    examples: ['1042'],
  }),
  'Idempotency-Replayed': z
    .literal('true')
    .optional()
    .meta({ description: 'Present when the key was answered before' }),
});
