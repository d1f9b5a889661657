import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { RandomSource } from '@passbell/core/kernel/random';

/** Hashes PINs and checks them. Slow on purpose; simulations use a quick one. */
export interface PinHasher {
  hash(pin: string): Promise<string>;
  matches(pin: string, hash: string): Promise<boolean>;
}

const argon2Async = promisify(argon2);

/** OWASP's smallest recommended Argon2id setting: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const NONCE_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/u;

/** Argon2id with a server-side pepper, in PHC string form. The pepper keeps a stolen database from being tried offline. */
export function createPinHasher(pepper: Uint8Array, random: RandomSource): PinHasher {
  const derive = (
    pin: string,
    nonce: Uint8Array,
    cost: { memory: number; passes: number; parallelism: number; tagLength: number },
  ) => argon2Async('argon2id', { message: Buffer.from(pin, 'utf8'), nonce, secret: pepper, ...cost });
  const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/u, '');
  return {
    hash: async (pin) => {
      const nonce = random.bytes(NONCE_BYTES);
      const tag = await derive(pin, nonce, PARAMETERS);
      const { memory, passes, parallelism } = PARAMETERS;
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(tag)}`;
    },
    matches: async (pin, hash) => {
      const parts = PHC.exec(hash);
      if (!parts) return false;
      const expected = Buffer.from(parts[5] ?? '', 'base64');
      const cost = {
        memory: Number(parts[1]),
        passes: Number(parts[2]),
        parallelism: Number(parts[3]),
        tagLength: expected.length,
      };
      const tag = await derive(pin, Buffer.from(parts[4] ?? '', 'base64'), cost);
      return timingSafeEqual(tag, expected);
    },
  };
}
