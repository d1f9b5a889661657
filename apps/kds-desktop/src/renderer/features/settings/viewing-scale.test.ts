import { expect, test } from 'vitest';
import { viewingScale } from './viewing-scale.ts';

const FULL_HD = { widthPx: 1_920, heightPx: 1_080 };

/** The table of the design: screen in inches, distance in metres, scale, columns. */
test.each([
  [22, 1, 0.84, 6],
  [22, 1.5, 1.22, 4],
  [22, 2, 1.63, 2],
  [24, 1, 0.84, 6],
  [24, 1.5, 1.12, 4],
  [24, 2, 1.49, 3],
  [27, 1, 0.84, 6],
  [27, 1.5, 1, 5],
  [27, 2, 1.33, 3],
  [27, 3, 1.99, 2],
  [32, 1.5, 0.84, 6],
  [32, 2, 1.12, 4],
  [32, 3, 1.68, 2],
  [43, 2, 0.84, 6],
  [43, 3, 1.25, 3],
])('%s in at %s m is scale %s with %s columns', (screenInches, distanceM, scale, columns) => {
  const viewing = viewingScale({ ...FULL_HD, screenInches, distanceM });
  expect(Math.abs(viewing.scale - scale)).toBeLessThanOrEqual(0.011);
  expect(viewing.columns).toBe(columns);
  expect(viewing.fits).toBe(true);
});

test('a screen too small for its distance says so and still shows one column', () => {
  expect(viewingScale({ ...FULL_HD, screenInches: 22, distanceM: 3 })).toMatchObject({ columns: 1, fits: false });
});

test('the same screen with fewer pixels needs fewer of them', () => {
  const small = viewingScale({ screenInches: 27, distanceM: 1.5, widthPx: 1_280, heightPx: 800 });
  expect(small).toEqual({ scale: 0.84, columns: 3, fits: true });
});
