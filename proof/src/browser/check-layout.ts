import type { Page } from 'playwright-core';
import { installLayoutProbe, type ProbedWindow } from './layout-probe.ts';

/** Everything about the layout of a page that a person would trip over, in words. Nothing is well. `minTargetPx`: 48 for fingers, 24 for a mouse. */
export async function checkLayout(page: Page, minTargetPx: number): Promise<string[]> {
  await page.evaluate(installLayoutProbe);
  const faults = [
    ...(await page.evaluate(findSideways)),
    ...(await page.evaluate(findBadTargets, minTargetPx)),
    ...(await page.evaluate(findCovered)),
    ...(await page.evaluate(findCutWords)),
  ];
  return [...new Set(faults)];
}

/** Waits until nothing has moved or faded for three frames in a row. Timers that count in place move nothing. */
export function waitUntilStill(page: Page): Promise<void> {
  return page.evaluate(async () => {
    /** The bar of an undo empties for seconds, a spinner turns for as long as it takes: those are not waited for. */
    const isPassing = (animation: Animation) => Number(animation.effect?.getComputedTiming().endTime ?? 0) < 1_000;
    const places = () =>
      [...document.querySelectorAll('button, article, input, dialog, h1, h2')]
        .map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return `${x},${y},${width},${height}`;
        })
        .join(' ');
    await document.fonts.ready;
    let last = '';
    for (let still = 0, frames = 0; still < 3 && frames < 300; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = places();
      const fades = document.getAnimations().some((each) => each.playState === 'running' && isPassing(each));
      still = now === last && !fades ? still + 1 : 0;
      last = now;
    }
  });
}

// What follows runs in the page and stands on nothing but the probe.

function findSideways(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page scrolls sideways: ${scrollWidth} px in ${clientWidth}`] : [];
}

/** What can be pressed: large enough, all of it in reach, and its words within it. */
function findBadTargets(minTargetPx: number): string[] {
  const probed: ProbedWindow = window;
  const probe = probed.layoutProbe;
  if (!probe) throw new Error('the probe is missing');
  const pressable = 'button, a[href], input, select, textarea, summary, [role="button"], [role="menuitem"]';
  const faults: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(pressable)) {
    // A field hidden within its label is pressed by the label.
    const target = (element instanceof HTMLInputElement && element.closest('label')) || element;
    const { width, height } = target.getBoundingClientRect();
    if (!probe.isShown(target) || width < 2 || height < 2) continue;
    const name = probe.nameOf(target);
    const isInText = getComputedStyle(target).display === 'inline';
    const leastPx = isInText ? 24 : minTargetPx;
    if (Math.min(width, height) < leastPx - 0.5)
      faults.push(`${name} is ${Math.round(width)} × ${Math.round(height)} px, less than ${leastPx}`);
    // A link that skips to the content stands outside until it has the focus.
    const isSkipLink = target instanceof HTMLAnchorElement && target.getAttribute('href')?.startsWith('#');
    const cut = isSkipLink ? null : probe.cutOff(target);
    if (cut !== null) faults.push(`${name} is ${cut}`);
    if (isInText || target instanceof HTMLInputElement) continue;
    const [overX, overY] = [target.scrollWidth - target.clientWidth, target.scrollHeight - target.clientHeight];
    if (overX > 1 || overY > 1) faults.push(`the words of ${name} run out of it by ${overX} × ${overY} px`);
  }
  return faults;
}

/** What can be pressed and has something else lying on its middle. */
function findCovered(): string[] {
  const probed: ProbedWindow = window;
  const probe = probed.layoutProbe;
  if (!probe) throw new Error('the probe is missing');
  const faults: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('button, a[href], input, summary, [role="menuitem"]')) {
    const target = (element instanceof HTMLInputElement && element.closest('label')) || element;
    const { left, top, width, height } = target.getBoundingClientRect();
    if (!probe.isShown(target) || width < 2 || height < 2) continue;
    const [x, y] = [left + width / 2, top + height / 2];
    const isScrolledAway = [...ancestorsOf(target)].some((box) => {
      const edge = box.getBoundingClientRect();
      const hides = getComputedStyle(box).overflow !== 'visible';
      return hides && (x < edge.left || x > edge.right || y < edge.top || y > edge.bottom);
    });
    const above = document.elementFromPoint(x, y);
    if (isScrolledAway || above === null || target.contains(above) || above.contains(target)) continue;
    // A menu lies over what opened it, until the next press.
    if (above.closest('[role="menu"]') === null)
      faults.push(`${probe.nameOf(target)} is covered by ${probe.nameOf(above)}`);
  }
  return faults;

  function* ancestorsOf(child: HTMLElement): Generator<HTMLElement> {
    for (let box = child.parentElement; box !== null && box !== document.body; box = box.parentElement) yield box;
  }
}

/** What a cook reads is never cut: no ticket lies under an edge, no words run out of their place or their ticket. */
function findCutWords(): string[] {
  const probed: ProbedWindow = window;
  const probe = probed.layoutProbe;
  if (!probe) throw new Error('the probe is missing');
  const faults: string[] = [];
  for (const ticket of document.querySelectorAll<HTMLElement>('article')) {
    const { bottom } = ticket.getBoundingClientRect();
    let box = ticket.parentElement;
    while (box !== null && getComputedStyle(box).overflowY === 'visible') box = box.parentElement;
    // A wall has pages; nobody scrolls with a pan in the hand.
    const overPx = Math.round(bottom - (box?.getBoundingClientRect().bottom ?? bottom));
    if (probe.isShown(ticket) && overPx > 1) faults.push(`${probe.nameOf(ticket)} lies ${overPx} px under the edge`);
  }
  for (const element of document.querySelectorAll<HTMLElement>('article *')) {
    const hasWords = [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim());
    const card = element.closest('article')?.getBoundingClientRect();
    if (!hasWords || !card || !probe.isShown(element)) continue;
    const box = element.getBoundingClientRect();
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth)
      faults.push(
        `"${element.textContent}" is truncated on a ticket: ${element.scrollWidth} px in ${element.clientWidth}`,
      );
    if (box.left < card.left - 1 || box.right > card.right + 1 || box.bottom > card.bottom + 1)
      faults.push(`"${element.textContent}" runs out of its ticket`);
  }
  return faults;
}
