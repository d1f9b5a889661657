import type { Page } from 'playwright-core';

/** What the edge says to one screen can be held up, as on a bad network: nothing is lost, it comes later. */
export interface HeldLine {
  hold(): void;
  release(): void;
}

/** Puts a line that can be held under a page's feed. The page is loaded anew, so that its feed takes it. */
export async function holdableLine(page: Page): Promise<HeldLine> {
  let isHeld = false;
  const kept: (() => void)[] = [];
  await page.routeWebSocket(/./u, (socket) => {
    const edge = socket.connectToServer();
    edge.onMessage((message) => {
      if (isHeld) kept.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  await page.reload();
  return {
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const send of kept.splice(0)) send();
    },
  };
}
