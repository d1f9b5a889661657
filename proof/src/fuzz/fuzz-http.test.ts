import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJournal } from '@passbell/edge-server/admin/journal-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fuzzHttp } from './fuzz-http.ts';
import { type FuzzRestaurant, openFuzzRestaurant } from './fuzz-restaurant.ts';

let dir: string;
let restaurant: FuzzRestaurant;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'passbell-fuzz-'));
  restaurant = await openFuzzRestaurant(dir);
});
afterEach(async () => {
  await restaurant.edge.stop();
  rmSync(dir, { recursive: true, force: true });
});

test.each([1, 20_261_122])(
  'no request of the published document, valid, mutated or hostile, is a fault of ours or writes for a refusal (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const report = await fuzzHttp(restaurant, seed, 2_000);
    expect(report.findings).toEqual([]);
    expect(restaurant.faults).toEqual([]);
    // The fuzz got through to the rules, and met every kind of refusal.
    for (const name of ['placeOrder', 'receiveStock', 'eightySix', 'getOrder', 'listOrders', 'getMenu'])
      expect(report.succeeded, name).toContain(name);
    expect(report.succeeded.size).toBeGreaterThan(20);
    for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 422])
      expect(report.statuses.get(status), String(status)).toBeGreaterThan(0);
    expect((await fetch(`${restaurant.edge.url()}/readyz`)).status).toBe(200);
    const { journalFile } = restaurant.edge.services;
    expect(await checkJournal('verify', journalFile)).toMatchObject({ ok: true });
    expect(await checkJournal('replay', journalFile)).toMatchObject({ ok: true, differences: [] });
  },
);
