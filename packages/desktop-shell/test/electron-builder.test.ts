import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

// electron-builder's own parser and validator, wherever npm put them.
const fromBuilder = createRequire(createRequire(resolve(ROOT, 'package.json')).resolve('electron-builder'));
const fromLibrary = createRequire(fromBuilder.resolve('app-builder-lib'));
const { load }: { load: (text: string) => unknown } = fromLibrary('js-yaml');
const {
  validateConfiguration,
}: { validateConfiguration: (config: unknown, debug: { isEnabled: boolean }) => Promise<void> } = fromBuilder(
  'app-builder-lib/out/util/config/config.js',
);

interface BuilderConfig {
  [key: string]: unknown;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly files: readonly string[];
  readonly extraMetadata: { readonly main: string };
}
const readConfig = () => load(readFileSync(resolve(ROOT, 'electron-builder.yml'), 'utf8')) as BuilderConfig; // Checked below.
const validate = (config: unknown) => validateConfiguration(config, { isEnabled: false });

test("the file fits electron-builder's own schema", async () => {
  await expect(validate(readConfig())).resolves.toBeUndefined();
});

test('the schema would say so if it did not fit', async () => {
  await expect(validate({ ...readConfig(), asarr: true })).rejects.toThrow(/asarr/u);
  await expect(validate({ ...readConfig(), electronFuses: { runAsNode: 'no' } })).rejects.toThrow(/boolean/u);
});

test('every fuse that closes a way in is set', () => {
  expect(readConfig().electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
  });
});

test('what is packed starts with the bundle that is built', () => {
  const { files, extraMetadata } = readConfig();
  expect(files).toContain(extraMetadata.main);
  expect(files).toContain('dist-shell/preload.cjs');
});
