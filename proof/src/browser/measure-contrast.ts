import type { Page } from 'playwright-core';

/**
 * The least contrast of an element's words against anything its own layers paint behind them, gradients and opacity
 * included; null when it cannot be told. For what axe gives up on: patterns, single characters, arrows.
 */
export function measureContrast(page: Page, selector: string): Promise<{ ratio: number; needed: number } | null> {
  return page.evaluate(measureInPage, selector);
}

/** Runs in the page, so it stands on nothing outside itself. */
function measureInPage(selector: string): { ratio: number; needed: number } | null {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const leaf = document.querySelector(selector);
  if (!context || !leaf) return null;

  const read = (css: string): Colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const mix = (over: Colour, under: Colour, alpha: number): Colour => [
    over[0] * alpha + under[0] * (1 - alpha),
    over[1] * alpha + under[1] * (1 - alpha),
    over[2] * alpha + under[2] * (1 - alpha),
    1,
  ];
  const luminance = ([red, green, blue]: Colour) => {
    const linear = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };

  const path: Element[] = [];
  for (let each: Element | null = leaf; each; each = each.parentElement) path.unshift(each);
  const ratios: number[] = [];
  /** Paints layer after layer; a gradient is tried with each of its colours. Gives the text and ground of the group. */
  const paint = (at: number, behind: Colour): { text: Colour; ground: Colour }[] => {
    const element = path[at];
    if (!element) return [];
    const style = getComputedStyle(element);
    const stops = style.backgroundImage.match(/(?:rgba?|hsla?|color|oklab|oklch|lab|lch)\([^()]*\)/gu) ?? [];
    const fill = read(style.backgroundColor);
    const filled = mix(fill, behind, fill[3]);
    const grounds = stops.length === 0 ? [filled] : stops.map((stop) => mix(read(stop), filled, read(stop)[3]));
    const ink = read(style.color);
    const painted = grounds.flatMap((ground) =>
      at === path.length - 1 ? [{ text: mix(ink, ground, ink[3]), ground }] : paint(at + 1, ground),
    );
    const opacity = Number(style.opacity);
    return painted.map((pair) => ({
      text: mix(pair.text, behind, opacity),
      ground: mix(pair.ground, behind, opacity),
    }));
  };
  for (const { text, ground } of paint(0, [255, 255, 255, 1])) {
    const [light = 0, dark = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
    ratios.push((light + 0.05) / (dark + 0.05));
  }
  const style = getComputedStyle(leaf);
  const sizePx = Number.parseFloat(style.fontSize);
  const isLarge = sizePx >= 24 || (sizePx >= 18.66 && Number(style.fontWeight) >= 700);
  return ratios.length === 0 ? null : { ratio: Math.min(...ratios), needed: isLarge ? 3 : 4.5 };
}
