import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { createEdgeClient, type EdgeClient } from '@passbell/edge-client/edge-client';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpCaller } from '../src/restaurant/http-caller.ts';
import { openRestaurant, type Restaurant } from '../src/restaurant/open-restaurant.ts';
import { reportFigure } from '../src/restaurant/report-figure.ts';

const BUYERS = 50;
const PORTIONS = 10;
const SCREENS = 4;
/** The promise: every screen knows within this time. */
const LIMIT_MS = 1_000;

let restaurant: Restaurant;
const clients: EdgeClient[] = [];
beforeAll(async () => {
  restaurant = await openRestaurant({ stock: [{ ingredientId: 'beef', quantity: PORTIONS * 120 }] });
});
afterAll(async () => {
  for (const client of clients) client.stop();
  await restaurant.dispose();
});

/** Resolves with the moment a screen's stock says that the single burger is 86. */
async function watch86(role: 'pos' | 'kds'): Promise<{ ready: Promise<void>; known: Promise<number> }> {
  const client = await createEdgeClient({
    baseUrl: restaurant.url,
    app: role,
    appVersion: 'proof',
    ports: createBrowserPorts(),
    queueStore: createMemoryQueueStore(),
  });
  clients.push(client);
  client.useDevice({ token: await restaurant.addDevice(role) });
  client.start();
  const stock = client.feed.hold('stock');
  const until = (isDone: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (isDone()) resolve(performance.now());
      };
      stock.subscribe(look);
      look();
    });
  const ready = until(() => stock.getSnapshot().ready).then(() => undefined);
  const known = until(() => stock.getSnapshot().documents.get('variation:burger-single')?.eightySixed === 'stock');
  return { ready, known };
}

test('fifty clients race for ten portions: ten are sold, the others hear what ran out, every screen shows the 86 within a second', async () => {
  const screens = await Promise.all(Array.from({ length: SCREENS }, (_, at) => watch86(at % 2 === 0 ? 'pos' : 'kds')));
  await Promise.all(screens.map((screen) => screen.ready));
  const token = await restaurant.addDevice('integration');
  const body = { lines: [{ itemId: 'burger', variationId: 'burger-single', quantity: 1 }] };
  let soldOutAtMs = Number.POSITIVE_INFINITY;
  const answers = await Promise.all(
    Array.from({ length: BUYERS }, async () => {
      const answer = await httpCaller(restaurant.url, token).post('/v1/orders', body);
      if (answer.status === 201) soldOutAtMs = performance.now();
      return answer;
    }),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(PORTIONS);
  const refused = answers.filter((answer) => answer.status !== 201);
  for (const answer of refused) {
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'sold_out',
      params: { items: [{ itemId: 'burger', name: 'Smash burger', left: 0 }] },
    });
  }
  const knownMs = await Promise.all(screens.map((screen) => screen.known));
  const slowestMs = Math.max(0, ...knownMs.map((atMs) => atMs - soldOutAtMs));
  expect(slowestMs).toBeLessThanOrEqual(LIMIT_MS);
  const { levels } = await restaurant.commit('receiveStock', { lines: [{ ingredientId: 'beef', quantity: 1 }] });
  expect(levels).toEqual([{ ingredientId: 'beef', onHand: PORTIONS * 120 + 1, reserved: PORTIONS * 120 }]);
  reportFigure(
    `${BUYERS} racing buyers, ${PORTIONS} portions, ${PORTIONS} sold, the 86 on ${SCREENS} screens after ${slowestMs.toFixed(0)} ms at most`,
  );
});
