import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '@passbell/core/kernel/assert';
import { ROOT } from '../run-step.ts';

/** A change made to one source file while it is loaded, never on disk. `find` must be there exactly once. */
export interface SourcePatch {
  /** From the root of the project. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Where a child finds the patches it is to load its sources with. */
export const PATCHES_VARIABLE = 'PASSBELL_SOURCE_PATCHES';

/** The source with the patch made. Throws when `find` is not there, or more than once: then the source has moved on. */
export function applyPatch(source: string, { file, find, replace }: SourcePatch): string {
  const found = source.split(find).length - 1;
  assert(found === 1, `a patch of ${file} matches ${found} times instead of once: ${find}`);
  return source.replace(find, () => replace);
}

/** Arguments and environment of a Node process that loads its sources patched. Checks first that every patch fits. */
export function patched(patches: readonly SourcePatch[]): { readonly args: string[]; readonly env: NodeJS.ProcessEnv } {
  if (patches.length === 0) return { args: [], env: {} };
  const sources = new Map<string, string>();
  for (const patch of patches) {
    const source = sources.get(patch.file) ?? readFileSync(join(ROOT, patch.file), 'utf8');
    sources.set(patch.file, applyPatch(source, patch));
  }
  return {
    args: ['--import', new URL('register-patches.ts', import.meta.url).href],
    // The compile cache would keep code of the patched file under the name of the real one.
    env: { [PATCHES_VARIABLE]: JSON.stringify(patches), NODE_DISABLE_COMPILE_CACHE: '1' },
  };
}
