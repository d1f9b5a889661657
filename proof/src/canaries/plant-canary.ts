import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from '@passbell/core/kernel/assert';
import type { Canary } from './canary.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The source with the bug in it. Throws unless the text to change stands there exactly once. */
export function withBug(canary: Canary, source: string): string {
  const found = source.split(canary.find).length - 1;
  assert(found === 1, `canary ${canary.name}: its text stands in ${canary.file} ${found} times instead of once`);
  return source.replace(canary.find, () => canary.replace);
}

/** Plants a bug into modules loaded from now on, in this process alone. Gives whether its file was loaded. */
export function plantCanary(canary: Canary): () => boolean {
  const target = pathToFileURL(join(ROOT, canary.file)).href;
  let isPlanted = false;
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      if (url !== target) return loaded;
      const { source } = loaded;
      assert(source !== undefined && source !== null, `${canary.file} has no source`);
      const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8'); // Node gives bytes.
      isPlanted = true;
      return { ...loaded, source: withBug(canary, text) };
    },
  });
  return () => isPlanted;
}
