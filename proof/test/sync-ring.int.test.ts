import { type Cloud, composeCloud } from '@passbell/cloud-sync/compose';
import { openDatabase } from '@passbell/cloud-sync/db/database';
import { type Sync, startSync } from '@passbell/edge-server/sync/start-sync';
import { createSystemPorts } from '@passbell/edge-server/system-ports';
import { freshDatabase, type TestDatabase } from '@passbell/testkit/postgres';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestEdge, type TestEdge } from '../../apps/edge-server/test/edge-fixture.ts';
import { reportFigure } from '../src/restaurant/report-figure.ts';

const TABLES = ['orders', 'order_lines', 'checks', 'payments'] as const;
const { clock: realClock, timers } = createSystemPorts();

let edge: TestEdge;
let database: TestDatabase;
let cloud: Cloud;
let sync: Sync;
let token: string;

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function openCloud(port = 0): Promise<Cloud> {
  return composeCloud({ database: { kind: 'url', url: database.url }, port, clock: edge.clock });
}

beforeEach(async () => {
  edge = await openTestEdge();
  await edge.commit('receiveStock', {
    lines: ['beef', 'bun', 'egg', 'lager'].map((ingredientId) => ({ ingredientId, quantity: 10_000_000 })),
  });
  database = await freshDatabase(execute);
  cloud = await openCloud();
  const { orgId, locationId } = edge.journal.identity();
  token = await cloud.ensureLocation({ orgId, locationId, name: 'Example' });
  sync = startSync({
    file: edge.file,
    url: cloud.syncUrl,
    token,
    clock: realClock,
    timers,
    logger: pino({ enabled: false }),
  });
  edge.journal.onCommitted(() => sync.wake());
});
afterEach(async () => {
  await sync.stop();
  await cloud.stop();
  await edge.dispose();
  await database.drop();
});

/** Rings, cooks and pays some orders, and leaves some open. */
async function trade(orders: number): Promise<void> {
  for (let at = 0; at < orders; at += 1) {
    const placed = await edge.commit('placeOrder', {
      tableLabel: String(at),
      guestName: 'Ana 👩🏽‍🍳',
      lines: [
        { itemId: 'burger', variationId: 'burger-double', quantity: 1 + (at % 3), modifiers: [{ modifierId: 'rare' }] },
        { itemId: 'lager', quantity: 1, note: 'no \u0007 bell'.replace('\u0007', '') },
      ],
    });
    if (at % 4 === 3) continue;
    for (const ticket of [...edge.reads.stationTickets('grill'), ...edge.reads.stationTickets('bar')])
      await edge.commit('bumpTicket', { ticketId: ticket.id });
    await edge.commit('payCash', { orderId: placed.orderId, tenderedMinor: 50_000 });
  }
}

async function arrived(): Promise<void> {
  await expect
    .poll(async () => (await (await fetch(`${cloud.url}/v1/locations`)).json()).locations[0].cursor.seq, {
      timeout: 50_000,
      interval: 25,
    })
    .toBe(edge.journal.head().seq);
  await cloud.projected();
}

function camelCase(row: object): Record<string, unknown> {
  const { org_id: _, location_id: __, epoch: ___, seq: ____, ...columns } = row as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name.replace(/_(.)/gu, (_all, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** The rows of the cloud are those of the edge, all of them, column by column; the guest's name stays at home. */
async function expectEqualBooks(): Promise<void> {
  const owner = openDatabase(database.url, () => undefined, 1);
  for (const table of TABLES) {
    const here = edge.journal
      .read((tx) => tx.rows<Record<string, unknown>>(table, {}, ['id']))
      .map(({ guestName: _, ...row }) => row);
    const there = (await owner.selectFrom(table).selectAll().orderBy('id').execute()).map(camelCase);
    expect(there, table).toEqual(here);
    expect(here.length, table).toBeGreaterThan(0);
  }
  const letters = await owner.selectFrom('dead_letters').selectAll().execute();
  expect(letters).toEqual([]);
  const dump = JSON.stringify(await owner.selectFrom('orders').selectAll().execute());
  expect(dump).not.toContain('Ana');
  const leaked = (await owner.selectFrom('events').select('body').execute()).some((row) => row.body.includes('Ana'));
  expect(leaked).toBe(false);
  await owner.destroy();
}

test('the cloud has the books of the restaurant, to the cent', async () => {
  await trade(12);
  await arrived();
  await expectEqualBooks();
  const sales = await (await fetch(`${cloud.url}/v1/sales/today`)).json();
  const orders = edge.journal.read((tx) => tx.rows<{ totalMinor: number; status: string }>('orders', {}));
  expect(sales.totals[0].grossMinor).toBe(orders.reduce((sum, order) => sum + order.totalMinor, 0));
  expect(sales.totals[0].orders).toBe(12);
  const paid = edge.journal.read((tx) => tx.rows<{ amountMinor: number }>('payments', {}));
  expect(sales.totals[0].tenders).toEqual([
    { tender: 'cash', payments: 9, amountMinor: paid.reduce((sum, one) => sum + one.amountMinor, 0) },
  ]);
});

test('the cloud is stopped and started while orders are rung, several times', async () => {
  const { port } = cloud;
  for (let round = 0; round < 3; round += 1) {
    const trading = trade(6);
    await cloud.stop();
    await trading;
    cloud = await openCloud(port);
    await trade(2);
  }
  await arrived();
  await expectEqualBooks();
});

test('the sync thread is stopped and started while orders are rung', async () => {
  for (let round = 0; round < 4; round += 1) {
    const trading = trade(4);
    await sync.stop();
    sync = startSync({
      file: edge.file,
      url: cloud.syncUrl,
      token,
      clock: realClock,
      timers,
      logger: pino({ enabled: false }),
    });
    await trading;
  }
  await arrived();
  await expectEqualBooks();
});

test('the cloud comes back from an older backup: the edge sends again what was lost', async () => {
  const { port } = cloud;
  await trade(6);
  await arrived();
  await cloud.stop();
  const cut = Math.floor(edge.journal.head().seq / 2);
  await execute(
    database.url,
    `
    DELETE FROM events WHERE seq > ${cut};
    UPDATE sync_cursors SET seq = ${cut}, hash = (SELECT hash FROM events WHERE seq = ${cut});
    DELETE FROM projector_cursors; TRUNCATE orders, order_lines, checks, payments`,
  );
  await trade(3);
  cloud = await openCloud(port);
  await arrived();
  await expectEqualBooks();
});

test('a long backlog is caught up quickly', async () => {
  await sync.stop();
  for (let wave = 0; wave < 20; wave += 1) {
    await Promise.all(
      Array.from({ length: 100 }, () => edge.commit('placeOrder', { lines: [{ itemId: 'lager', quantity: 1 }] })),
    );
  }
  await trade(1);
  const events = edge.journal.head().seq;
  const startedMs = performance.now();
  sync = startSync({
    file: edge.file,
    url: cloud.syncUrl,
    token,
    clock: realClock,
    timers,
    logger: pino({ enabled: false }),
  });
  await expect
    .poll(async () => (await (await fetch(`${cloud.url}/v1/locations`)).json()).locations[0].cursor.seq, {
      timeout: 50_000,
      interval: 25,
    })
    .toBe(events);
  const appendedMs = performance.now() - startedMs;
  await cloud.projected();
  reportFigure(
    `${events} events appended in ${Math.round(appendedMs)} ms, projected after ${Math.round(performance.now() - startedMs)} ms`,
  );
  await expectEqualBooks();
});
