import { openReader } from '@passbell/edge-server/journal/open-database';
import { demoMenu } from '../demo/restaurant/demo-menu.ts';
import { openRestaurant } from '../restaurant/open-restaurant.ts';
import { BENCH_ORDER } from './bench-house.ts';

/** The bodies of the events of `count` real orders, by order. */
export async function orderBodies(count: number): Promise<string[][]> {
  const restaurant = await openRestaurant({ menu: demoMenu });
  try {
    const before = restaurant.edge.services.journal.head().seq;
    for (let at = 0; at < count; at += 1) await restaurant.commit('placeOrder', BENCH_ORDER);
    const db = openReader(restaurant.edge.services.journalFile);
    const rows = db
      .prepare<[number], { txn: number; body: string }>(
        'SELECT txn, body FROM events WHERE seq > ? ORDER BY epoch, seq',
      )
      .all(before);
    db.close();
    return [...Map.groupBy(rows, ({ txn }) => txn).values()].map((events) => events.map(({ body }) => body));
  } finally {
    await restaurant.dispose();
  }
}
