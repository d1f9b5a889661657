import { randomFill } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

function randomBytes(count: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    randomFill(new Uint8Array(count), (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

/** Bytes that are kept on the disk only to be given back when it is full, because from inside there is no other way. */
export interface Ballast {
  sizeBytes(): number;
  /** Adds to it. Rejects when the disk does not take it. */
  grow(byBytes: number): Promise<void>;
  /** Gives all of it back. */
  release(): void;
}

/**
 * The ballast of a data folder. Its bytes are random, so that a file system that compresses or merges equal blocks
 * really sets them aside.
 */
export function createBallastFile(dir: string): Ballast {
  const file = join(dir, 'ballast');
  return {
    sizeBytes: () => statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    grow: async (byBytes) => {
      await appendFile(file, await randomBytes(byBytes), { mode: 0o600 });
    },
    release: () => rmSync(file, { force: true }),
  };
}
