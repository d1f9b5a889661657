import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface SwcOptions {
  readonly [option: string]: unknown;
}

interface Swc {
  parseFileSync(file: string, options: SwcOptions): unknown;
}

/**
 * dependency-cruiser 17 cannot read with TypeScript 7 and takes swc instead, but never tells it that a file holds JSX.
 * Its parser is told here, before the cruiser loads it.
 */
function teachJsx(): void {
  const swc = require('@swc/core') as Swc; // The part of its interface that is used here.
  const parse = swc.parseFileSync.bind(swc);
  swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith('.tsx') });
}

/** Modules below which the cruise has read nothing and its silence means nothing. */
const MIN_MODULES = 100;

teachJsx();
const { cruise } = await import('dependency-cruiser');
const { forbidden, options } = require('../../../.dependency-cruiser.cjs') as { forbidden: never[]; options: object }; // Checked by the cruiser itself.
process.chdir(root);
const result = await cruise(['packages', 'apps', 'proof'], {
  ...options,
  validate: true,
  ruleSet: { forbidden },
  outputType: 'err',
});
const output = result.output;
const text = typeof output === 'string' ? output : JSON.stringify(output);
process.stdout.write(`${text}\n`);
const cruised = /(\d+) modules/u.exec(text);
const modules = Number(cruised?.[1] ?? 0);
if (modules < MIN_MODULES) process.stdout.write(`Only ${modules} modules were read; the check proves nothing.\n`);
process.exitCode = result.exitCode !== 0 || modules < MIN_MODULES ? 1 : 0;
