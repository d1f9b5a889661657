import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@passbell/core/kernel/assert';
import type { RandomSource } from '@passbell/core/kernel/random';

const KEY_BYTES = 32;

/** The secrets of one edge server. They live beside the journal file, never in it or in its copies. */
export interface Keyring {
  /** Wraps the keys that seal personal data. */
  readonly masterKey: Uint8Array;
  /** Keys the fingerprints of commands, whose arguments may hold a PIN. */
  readonly fingerprintSecret: Uint8Array;
}

const systemRandom: RandomSource = { bytes: (length) => randomBytes(length) };

function readKey(file: string): Uint8Array | undefined {
  let key: Buffer;
  try {
    key = readFileSync(file);
  } catch (error) {
    // Node's file errors carry a code.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  assert(key.length === KEY_BYTES, `${file} holds ${key.length} bytes instead of ${KEY_BYTES}`);
  chmodSync(file, 0o600);
  return key;
}

function writeSynced(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(dir: string): void {
  // Windows cannot open a folder for syncing; its directory entries are journaled by the file system.
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * A key appears whole or not at all: it is written elsewhere, flushed, and linked to its name, which fails when
 * somebody else's key got there first; then theirs counts.
 */
function readOrMakeKey(dir: string, name: string, random: RandomSource): Uint8Array {
  const file = join(dir, name);
  const known = readKey(file);
  if (known) return known;
  const partial = `${file}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  writeSynced(partial, random.bytes(KEY_BYTES));
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(partial, { force: true });
  }
  syncFolder(dir);
  const made = readKey(file);
  assert(made !== undefined, `${file} vanished while it was being made`);
  return made;
}

/** Reads the keyring of a data folder, making its keys at the first start. Files are readable by their owner alone. */
export function loadKeyring(dir: string, random: RandomSource = systemRandom): Keyring {
  return {
    masterKey: readOrMakeKey(dir, 'master.key', random),
    fingerprintSecret: readOrMakeKey(dir, 'fingerprint.key', random),
  };
}
