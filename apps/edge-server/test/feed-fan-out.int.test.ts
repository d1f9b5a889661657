import { expect, test } from 'vitest';
import { measureFanOut } from './feed-fan-out.ts';
import { openHttpEdge } from './http-fixture.ts';

test('a hundred screens of one kitchen hear every ticket, soon', async () => {
  const edge = await openHttpEdge();
  try {
    const figures = await measureFanOut(edge, { screens: 100, changesPerSecond: 20, changes: 30 });
    expect(figures.received).toBe(3_000);
    // The second in which an 86 has to reach every screen; far below it even on a busy machine.
    expect(figures.maxMs).toBeLessThan(1_000);
  } finally {
    await edge.dispose();
  }
}, 30_000);
