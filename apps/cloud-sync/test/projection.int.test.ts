import type { RowImage } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import type { Json } from '@passbell/core/kernel/canonical-json';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asTenant } from '../src/db/database.ts';
import type { LocationKey } from '../src/modules/ingest/cloud-store.ts';
import { createPostgresCloudStore } from '../src/modules/ingest/postgres-cloud-store.ts';
import { createLocationEnrolment } from '../src/modules/locations/location-enrolment.ts';
import { locationProjector } from '../src/modules/locations/location-projector.ts';
import { orderProjector } from '../src/modules/orders/order-projector.ts';
import { locationsReport } from '../src/modules/reports/location-status-query.ts';
import { salesToday } from '../src/modules/reports/sales-today-query.ts';
import type { Projector } from '../src/projection/projector.ts';
import { createProjectorRunner, type ProjectorRunner } from '../src/projection/projector-runner.ts';
import { type CloudFixture, ELSEWHERE, openCloudFixture, PIER } from './cloud-fixture.ts';
import { type JournalChain, journalChain } from './journal-chain.ts';
import { checkImage, lineImage, locationImage, orderImage, paymentImage } from './row-images.ts';

const DAY = '2026-11-21';
/** 01:30 in New York on the 22nd: still the business day before where it rolls at four. */
const NOW_MS = Date.UTC(2026, 10, 22, 6, 30);

let fixture: CloudFixture;
let runner: ProjectorRunner;
beforeAll(async () => {
  fixture = await openCloudFixture();
});
afterAll(() => fixture.dispose());

function openRunner(projectors: readonly Projector[] = [locationProjector, orderProjector]): ProjectorRunner {
  const clock = createFakeClock(NOW_MS);
  const observer = {
    projected: () => undefined,
    deadLetter: () => undefined,
    failed: (error: unknown) => expect.fail(String(error)),
  };
  return createProjectorRunner({ db: fixture.db, projectors, clock, timers: createFakeTimers(clock), observer });
}

beforeEach(async () => {
  await sql`TRUNCATE organisations, locations, location_credentials, events, sync_cursors, projector_cursors, dead_letters, orders, order_lines, checks, payments`.execute(
    fixture.owner,
  );
  const enrolment = createLocationEnrolment(fixture.db, createSeededRandom(1));
  for (const key of [PIER, ELSEWHERE]) await enrolment.enrol({ ...key, name: 'Before' }, 1);
  runner = openRunner();
});

/** Appends all of a journal that the cloud does not have and projects it. */
async function upload(chain: JournalChain, from = 1): Promise<void> {
  const store = createPostgresCloudStore(fixture.db);
  await store.greet(chain.key, { nodeId: 'box', head: chain.head(), location: null }, NOW_MS);
  const { type: _, lastHash: __, ...batch } = chain.push(from, chain.head().seq);
  expect((await store.append(chain.key, batch, NOW_MS)).kind).toBe('stored');
  runner.wake(chain.key);
  await runner.idle();
}

/** A whole paid order of some lines; every amount differs, so that a swapped column would be seen. */
function sale(id: string, amounts: readonly number[], status = 'completed', day: string | null = DAY): RowImage[] {
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0);
  const tax = Math.round(subtotal / 10);
  return [
    orderImage(id, { status, businessDay: day, totalMinor: subtotal + tax, paidMinor: subtotal + tax }),
    ...amounts.map((amount, at) => lineImage(`${id}-l${at}`, id, { amountMinor: amount, position: at })),
    checkImage(`${id}-c`, id, {
      subtotalMinor: subtotal,
      exclusiveTaxMinor: tax,
      totalMinor: subtotal + tax,
      paidMinor: subtotal + tax,
    }),
    paymentImage(`${id}-p`, id, { amountMinor: subtotal + tax, businessDay: day ?? DAY }),
  ];
}

function rowsOf(table: 'orders' | 'order_lines' | 'checks' | 'payments') {
  return fixture.owner.selectFrom(table).selectAll().orderBy('location_id').orderBy('id').execute();
}

function camelCase(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_(.)/gu, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

test('the rows in the cloud are the rows of the edge, column by column, without the guest', async () => {
  const chain = journalChain(PIER);
  const images = [...sale('o1', [1_250, 899]), ...sale('o2', [300])];
  chain.rows(...images);
  await upload(chain);
  const cloud = [
    ...(await rowsOf('orders')),
    ...(await rowsOf('order_lines')),
    ...(await rowsOf('checks')),
    ...(await rowsOf('payments')),
  ];
  const place = { orgId: PIER.orgId, locationId: PIER.locationId, epoch: 1, seq: 1 };
  const expected = ['orders', 'order_lines', 'checks', 'payments'].flatMap((table) =>
    images
      .filter((image) => image.table === table)
      .map(({ row }) => {
        const { guestName: _, ...columns } = row as Record<string, Json>; // No image here deletes.
        return { ...columns, ...place };
      }),
  );
  expect(cloud.map(camelCase)).toEqual(expected);
});

test('the last image of a row stands, and a row that is gone goes', async () => {
  const chain = journalChain(PIER);
  chain.rows(orderImage('o1', { totalMinor: 100 }), lineImage('l1', 'o1'), lineImage('l2', 'o1'));
  chain.rows(orderImage('o1', { totalMinor: 200 }));
  chain.rows({ table: 'order_lines', key: ['l1'], row: null });
  await upload(chain);
  expect(await rowsOf('orders')).toMatchObject([{ id: 'o1', total_minor: 200, seq: 2 }]);
  expect((await rowsOf('order_lines')).map((row) => row.id)).toEqual(['l2']);
});

test('doing everything again changes nothing', async () => {
  const chain = journalChain(PIER);
  chain.rows(...sale('o1', [1_250, 899]));
  chain.rows(orderImage('o1', { totalMinor: 5 }), { table: 'order_lines', key: ['o1-l0'], row: null });
  await upload(chain);
  const before = [
    await rowsOf('orders'),
    await rowsOf('order_lines'),
    await rowsOf('checks'),
    await rowsOf('payments'),
  ];
  await fixture.owner.updateTable('projector_cursors').set({ seq: 0 }).execute();
  await runner.sweep();
  await runner.idle();
  expect([
    await rowsOf('orders'),
    await rowsOf('order_lines'),
    await rowsOf('checks'),
    await rowsOf('payments'),
  ]).toEqual(before);
});

test('an image that comes late does not undo a later one, be it a change or a removal', async () => {
  const chain = journalChain(PIER);
  chain.rows(orderImage('o1', { totalMinor: 100 }), lineImage('l1', 'o1'));
  chain.rows(orderImage('o1', { totalMinor: 200 }));
  chain.rows({ table: 'orders', key: ['o1'], row: null }, { table: 'order_lines', key: ['l1'], row: null });
  chain.rows(orderImage('o1', { totalMinor: 300 }), lineImage('l1', 'o1'));
  await upload(chain);
  const rowsAt = (seq: number) => {
    const event = must(chain.events[seq - 1], 'four events');
    const decoded = orderProjector.decode({ ...event, eventId: event.id });
    return decoded.ok ? decoded.value.map((row) => ({ ...row, epoch: 1, seq })) : expect.fail(decoded.error);
  };
  for (const seq of [1, 3, 2]) await asTenant(fixture.db, PIER, (tx) => orderProjector.apply(tx, PIER, rowsAt(seq)));
  expect(await rowsOf('orders')).toMatchObject([{ id: 'o1', total_minor: 300, seq: 4 }]);
  expect(await rowsOf('order_lines')).toMatchObject([{ id: 'l1', seq: 4 }]);
});

test('the same ids at two locations stay two orders', async () => {
  const here = journalChain(PIER);
  here.rows(orderImage('o1', { totalMinor: 100 }));
  const there = journalChain(ELSEWHERE);
  there.rows(orderImage('o1', { totalMinor: 999 }));
  await upload(here);
  await upload(there);
  expect((await rowsOf('orders')).map((row) => [row.org_id, row.total_minor]).sort()).toEqual([
    ['other-org', 999],
    ['saltmarsh', 100],
  ]);
});

test.each([
  ['no JSON', 'nonsense'],
  ['a fraction of money', JSON.stringify([orderImage('bad', { totalMinor: 1.5 })])],
  ['a text no database can hold', JSON.stringify([orderImage('bad', { tableLabel: 'a\0b' })])],
  [
    'money beyond a 64-bit number',
    JSON.stringify([orderImage('bad')]).replace('"totalMinor":1000', '"totalMinor":99999999999999999999'),
  ],
])('an event with %s becomes a dead letter and holds up nothing', async (_name, body) => {
  const chain = journalChain(PIER);
  chain.rows(orderImage('o1'));
  chain.command(body);
  chain.rows(orderImage('o2'));
  await upload(chain);
  expect((await rowsOf('orders')).map((row) => row.id)).toEqual(['o1', 'o2']);
  const letters = await fixture.owner
    .selectFrom('dead_letters')
    .selectAll()
    .where('projector', '=', 'orders')
    .execute();
  expect(letters).toMatchObject([
    { location_id: 'pier-9', epoch: 1, seq: 2, event_id: 'event-1-2', type: 'order.changed' },
  ]);
  expect(letters[0]?.reason).not.toBe('');
  const [, pier] = (await locationsReport(fixture.db, NOW_MS)).locations;
  expect(pier?.deadLetters).toBeGreaterThan(0);
});

test('a runner that failed half way goes on where it was', async () => {
  const chain = journalChain(PIER);
  for (let at = 0; at < 1_300; at += 1) chain.rows(orderImage(`o${at}`));
  let applied = 0;
  const dying: Projector = {
    ...orderProjector,
    apply: async (tx, key, rows) => {
      applied += 1;
      if (applied === 2) throw new Error('killed');
      await orderProjector.apply(tx, key, rows);
    },
  };
  const store = createPostgresCloudStore(fixture.db);
  const { type: _, lastHash: __, ...batch } = chain.push(1, 1_300);
  await store.append(PIER, batch, NOW_MS);
  const failures: unknown[] = [];
  const clock = createFakeClock(NOW_MS);
  const first = createProjectorRunner({
    db: fixture.db,
    projectors: [dying],
    clock,
    timers: createFakeTimers(clock),
    observer: { projected: () => undefined, deadLetter: () => undefined, failed: (error) => void failures.push(error) },
  });
  first.wake(PIER);
  await first.idle();
  expect(failures).toHaveLength(1);
  expect(await rowsOf('orders')).toHaveLength(500);
  await runner.sweep();
  await runner.idle();
  expect(await rowsOf('orders')).toHaveLength(1_300);
  expect(await fixture.owner.selectFrom('dead_letters').selectAll().execute()).toEqual([]);
});

test('however many work on a location, an event is projected once', async () => {
  const chain = journalChain(PIER);
  chain.rows(orderImage('before'));
  await upload(chain);
  for (let at = 0; at < 50; at += 1) chain.rows(orderImage(`o${at}`));
  const counted: string[] = [];
  const counting: Projector = {
    ...orderProjector,
    apply: async (tx, key: LocationKey, rows) => {
      counted.push(...rows.map((row) => row.id));
      await sql`SELECT pg_sleep(0.2)`.execute(tx); // Slow enough for the others to get here, if they may.
      await orderProjector.apply(tx, key, rows);
    },
  };
  const { type: _, lastHash: __, ...batch } = chain.push(2, 51);
  await createPostgresCloudStore(fixture.db).append(PIER, batch, NOW_MS);
  const runners = Array.from({ length: 4 }, () => openRunner([counting]));
  for (const each of [...runners, ...runners]) each.wake(PIER);
  await Promise.all(runners.map((each) => each.idle()));
  expect(counted).toHaveLength(50);
});

test('the location is called what its own journal says', async () => {
  const chain = journalChain(PIER);
  chain.rows(locationImage({ name: 'Pier 9', timeZone: 'America/New_York', currency: 'USD', businessDayHour: 4 }));
  await upload(chain);
  const row = await fixture.owner
    .selectFrom('locations')
    .selectAll()
    .where('org_id', '=', PIER.orgId)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ name: 'Pier 9', time_zone: 'America/New_York', currency: 'USD', business_day_hour: 4 });
});

test('today is the business day of each location, and sums are those of its orders', async () => {
  const chain = journalChain(PIER);
  chain.rows(locationImage({ name: 'Pier 9', timeZone: 'America/New_York', currency: 'USD', businessDayHour: 4 }));
  chain.rows(
    ...sale('o1', [1_250, 899]),
    ...sale('o2', [300], 'preparing'),
    ...sale('o3', [10_000], 'cancelled'),
    ...sale('o4', [7_000], 'completed', '2026-11-20'),
  );
  chain.rows(orderImage('cart', { status: 'cart', businessDay: null, totalMinor: 4_000 }));
  await upload(chain);
  const there = journalChain(ELSEWHERE);
  there.rows(locationImage({ name: 'Elsewhere', timeZone: 'Asia/Tokyo', currency: 'JPY', businessDayHour: 0 }));
  there.rows(
    ...sale('o1', [2_000], 'completed', '2026-11-22').map((image) => ({
      ...image,
      row: image.row === null || !('currency' in image.row) ? image.row : { ...image.row, currency: 'JPY' },
    })),
  );
  await upload(there);
  const today = await salesToday(fixture.db, NOW_MS);
  const pier = {
    currency: 'USD',
    orders: 2,
    grossMinor: 2_364 + 330,
    taxMinor: 215 + 30,
    netMinor: 2_149 + 300,
    averageCheckMinor: 1_225,
  };
  expect(today.locations).toMatchObject([
    { name: 'Elsewhere', businessDay: '2026-11-22', currency: 'JPY', orders: 1, grossMinor: 2_200, taxMinor: 200 },
    { name: 'Pier 9', businessDay: DAY, ...pier },
  ]);
  expect(today.totals.map((sums) => sums.currency)).toEqual(['USD', 'JPY']);
  expect(today.totals[0]).toMatchObject(pier);
  expect(today.truncated).toBe(false);
});
