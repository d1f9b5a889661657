import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Clock } from '@passbell/core/kernel/clock';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Keyring } from './keyring.ts';
import { queryBuilder } from './query-builder.ts';
import type { StatementCache } from './statement-cache.ts';

const PREFIX = 'sealed:1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Subjects whose keys are kept in memory: more than a busy evening has. */
const REMEMBERED_SUBJECTS = 5_000;

/** AES-256-GCM under one key: `sealed:1:` and base64url of nonce, ciphertext and tag. */
export function sealText(key: Uint8Array, nonce: Uint8Array, clear: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + sealed.toString('base64url');
}

/** What was sealed, or null when it is not whole or was sealed with another key. */
export function openText(key: Uint8Array, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  if (!sealed.startsWith(PREFIX) || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** Opens personal text with its subject's key. Readers need no more. */
export interface Unsealer {
  /** The clear text, or null when the subject was forgotten. */
  unseal(subject: string, sealed: string): string | null;
  /** Forgets what is remembered of keys: after a rollback, or when keys were changed. */
  dropRemembered(): void;
}

/** Seals personal text, making a subject's key when it first appears. Runs inside the transaction of the rows. */
export interface Sealer extends Unsealer {
  /** The sealed text, or null for a subject that asked to be forgotten: nothing is kept of them again. */
  seal(subject: string, clear: string): string | null;
}

const selectKey = queryBuilder.selectFrom('subject_keys').select('wrappedKey').where('subject', '=', '').compile().sql;
const insertKey = queryBuilder
  .insertInto('subject_keys')
  .values({ subject: '', wrappedKey: '', createdMs: 0, forgottenMs: null })
  .compile().sql;

type FoundKey = Uint8Array | 'forgotten' | 'unknown';

function createKeyFinder(statements: StatementCache, masterKey: Uint8Array) {
  const remembered = new Map<string, Uint8Array>();
  const remember = (subject: string, key: Uint8Array) => {
    if (remembered.size >= REMEMBERED_SUBJECTS) remembered.clear();
    remembered.set(subject, key);
    return key;
  };
  const find = (subject: string): FoundKey => {
    const known = remembered.get(subject);
    if (known) return known;
    // The compiled query selects this one column.
    const row = statements.get(selectKey).get(subject) as { wrappedKey: string | null } | undefined;
    if (!row) return 'unknown';
    if (row.wrappedKey === null) return 'forgotten';
    const key = openText(masterKey, row.wrappedKey);
    return key ? remember(subject, key) : 'forgotten';
  };
  return { find, remember, drop: () => remembered.clear() };
}

export function createUnsealer(statements: StatementCache, keyring: Keyring): Unsealer {
  const keys = createKeyFinder(statements, keyring.masterKey);
  return {
    unseal: (subject, sealed) => {
      const key = keys.find(subject);
      return typeof key === 'string' ? null : (openText(key, sealed)?.toString('utf8') ?? null);
    },
    dropRemembered: keys.drop,
  };
}

export function createSealer(
  statements: StatementCache,
  { keyring, random, clock }: { keyring: Keyring; random: RandomSource; clock: Clock },
): Sealer {
  const { masterKey } = keyring;
  const keys = createKeyFinder(statements, masterKey);
  const makeKey = (subject: string): Uint8Array => {
    const key = random.bytes(KEY_BYTES);
    const wrapped = sealText(masterKey, random.bytes(NONCE_BYTES), key);
    statements.get(insertKey).run(subject, wrapped, clock.nowMs(), null);
    return keys.remember(subject, key);
  };
  return {
    seal: (subject, clear) => {
      const found = keys.find(subject);
      if (found === 'forgotten') return null;
      const key = found === 'unknown' ? makeKey(subject) : found;
      return sealText(key, random.bytes(NONCE_BYTES), Buffer.from(clear, 'utf8'));
    },
    unseal: (subject, sealed) => {
      const key = keys.find(subject);
      return typeof key === 'string' ? null : (openText(key, sealed)?.toString('utf8') ?? null);
    },
    dropRemembered: keys.drop,
  };
}
