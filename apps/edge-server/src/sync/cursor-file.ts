import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SyncPosition } from '@passbell/core/wire/sync-messages';
import { z } from 'zod';
import type { CursorMemory } from './sync-ports.ts';

const position = z.strictObject({ epoch: z.int().min(1), seq: z.int().min(0), hash: z.string() });

/** Keeps the cloud's cursor in a small file. Losing it costs nothing: it only helps to count while offline. */
export function cursorFile(path: string): CursorMemory {
  let written = '';
  return {
    read: () => {
      try {
        const parsed = position.safeParse(JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write: (cursor: SyncPosition) => {
      const text = JSON.stringify(cursor);
      if (text === written) return;
      try {
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
        written = text;
      } catch {
        // A full disk must not stop the sync, which is what will empty it.
      }
    },
  };
}
