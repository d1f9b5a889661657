/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// Read as files, because the test runner hands out style sheets empty.
const ramps = readFileSync(new URL('./theme/ramps.css', import.meta.url), 'utf8');
const semantic = readFileSync(new URL('./theme/semantic.css', import.meta.url), 'utf8');

type Theme = 'day' | 'dark';

function declarations(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/gu)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

/** The block of a rule by a selector it lists. */
function block(css: string, selector: string): string {
  const found = css.match(new RegExp(`${selector.replace(/[[\]]/gu, '\\$&')}[^{]*\\{([^}]*)\\}`, 'u'));
  expect(found, `the rule ${selector}`).not.toBeNull();
  return found?.[1] ?? '';
}

const colours = declarations(ramps);
const tokens: Readonly<Record<Theme, Map<string, string>>> = {
  day: declarations(block(semantic, '[data-theme="day"]')),
  dark: declarations(block(semantic, '[data-surface="kitchen"]')),
};

function hexOf(theme: Theme, token: string): string {
  const value = tokens[theme].get(`--${token}`) ?? '';
  const ramp = /^var\((--color-[\w-]+)\)$/u.exec(value)?.[1];
  const hex = colours.get(ramp ?? '') ?? '';
  expect(hex, `${token} in ${theme} is a ramp colour`).toMatch(/^#[0-9a-f]{6}$/u);
  return hex;
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, front: string, ground: string): number {
  const [lighter = 0, darker = 0] = [luminance(hexOf(theme, front)), luminance(hexOf(theme, ground))].sort(
    (a, b) => b - a,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** Text needs 4.5 : 1 (WCAG 1.4.3), edges and icons that carry meaning 3 : 1 (1.4.11). */
const GROUNDS = [
  'surface',
  'surface-bar',
  'surface-raised',
  'surface-option',
  'surface-quiet',
  'surface-head',
] as const;
const TEXT_PAIRS: readonly (readonly [front: string, grounds: readonly string[]])[] = [
  ['text', [...GROUNDS, 'surface-press', 'surface-input', 'surface-chosen']],
  ['text-second', GROUNDS],
  ['text-placeholder', ['surface-input']],
  ['on-ink', ['ink', 'ink-press']],
  ['on-ink-second', ['ink']],
  ['on-go', ['go', 'go-press']],
  ['go-text', ['surface', 'surface-bar', 'surface-raised']],
  ['on-go-quiet', ['go-quiet']],
  ['on-due', ['due']],
  ['due-text', ['surface', 'surface-bar', 'surface-raised', 'surface-head']],
  ['on-late', ['late']],
  ['late-text', ['surface-bar', 'surface-raised']],
  ['on-making', ['making']],
  ['making-text', ['surface', 'surface-bar', 'surface-raised']],
  ['on-done', ['done']],
  ['on-allergy', ['allergy', 'allergy-press']],
  ['allergy-text', ['surface', 'surface-bar', 'surface-raised']],
  ['on-allergy-quiet', ['allergy-quiet']],
  ['on-connection', ['connection']],
  ['on-connection-second', ['connection']],
  ['on-connection-box', ['connection-box']],
  ['on-lost', ['lost-ground', 'lost-line']],
  ['on-lost-second', ['lost-ground', 'lost-line']],
  ['on-lost-box', ['lost-box']],
  ['text-second', ['hatch-ground', 'hatch-line']],
];
const EDGE_PAIRS: readonly (readonly [front: string, grounds: readonly string[]])[] = [
  ['edge-input', ['surface-input']],
  ['edge-strong', ['surface', 'surface-bar', 'surface-raised']],
  ['due-edge', ['surface', 'surface-raised']],
  ['late-edge', ['surface', 'surface-raised']],
  ['go', ['surface-bar', 'surface-raised']],
];

const cases = (pairs: typeof TEXT_PAIRS) =>
  (['day', 'dark'] as const).flatMap((theme) =>
    pairs.flatMap(([front, grounds]) => grounds.map((ground) => ({ theme, front, ground }))),
  );

test.each(cases(TEXT_PAIRS))('$theme: $front can be read on $ground', ({ theme, front, ground }) => {
  expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each(cases(EDGE_PAIRS))('$theme: $front can be seen on $ground', ({ theme, front, ground }) => {
  expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(3);
});

test.each(['day', 'dark'] as const)('%s: the two rings of the focus stand apart', (theme) => {
  expect(contrast(theme, 'focus-inner', 'focus-outer')).toBeGreaterThanOrEqual(9);
});

/** The figures of the design's own table, so that a ramp is not changed by accident. */
test.each([
  ['day', 'text', 'surface', 16.6],
  ['day', 'text-second', 'surface-raised', 7.9],
  ['day', 'text-placeholder', 'surface-input', 5.1],
  ['day', 'on-due', 'due', 5.5],
  ['day', 'making-text', 'surface-raised', 7.7],
  ['dark', 'text', 'surface-raised', 16.3],
  ['dark', 'text-second', 'surface-raised', 7.6],
  ['dark', 'due-text', 'surface-bar', 10.7],
  ['dark', 'on-due', 'due', 9.5],
  ['dark', 'on-late', 'late', 6.6],
  ['dark', 'on-making', 'making', 7.9],
  ['dark', 'on-allergy', 'allergy', 5.4],
] as const)('%s: %s on %s is about %f', (theme, front, ground, figure) => {
  expect(Math.abs(contrast(theme, front, ground) - figure)).toBeLessThan(0.35);
});

test('both themes say the same tokens', () => {
  expect([...tokens.dark.keys()].sort()).toEqual([...tokens.day.keys()].sort());
});
