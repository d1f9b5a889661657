import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../run-step.ts';
import { type Bench, type Figure, figureOf } from './figure.ts';

const SCREENS = [
  ['pos', 'till'],
  ['kds-desktop', 'kitchen display'],
] as const;

function measureBundle(app: string, name: string): Figure | null {
  const dir = join(ROOT, 'apps', app, 'dist/assets');
  if (!existsSync(dir)) return null;
  const files = readdirSync(dir).filter((file) => /\.(js|css)$/u.test(file));
  const sizes = files
    .map((file) => readFileSync(join(dir, file)))
    .map((bytes) => [gzipSync(bytes).length, bytes.length]);
  const sum = (at: number) => sizes.reduce((total, pair) => total + (pair[at] ?? 0), 0) / 1_000;
  return figureOf({
    id: `bundle-${app}`,
    what: `code and styles of the ${name}, gzip`,
    unit: 'kB',
    rounds: [sum(0)],
    peer: { what: 'as built', rounds: [sum(1)] },
  });
}

export const benchBundles: Bench = {
  name: 'bundles',
  what: 'What a screen loads before it shows anything, without fonts and pictures',
  run(progress) {
    const figures = SCREENS.flatMap(([app, name]) => {
      const figure = measureBundle(app, name);
      if (figure === null) progress(`the ${name} is not built: npm run build`);
      return figure ?? [];
    });
    return Promise.resolve(figures);
  },
};
