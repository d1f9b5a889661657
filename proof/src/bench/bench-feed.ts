import { type FanOutFigures, measureFanOut } from '../../../apps/edge-server/test/feed-fan-out.ts';
import { openHttpEdge } from '../../../apps/edge-server/test/http-fixture.ts';
import { measureBareFanOut } from './bare-fan-out.ts';
import { type Bench, figureOf, shown } from './figure.ts';

const ROUNDS = 3;
const LOAD = { screens: 500, changesPerSecond: 20, changes: 40 };
/** About what a delta with one ticket has. */
const DELTA_BYTES = 900;

async function measureEdge(): Promise<FanOutFigures> {
  const edge = await openHttpEdge();
  try {
    const figures = await measureFanOut(edge, LOAD);
    const missing = LOAD.screens * LOAD.changes - figures.received;
    if (missing !== 0) throw new Error(`${missing} deltas did not come`);
    return figures;
  } finally {
    await edge.dispose();
  }
}

export const benchFeed: Bench = {
  name: 'feed',
  what: 'From the command until each of 500 screens has the change, at 20 orders per second; screens in the same process',
  async run(progress) {
    const [edge, bare]: [FanOutFigures[], Awaited<ReturnType<typeof measureBareFanOut>>[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [mine, limit] = [await measureEdge(), await measureBareFanOut(LOAD, DELTA_BYTES)];
      edge.push(mine);
      bare.push(limit);
      progress(`round ${round + 1} of ${ROUNDS}: p99 ${shown(mine.p99Ms)} ms, bare ${shown(limit.p99Ms)} ms`);
    }
    const figure = (pick: 'p50Ms' | 'p99Ms') =>
      figureOf({
        id: `feed-${pick.slice(0, 3)}`,
        what: `${pick.slice(0, 3)} of a change to 500 screens`,
        unit: 'ms',
        rounds: edge.map((round) => round[pick]),
        peer: { what: 'bare ws server, no order, no flush', rounds: bare.map((round) => round[pick]) },
        ...(pick === 'p99Ms' && { bar: { of: 'value', op: '<=', amount: 100 } as const }),
      });
    return [figure('p50Ms'), figure('p99Ms')];
  },
};
