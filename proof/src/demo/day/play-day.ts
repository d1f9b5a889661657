import { MINUTE_MS } from '@passbell/core/kernel/durations';
import type { LocationRow } from '@passbell/core/location/location-row';
import { menuDocument } from '@passbell/core/menu/menu-document';
import { indexMenu } from '@passbell/core/menu/menu-index';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { arrivalTimesMs } from '../arrival-times.ts';
import { nextOrder } from '../order-mix.ts';
import { type DemoScreen, openScreen, readDemoStaff } from './demo-http.ts';
import { createKitchenTracker } from './kitchen-tracker.ts';
import { createLimiter } from './limiter.ts';
import { playVisit, type VisitOutcome } from './party-visit.ts';
import { startCook } from './station-cook.ts';

/** Who takes orders and cash. */
const SERVICE_ROLES: ReadonlySet<string> = new Set(['server', 'cashier', 'bartender', 'manager']);
const MAX_TOLD_FAULTS = 5;

export interface DayOptions {
  readonly edgeUrl: string;
  readonly orders: number;
  readonly seed: number;
  /** Parties served at the same time. */
  readonly concurrency: number;
  /** Over how long the day's arrivals are spread; 0 plays as fast as it goes. */
  readonly minutes: number;
  readonly progress: (done: number, of: number) => void;
}

export interface DayReport {
  readonly served: readonly VisitOutcome[];
  /** Left because nothing they wanted was there. */
  readonly left: number;
  /** Had to choose something else. */
  readonly choseAgain: number;
  /** What went wrong otherwise: how often, and the first few in words. */
  readonly faults: number;
  readonly faultTexts: readonly string[];
  readonly tookMs: number;
}

/** When each party comes, in milliseconds from now: the shape of a day, pressed into the minutes there are. */
function arrivals(seed: number, orders: number, minutes: number): number[] {
  const times = arrivalTimesMs(createSeededRandom(seed + 1), orders, 0);
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  return times.map((at) => ((at - first) / Math.max(1, last - first)) * minutes * MINUTE_MS);
}

async function signInEverybody(edgeUrl: string, till: DemoScreen): Promise<DemoScreen[]> {
  const staff = (await readDemoStaff(edgeUrl)).filter((person) => SERVICE_ROLES.has(person.role));
  return Promise.all(staff.map((person) => till.signIn(person.id, person.pin)));
}

/** Plays an ordinary day into a running demo: tills over HTTP, kitchen screens over the feed, cash at the end. */
export async function playDay({
  edgeUrl,
  orders,
  seed,
  concurrency,
  minutes,
  progress,
}: DayOptions): Promise<DayReport> {
  const till = await openScreen(edgeUrl, 'pos', null);
  const tills = await signInEverybody(edgeUrl, till);
  const document = menuDocument.parse(await till.get<unknown>('/v1/menu'));
  const { timeZone } = await till.get<LocationRow>('/v1/location');
  const menu = indexMenu(document, '');
  const tracker = createKitchenTracker();
  const served: VisitOutcome[] = [];
  const faultTexts: string[] = [];
  let [left, choseAgain, faults, done] = [0, 0, 0, 0];
  const failed = (error: unknown) => {
    faults += 1;
    if (faultTexts.length < MAX_TOLD_FAULTS) faultTexts.push(error instanceof Error ? error.message : String(error));
  };
  const kitchen = {
    isOurs: tracker.isOurs,
    bumped: ({ orderId }: { orderId: string }) => tracker.bumped(orderId),
    failed,
  };
  const cooks = await Promise.all(
    document.stations.map(async ({ id }) => startCook(edgeUrl, id, await openScreen(edgeUrl, 'kds', id), kitchen)),
  );
  const random = createSeededRandom(seed);
  const startedMs = performance.now();
  const visit = async (at: number) => {
    const drawn = nextOrder(random, menu, Date.now(), timeZone);
    const person = tills[at % tills.length] ?? till;
    const stage = {
      till: person,
      expect: tracker.expect,
      cooked: tracker.cooked,
      choseAgain: () => {
        choseAgain += 1;
      },
    };
    try {
      const outcome = await playVisit(stage, drawn, at % 4 === 0);
      if (outcome) served.push(outcome);
      else left += 1;
    } catch (error) {
      failed(error);
    }
    done += 1;
    progress(done, orders);
  };
  const limited = createLimiter(concurrency);
  const visits = arrivals(seed, orders, minutes).map(async (afterMs, at) => {
    if (minutes > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    await limited(() => visit(at));
  });
  await Promise.all(visits);
  for (const cook of cooks) cook.leave();
  return { served, left, choseAgain, faults, faultTexts, tookMs: performance.now() - startedMs };
}
