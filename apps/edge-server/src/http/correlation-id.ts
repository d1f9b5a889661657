import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { IdSource } from '@passbell/core/kernel/ids';

const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u;

/**
 * The id by which people find everything that belongs to one intent. A caller may bring its own; else a change goes by
 * its idempotency key, so that all its retries share one id and get one answer, to the byte, refusals included.
 */
export function correlationIdOf(req: IncomingMessage, ids: IdSource): string {
  const given = req.headers['x-correlation-id'];
  if (typeof given === 'string' && SANE.test(given)) return given;
  const key = req.method === 'POST' ? req.headers['idempotency-key'] : undefined;
  if (typeof key !== 'string' || key === '') return ids.newId();
  return SANE.test(key) ? key : createHash('sha256').update(key).digest('hex').slice(0, 32);
}
