import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import { demoMenu } from '../demo/restaurant/demo-menu.ts';
import { openRestaurant, type Restaurant } from '../restaurant/open-restaurant.ts';
import { learnScript, type OrderScript } from './order-script.ts';
import { recordStatements, withinTransaction } from './recorded-statements.ts';

/** Three lines for three stations, each with stock that is counted. */
export const BENCH_ORDER = {
  lines: [
    { itemId: 'scallops', quantity: 2 },
    { itemId: 'burrata-peach', quantity: 1 },
    { itemId: 'draft-lager', variationId: 'draft-lager.pint', quantity: 3 },
  ],
};

/** Shelves that no bench can empty. */
const STOCK_OF_EACH = 1_000_000_000;
/** Orders before the recorded ones, so that nothing in them happens for the first time. */
const WARM_ORDERS = 20;

/** The demo restaurant in a folder, closed, and what one of its orders does to the database. */
export interface BenchHouse {
  readonly home: string;
  /** Of a device that places orders by itself. */
  readonly token: string;
  readonly script: OrderScript;
  /** What an order is answered, as long as any. */
  readonly answer: string;
  /** A copy of its database for somebody else to write to. */
  copyDatabase(name: string): string;
  dispose(): void;
}

async function recordOrders(
  restaurant: Restaurant,
  token: string,
  during: ReturnType<typeof recordStatements>['during'],
) {
  const { gatekeeper } = restaurant.edge.services;
  const device = gatekeeper.authenticate(token);
  if (!device.ok) throw new Error('the device of the bench is not known');
  const { ids } = createSystemPorts();
  const place = async () => {
    const key = ids.newId();
    const request = { name: 'placeOrder', key, device: device.value, sessionToken: null, args: BENCH_ORDER };
    const outcome = await restaurant.edge.dispatch(request);
    if (outcome.status === 'refused') throw new Error(`the order was refused: ${JSON.stringify(outcome.error)}`);
    return JSON.stringify(outcome.answer);
  };
  for (let at = 0; at < WARM_ORDERS; at += 1) await place();
  let answer = '';
  const record = async () =>
    withinTransaction(
      await during(async () => {
        answer = await place();
      }),
    );
  const first = await record();
  return { script: learnScript(first, await record()), answer };
}

/** Opens the demo restaurant, records what an order does, and closes it again. */
export async function prepareBenchHouse(): Promise<BenchHouse> {
  const home = mkdtempSync(join(tmpdir(), 'passbell-bench-'));
  const recorder = recordStatements();
  try {
    const restaurant = await openRestaurant({ home, menu: demoMenu, stockOfEach: STOCK_OF_EACH });
    const token = await restaurant.addDevice('integration');
    const recorded = await recordOrders(restaurant, token, recorder.during);
    await restaurant.close();
    return {
      home,
      token,
      ...recorded,
      copyDatabase: (name) => {
        const dir = join(home, name);
        mkdirSync(dir);
        const file = join(dir, 'journal.sqlite');
        copyFileSync(join(home, 'edge', 'journal.sqlite'), file);
        return file;
      },
      dispose: () => rmSync(home, { recursive: true, force: true }),
    };
  } finally {
    recorder.stop();
  }
}
