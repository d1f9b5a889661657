import type { Page } from 'playwright-core';

/** The window of a page whose motion is watched. */
interface WatchedWindow extends Window {
  motionSeen?: string[];
}

/** Notes from now on by name what moves or fades on a page for longer than a frame. */
export function watchMotion(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched: WatchedWindow = window;
    const seen: string[] = [];
    watched.motionSeen = seen;
    const note = ({ target }: Event) => {
      if (!(target instanceof Element)) return;
      for (const animation of target.getAnimations()) {
        const isLong = Number(animation.effect?.getComputedTiming().duration ?? 0) > 1;
        if (isLong && animation instanceof CSSAnimation) seen.push(animation.animationName);
        if (isLong && animation instanceof CSSTransition) seen.push(animation.transitionProperty);
      }
    };
    addEventListener('animationstart', note, true);
    addEventListener('transitionrun', note, true);
  });
}

export function motionSeen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const watched: WatchedWindow = window;
    return watched.motionSeen ?? [];
  });
}
