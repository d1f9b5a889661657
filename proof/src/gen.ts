import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from './gen/errors-page.ts';
import { noticesPage } from './gen/notices-page.ts';
import { promisesPage } from './gen/promises-page.ts';
import { ROOT } from './run-step.ts';

/** `npm run gen`: writes the documents that come from code. With `--check` it only says which are out of date. */
const documents: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
  'docs/promises.md': promisesPage,
  'THIRD-PARTY-NOTICES.md': noticesPage,
};

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, make] of Object.entries(documents)) {
  const file = join(ROOT, path);
  const text = make();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale.push(path);
  if (!isCheck) writeFileSync(file, text);
}
const verb = isCheck ? 'is out of date: run npm run gen' : 'written';
process.stdout.write(
  stale.length === 0 ? 'Every generated document is up to date.\n' : stale.map((path) => `${path} ${verb}\n`).join(''),
);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
