/** What the layout checks share, put into the page once. */
export interface LayoutProbe {
  /** An element as a person would name it. */
  nameOf(element: Element): string;
  /** Whether it can be met at all now: drawn, not inert, not behind a modal dialog. */
  isShown(element: HTMLElement): boolean;
  /** Where it cannot be reached even by scrolling; null when all of it can. */
  cutOff(element: HTMLElement): string | null;
}

/** The window of a page that has the probe. */
export interface ProbedWindow extends Window {
  layoutProbe?: LayoutProbe;
}

/** Runs in the page, so it stands on nothing outside itself. */
export function installLayoutProbe(): void {
  const root = document.documentElement;
  const clips = (overflow: string) => overflow !== 'visible';
  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';

  const probe: LayoutProbe = {
    nameOf(element) {
      const words = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const said = words.replace(/\s+/gu, ' ').trim() || element.getAttribute('class') || '';
      return `${element.tagName.toLowerCase()} "${said.slice(0, 60)}"`;
    },
    isShown(element) {
      const modal = document.querySelector('dialog:modal');
      return (
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        element.closest('[inert], [aria-hidden="true"], .sr-only') === null &&
        (modal === null || modal.contains(element))
      );
    },
    cutOff(element) {
      const own = element.getBoundingClientRect();
      // Once a part of the screen scrolls, what lies in it can be reached where that part can.
      let { left, right, top, bottom } = own;
      for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        const scrollsX = scrolls(style.overflowX) && box.scrollWidth > box.clientWidth;
        const scrollsY = scrolls(style.overflowY) && box.scrollHeight > box.clientHeight;
        if (scrollsX) [left, right] = [edge.left, edge.right];
        if (scrollsY) [top, bottom] = [edge.top, edge.bottom];
        if (clips(style.overflowX) && (left < edge.left - 1 || right > edge.right + 1)) return 'cut off at a side';
        if (clips(style.overflowY) && (top < edge.top - 1 || bottom > edge.bottom + 1)) return 'cut off above or below';
        if (style.position === 'fixed') break;
      }
      if (left < -1 || right > root.clientWidth + 1) return 'outside the screen at a side';
      const pageScrolls =
        getComputedStyle(document.body).overflowY !== 'hidden' && root.scrollHeight > root.clientHeight;
      if (!pageScrolls && (top < -1 || bottom > root.clientHeight + 1)) return 'outside the screen above or below';
      return null;
    },
  };
  const probed: ProbedWindow = window;
  probed.layoutProbe = probe;
}
