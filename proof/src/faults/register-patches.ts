import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../run-step.ts';
import { applyPatch, PATCHES_VARIABLE, type SourcePatch } from './source-patch.ts';

// Loaded with --import, before everything else. What the parent wrote there is its own list of patches.
const patches = JSON.parse(process.env[PATCHES_VARIABLE] ?? '[]') as SourcePatch[];
const byUrl = Map.groupBy(patches, (patch) => pathToFileURL(join(ROOT, patch.file)).href);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const mine = byUrl.get(url);
    if (!mine) return loaded;
    const source = Buffer.from((loaded.source ?? '') as Uint8Array).toString('utf8'); // Modules load as text or bytes.
    return { ...loaded, source: mine.reduce(applyPatch, source) };
  },
});
