import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { prepareDatabase } from '@passbell/cloud-sync/db/cloud-database';
import { openDatabase } from '@passbell/cloud-sync/db/database';
import type { CloudStore, LocationKey } from '@passbell/cloud-sync/modules/ingest/cloud-store';
import { IngestSession } from '@passbell/cloud-sync/modules/ingest/ingest-session';
import { createPostgresCloudStore } from '@passbell/cloud-sync/modules/ingest/postgres-cloud-store';
import type { JournalEvent } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import pg from 'pg';
import { type JournalChain, journalChain } from '../../../apps/cloud-sync/test/journal-chain.ts';
import { type Bench, figureOf, shown } from './figure.ts';
import { orderBodies } from './order-bodies.ts';

const ROUNDS = 5;
const BATCHES = 8;
const BATCH_EVENTS = 500;
const EVENTS = BATCHES * BATCH_EVENTS;

const ports = createSystemPorts();

/** One PUSH after the other through a session, as they come from the socket, until the last is acknowledged. */
async function ingestPerSecond(store: CloudStore, chain: JournalChain): Promise<number> {
  const frames = Array.from({ length: BATCHES }, (_, at) =>
    JSON.stringify(chain.push(at * BATCH_EVENTS + 1, (at + 1) * BATCH_EVENTS)),
  );
  let refusal = '';
  let stored = 0;
  const session = new IngestSession(chain.key, {
    ...ports,
    store,
    send: (message) => {
      if (message.type === 'nack') refusal = message.code;
    },
    end: () => undefined,
    observer: {
      stored: (_key, events) => {
        stored += events;
      },
      refused: (_key, _code, reason) => {
        refusal = reason;
      },
      failed: (_key, error) => {
        refusal = String(error);
      },
    },
  });
  const { key } = chain;
  const hello = {
    type: 'hello',
    protocol: { min: 1, max: 1 },
    ...key,
    nodeId: 'bench',
    head: chain.head(),
    location: null,
  };
  session.receive(JSON.stringify(hello));
  await session.idle();
  const startedMs = performance.now();
  for (const frame of frames) session.receive(frame);
  await session.idle();
  const tookMs = performance.now() - startedMs;
  if (stored !== EVENTS) throw new Error(`${stored} of ${EVENTS} events were stored: ${refusal}`);
  await breathe();
  return (EVENTS * 1_000) / tookMs;
}

const COLUMNS = [
  ['epoch', 'bigint'],
  ['seq', 'bigint'],
  ['txn', 'bigint'],
  ['id', 'text'],
  ['type', 'text'],
  ['ver', 'bigint'],
  ['entity', 'text'],
  ['entityId', 'text'],
  ['occurredMs', 'bigint'],
  ['actor', 'text'],
  ['device', 'text'],
  ['commandKey', 'text'],
  ['body', 'bytea'],
  ['prevHash', 'text'],
  ['hash', 'text'],
] as const satisfies readonly (readonly [keyof JournalEvent, string])[];

const RAW_INSERT = `
  INSERT INTO bench_events (org_id, location_id, epoch, seq, txn, event_id, type, ver, entity, entity_id, occurred_ms,
    actor, device, command_key, body, prev_hash, hash, received_ms)
  SELECT $16, $17, fresh.*, $18::bigint
  FROM unnest(${COLUMNS.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}) AS fresh`;

/** The limit: the same events, the same columns, one statement per batch, nothing parsed or verified. */
async function rawPerSecond(client: pg.Client, chain: JournalChain): Promise<number> {
  const batches = Array.from({ length: BATCHES }, (_, at) => {
    const events = chain.events.slice(at * BATCH_EVENTS, (at + 1) * BATCH_EVENTS);
    return COLUMNS.map(([name]) => events.map((event) => (name === 'body' ? Buffer.from(event.body) : event[name])));
  });
  const startedMs = performance.now();
  for (const columns of batches)
    await client.query(RAW_INSERT, [...columns, chain.key.orgId, chain.key.locationId, Date.now()]);
  return (EVENTS * 1_000) / (performance.now() - startedMs);
}

function chainOf(key: LocationKey, bodies: readonly (readonly string[])[]): JournalChain {
  const chain = journalChain(key);
  for (let at = 0; chain.events.length < EVENTS; at += 1)
    chain.command(...must(bodies[at % bodies.length], 'there are orders'));
  return chain;
}

export const benchIngest: Bench = {
  name: 'ingest',
  what: 'Journal events into PostgreSQL: parsed, verified, stored with the cursor; against a bare INSERT … SELECT FROM unnest',
  async run(progress) {
    const dir = mkdtempSync(join(tmpdir(), 'passbell-bench-pg-'));
    const bodies = await orderBodies(50);
    const database = await prepareDatabase({ kind: 'embedded', dir });
    const db = openDatabase(database.appUrl, () => undefined);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    try {
      await client.connect();
      await client.query('CREATE TABLE bench_events (LIKE events INCLUDING ALL)');
      const store = createPostgresCloudStore(db);
      const [mine, raw]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        const chain = chainOf({ orgId: 'org-bench', locationId: `loc-${round}` }, bodies);
        raw.push(await rawPerSecond(client, chain));
        mine.push(await ingestPerSecond(store, chain));
        progress(`round ${round + 1} of ${ROUNDS}: ${shown(mine.at(-1) ?? 0)} /s, raw ${shown(raw.at(-1) ?? 0)} /s`);
      }
      return [
        figureOf({
          id: 'ingest',
          what: 'events ingested',
          unit: '/s',
          rounds: mine,
          peer: { what: 'INSERT … SELECT FROM unnest', rounds: raw },
          bar: { of: 'ratio', op: '>=', amount: 0.5 },
        }),
      ];
    } finally {
      await client.end();
      await db.destroy();
      await database.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};
