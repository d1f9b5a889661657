import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTenant, openDatabase } from '../src/db/database.ts';
import type { LocationKey } from '../src/modules/ingest/cloud-store.ts';
import { createMemoryCloudStore } from '../src/modules/ingest/memory-cloud-store.ts';
import { createPostgresCloudStore } from '../src/modules/ingest/postgres-cloud-store.ts';
import { type CloudFixture, openCloudFixture, PIER } from './cloud-fixture.ts';
import { describeCloudStore } from './cloud-store-contract.ts';
import { journalChain } from './journal-chain.ts';

let fixture: CloudFixture;
beforeAll(async () => {
  fixture = await openCloudFixture();
});
afterAll(() => fixture.dispose());

describeCloudStore('memory', async () => {
  const store = createMemoryCloudStore();
  return {
    store,
    storedHashes: async (key) => [...store.location(key).events.values()].map((event) => event.hash),
    setBack: async (key, position) => {
      store.location(key).cursor = position;
    },
  };
});

describeCloudStore('Postgres', async () => {
  await sql`TRUNCATE events, sync_cursors, quarantined_frames`.execute(fixture.owner);
  const of = (key: LocationKey) =>
    fixture.owner.selectFrom('events').where('org_id', '=', key.orgId).where('location_id', '=', key.locationId);
  return {
    store: createPostgresCloudStore(fixture.db),
    storedHashes: async (key) =>
      (await of(key).select('hash').orderBy('epoch').orderBy('seq').execute()).map((row) => row.hash),
    setBack: async (key, position) => {
      await fixture.owner
        .updateTable('sync_cursors')
        .set(position)
        .where('org_id', '=', key.orgId)
        .where('location_id', '=', key.locationId)
        .execute();
    },
  };
});

test('Postgres keeps the exact bytes of a body and of the frame that showed a second history', async () => {
  await sql`TRUNCATE events, sync_cursors, quarantined_frames`.execute(fixture.owner);
  const store = createPostgresCloudStore(fixture.db);
  const chain = journalChain(PIER);
  chain.command('raw \0 nul and 👩🏽‍🍳');
  const { type: _, lastHash: __, ...batch } = chain.push(1, 1);
  await store.append(PIER, batch, 1);
  const event = await fixture.owner.selectFrom('events').selectAll().executeTakeFirstOrThrow();
  expect(event.body.toString()).toBe('raw \0 nul and 👩🏽‍🍳');
  await store.setAside(PIER, 'first', 'frame \0 one', 5);
  await store.setAside(PIER, 'second', 'frame two', 6);
  const kept = await fixture.owner.selectFrom('quarantined_frames').select(['reason', 'frame']).execute();
  expect(kept.map((row) => [row.reason, row.frame.toString()])).toEqual([['first', 'frame \0 one']]);
});

test('a connection lost between two statements of a transaction ends the transaction, not the process', async () => {
  let tellLost: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    tellLost = resolve;
  });
  const db = openDatabase(fixture.ownerUrl, (error) => tellLost(error), 1);
  const work = asTenant(db, PIER, async (tx) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx);
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(fixture.owner);
    await lost;
    return sql`SELECT 1`.execute(tx);
  });
  await expect(work).rejects.toThrow();
  await db.destroy();
});
