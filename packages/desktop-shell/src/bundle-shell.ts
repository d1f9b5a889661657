import { resolve } from 'node:path';
import { build } from 'vite';

/** Electron gives this module; better-sqlite3 carries a binary and stays a package of its own. */
const OUTSIDE = ['electron', 'better-sqlite3'];

/**
 * Bundles an app's main process and preload into `<app>/dist-shell`. A sandboxed preload must be one CommonJS file that
 * requires nothing but Electron; and what is packed into an installer lies under `node_modules`, where Node strips no types.
 */
export async function bundleShell(
  appFolder: string,
  outFolder: string = resolve(appFolder, 'dist-shell'),
): Promise<void> {
  await bundle(appFolder, outFolder, { entry: 'src/main/main.ts', file: 'main.js', format: 'es' });
  await bundle(appFolder, outFolder, { entry: 'src/preload/preload.ts', file: 'preload.cjs', format: 'cjs' });
}

async function bundle(
  root: string,
  outDir: string,
  { entry, file, format }: { entry: string; file: string; format: 'es' | 'cjs' },
): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
    },
  });
}

if (import.meta.main) await bundleShell(resolve(process.argv[2] ?? '.'));
