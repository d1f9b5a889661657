import { benchBundles } from './bench-bundles.ts';
import { benchFeed } from './bench-feed.ts';
import { benchIngest } from './bench-ingest.ts';
import { benchJournal } from './bench-journal.ts';
import { benchMenu } from './bench-menu.ts';
import { benchOrders } from './bench-orders.ts';
import { benchStart } from './bench-start.ts';
import type { Bench } from './figure.ts';

/** Every bench, in the order in which all are run. */
export const BENCHES: readonly Bench[] = [
  benchOrders,
  benchFeed,
  benchMenu,
  benchIngest,
  benchStart,
  benchJournal,
  benchBundles,
];
