import { createHash } from 'node:crypto';
import type { RandomSource } from '@passbell/core/kernel/random';

const TOKEN_BYTES = 32;
const PREFIX = 'pbd_';

/** A new device token: 256 random bits. Only its hash is kept. */
export function newDeviceToken(random: RandomSource): string {
  return `${PREFIX}${Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url')}`;
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function deviceTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
