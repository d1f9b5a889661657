import { hash } from 'node:crypto';
import { join } from 'node:path';
import { openReader } from '@passbell/edge-server/journal/open-database';
import { replayJournal } from '@passbell/edge-server/journal/replay-journal';
import { verifyJournal } from '@passbell/edge-server/journal/verify-journal';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import type Sqlite from 'better-sqlite3';
import { demoMenu } from '../demo/restaurant/demo-menu.ts';
import { openRestaurant } from '../restaurant/open-restaurant.ts';
import { BENCH_ORDER } from './bench-house.ts';
import { type Bench, figureOf } from './figure.ts';

const ROUNDS = 3;
const EVENTS = 10_000;
const AT_ONCE = 256;

function timedMs(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

/** The limit of both: every event read and its body hashed, nothing looked at. */
function readAndHash(db: Sqlite.Database): void {
  for (const row of db.prepare<[], { body: string }>('SELECT * FROM events ORDER BY epoch, seq').iterate())
    hash('sha256', row.body, 'hex');
}

async function fill(restaurant: Awaited<ReturnType<typeof openRestaurant>>): Promise<void> {
  const { ownDevice, journal } = restaurant.edge.services;
  const { ids } = createSystemPorts();
  while (journal.head().seq < EVENTS) {
    const place = () =>
      restaurant.edge.dispatch({
        name: 'placeOrder',
        key: ids.newId(),
        device: ownDevice,
        sessionToken: null,
        args: BENCH_ORDER,
      });
    await Promise.all(Array.from({ length: AT_ONCE }, place));
  }
}

export const benchJournal: Bench = {
  name: 'journal',
  what: 'Verifying the chain of 10,000 events, and rebuilding every row from them and comparing',
  async run() {
    const restaurant = await openRestaurant({ menu: demoMenu, stockOfEach: 1_000_000_000 });
    try {
      await fill(restaurant);
      const db = openReader(join(restaurant.home, 'edge', 'journal.sqlite'));
      const per10k = (ms: number) => (ms * EVENTS) / restaurant.edge.services.journal.head().seq;
      const rounds = { read: [] as number[], verify: [] as number[], replay: [] as number[] };
      for (let round = 0; round < ROUNDS; round += 1) {
        rounds.read.push(per10k(timedMs(() => readAndHash(db))));
        rounds.verify.push(per10k(timedMs(() => void verifyJournal(db))));
        rounds.replay.push(per10k(timedMs(() => void replayJournal(db))));
      }
      db.close();
      const peer = { what: 'reading and hashing alone', rounds: rounds.read };
      return [
        figureOf({ id: 'journal-verify', what: 'verifying 10,000 events', unit: 'ms', rounds: rounds.verify, peer }),
        figureOf({ id: 'journal-replay', what: 'replaying 10,000 events', unit: 'ms', rounds: rounds.replay, peer }),
      ];
    } finally {
      await restaurant.dispose();
    }
  },
};
