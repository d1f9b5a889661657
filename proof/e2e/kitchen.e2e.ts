import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { reportFigure } from '../src/restaurant/report-figure.ts';
import { type House, openHouse, openKitchenScreen, openTill, pointerPresses } from './open-house.ts';
import { pressByKey } from './press-keys.ts';
import { sendOrder } from './send-order.ts';
import { checkTab, describeCheck, inTheKitchen, sendButton, tile } from './till-parts.ts';
import { motionSeen, watchMotion } from './watch-motion.ts';

const ALARM_MS = 2_000;
/** A till looks once a second; the rest is the machine's. */
const ALARM_LIMIT_MS = ALARM_MS + 2_000;
const STALE_MS = 3_000;
/** How long the slot of a bumped ticket stays as it is. */
const GHOST_MS = 6_000;

let house: House;
beforeAll(async () => {
  house = await openHouse({ location: { unseenAlarmMs: ALARM_MS } });
});
afterEach(async () => {
  await house.closeScreens();
  // The next test begins with an empty wall.
  for (const order of house.restaurant.edge.services.reads.openOrders())
    await house.restaurant.commit('cancelOrder', { orderId: order.id });
  expect(house.pageErrors).toEqual([]);
  expect(house.restaurant.faults).toEqual([]);
});
afterAll(() => house.close());

const SKEWER = { itemId: 'mushroom-skewer' };
const BROCCOLINI = { itemId: 'charred-broccolini' };

/** The ticket of a table as it stands open on the wall. */
const ticket = (screen: Page, table: number) =>
  screen.getByRole('article', { name: new RegExp(`^Table ${table}, .*\\d`) });
const ghost = (screen: Page, table: number) => screen.getByRole('article', { name: `Table ${table}, bumped` });
const stored = (table: number) =>
  house.restaurant.edge.services.reads.stationTickets('grill').find((each) => each.tableLabel === String(table));

async function placeOf(shown: Locator): Promise<{ x: number; y: number }> {
  const box = await shown.boundingBox();
  if (!box) throw new Error(`${String(shown)} is not in sight`);
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

test('a bump bar alone works the wall: numbers bump in place, arrows step items, R brings back, and nothing moves under a hand', async () => {
  const grill = await house.newScreen('/kds/', { width: 1920, height: 1080 });
  await pressByKey(grill, grill.getByRole('button', { name: 'Grill', exact: true }));
  await grill.getByText('All clear').waitFor();
  for (const table of ['1', '2', '3', '4']) await sendOrder(house, { tableLabel: table }, SKEWER, BROCCOLINI);
  await ticket(grill, 4).waitFor();
  const places = await Promise.all([1, 2, 3].map((table) => placeOf(ticket(grill, table))));

  // 2 bumps the second slot. Its ghost holds the place, its neighbours do not stir.
  await grill.keyboard.press('2');
  await ghost(grill, 2).waitFor();
  expect(await Promise.all([placeOf(ticket(grill, 1)), placeOf(ghost(grill, 2)), placeOf(ticket(grill, 3))])).toEqual(
    places,
  );
  await expect.poll(() => stored(2)?.state).toBe('bumped');

  // R brings it back to where it was.
  await grill.keyboard.press('r');
  await ticket(grill, 2).waitFor();
  expect(await placeOf(ticket(grill, 2))).toEqual(places[1]);
  await expect.poll(() => stored(2)?.state).toBe('open');

  // Arrows choose an item, Enter steps it: waiting, making, done.
  await grill.keyboard.press('Home');
  await grill.keyboard.press('ArrowRight');
  await grill.keyboard.press('ArrowDown');
  await grill.keyboard.press('ArrowDown');
  const stateOfSecondItem = () => stored(2)?.lines.map((line) => line.state);
  await grill.keyboard.press('Enter');
  // Recalled, every item of it is being made again.
  await expect.poll(stateOfSecondItem).toEqual(['making', 'done']);
  await grill.keyboard.press('Enter');
  await expect.poll(stateOfSecondItem).toEqual(['making', 'waiting']);
  await grill.keyboard.press('Enter');
  await expect.poll(stateOfSecondItem).toEqual(['making', 'making']);

  // Bumped out of order, with the list brought back from by Shift+R and arrows.
  await grill.keyboard.press('1');
  await ghost(grill, 1).waitFor();
  await grill.keyboard.press('3');
  await ghost(grill, 3).waitFor();
  await grill.keyboard.press('Shift+R');
  const list = grill.getByRole('dialog', { name: 'Recall a ticket' });
  await list.waitFor();
  const recall = list.getByRole('button', { name: /^T1: .*Recall$/ });
  for (let presses = 0; presses < 10; presses += 1) {
    if (await recall.evaluate((button) => button === document.activeElement)) break;
    await grill.keyboard.press('ArrowDown');
  }
  await grill.keyboard.press('Enter');
  await ticket(grill, 1).waitFor();
  expect(await placeOf(ticket(grill, 1))).toEqual(places[0]);

  // The other keys of the help.
  await grill.keyboard.press('?');
  await grill.getByRole('dialog', { name: 'Keys' }).waitFor();
  await grill.keyboard.press('Escape');
  await grill.keyboard.press('a');
  await grill.getByRole('region', { name: 'All day, full screen' }).waitFor();
  await grill.keyboard.press('a');
  await grill.keyboard.press('l');
  await grill.getByText('Touch is off for cleaning').waitFor();
  await grill.keyboard.press('l');
  await grill.getByText('Touch is off for cleaning').waitFor({ state: 'detached' });

  // Slots close only when their six seconds are over and no hand is near; what is left moves up in its order.
  await watchMotion(grill);
  await grill.keyboard.press('1');
  const bumpedMs = Date.now();
  await ghost(grill, 1).waitFor();
  expect(await placeOf(ticket(grill, 2))).toEqual(places[1]);
  await ghost(grill, 1).waitFor({ state: 'detached' });
  expect(Date.now() - bumpedMs).toBeGreaterThan(GHOST_MS - 100);
  await expect.poll(() => placeOf(ticket(grill, 2))).toEqual(places[0]);
  // The fourth came into another column, and glided there: nothing that was in sight fades in again.
  await expect.poll(() => placeOf(ticket(grill, 4))).toEqual(places[1]);
  expect(await motionSeen(grill)).not.toContain('passbell-fade');
  expect(await pointerPresses(grill)).toBe(0);
});

test('a touched undo brings the ticket back in the same slot', async () => {
  const grill = await openKitchenScreen(house, 'Grill');
  for (const table of ['4', '5']) await sendOrder(house, { tableLabel: table }, SKEWER);
  await ticket(grill, 5).waitFor();
  const place = await placeOf(ticket(grill, 4));
  await ticket(grill, 4).getByRole('button', { name: 'T4: bump' }).click();
  const undo = ghost(grill, 4).getByRole('button', { name: 'T4: Undo' });
  // The second half of a double tap is not meant for the undo that took the button's place; a real press is.
  await expect
    .poll(async () => {
      if (await undo.isVisible()) await undo.click();
      return ticket(grill, 4).isVisible();
    })
    .toBe(true);
  expect(await placeOf(ticket(grill, 4))).toEqual(place);
  await expect.poll(() => stored(4)).toMatchObject({ state: 'open', recalls: 1 });
});

test('a ticket counts as seen only when it was painted in sight: behind a dialog, on a hidden page, with a stuck browser the till raises the alarm', async () => {
  const [till, grill] = await Promise.all([openTill(house, 'Ana Reyes', '1111'), openKitchenScreen(house, 'Grill')]);
  const alarm = till.getByRole('region', { name: 'Kitchen has not seen' });
  /** Sends an order, waits for the till's alarm, gives when it came. */
  const unseen = async (table: number) => {
    await sendOrder(house, { tableLabel: String(table) }, SKEWER);
    const firedMs = Date.now();
    await alarm.getByText(`Grill has not shown 1 item for table ${table}`).waitFor();
    const afterMs = Date.now() - firedMs;
    expect(stored(table)).toMatchObject({ seenMs: null });
    expect(afterMs).toBeGreaterThan(ALARM_MS - 100);
    expect(afterMs).toBeLessThan(ALARM_LIMIT_MS);
    return afterMs;
  };
  const seen = async (table: number) => {
    await alarm.getByText(/has not shown/u).waitFor({ state: 'detached' });
    expect(stored(table)?.seenMs).not.toBeNull();
  };

  await sendOrder(house, { tableLabel: '20' }, SKEWER);
  await expect.poll(() => stored(20)?.seenMs ?? null).not.toBeNull();

  await grill.keyboard.press('?');
  await grill.getByRole('dialog', { name: 'Keys' }).waitFor();
  const behindMs = await unseen(21);
  await grill.keyboard.press('Escape');
  await seen(21);

  const show = (state: DocumentVisibilityState) =>
    grill.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await show('hidden');
  const hiddenMs = await unseen(22);
  // It is on the wall; only nobody can have seen it.
  expect(await ticket(grill, 22).count()).toBe(1);
  await show('visible');
  await seen(22);

  const debug = await grill.context().newCDPSession(grill);
  await debug.send('Debugger.enable');
  await debug.send('Debugger.pause');
  const stuckMs = await unseen(23);
  await debug.send('Debugger.resume');
  await debug.send('Debugger.disable');
  await seen(23);
  await ticket(grill, 23).waitFor();
  reportFigure(
    `unseen tickets told at the till after ${behindMs}, ${hiddenMs} and ${stuckMs} ms where ${ALARM_MS} ms are set`,
  );
});

test('without the on-site server every screen says so within 3 s, keeps what is pressed, and it arrives once when the server is back', async () => {
  const [till, otherTill, grill, bar] = await Promise.all([
    openTill(house, 'Ana Reyes', '1111'),
    openTill(house, 'Luis Moreno', '2222'),
    openKitchenScreen(house, 'Grill'),
    openKitchenScreen(house, 'Bar'),
  ]);
  await sendOrder(house, { tableLabel: '41' }, SKEWER);
  await sendOrder(house, { tableLabel: '42' }, SKEWER);
  await ticket(grill, 42).waitFor();
  await expect.poll(() => stored(42)?.seenMs ?? null).not.toBeNull();

  const lost = (screen: Page) =>
    screen.getByRole('region', { name: 'Connection' }).getByText(/^This screen lost the on-site server \d/u);
  const screens = [till, otherTill, grill, bar];
  const stoppedMs = Date.now();
  const told = Promise.all(
    screens.map((screen) =>
      lost(screen)
        .waitFor()
        .then(() => Date.now() - stoppedMs),
    ),
  );
  await house.stopEdge();
  const slowestMs = Math.max(...(await told));
  // Heard last before the stop began; the strip is painted within a frame or two of the third second.
  expect(slowestMs).toBeLessThan(STALE_MS + 500);

  await grill.keyboard.press('1');
  await ghost(grill, 41).waitFor();
  await grill.getByText('1 bump kept here').waitFor();
  await describeCheck(till, { table: '43' });
  await tile(till, 'Deviled eggs').click();
  await sendButton(till).click();
  await till.getByText('1 order change kept here').waitFor();
  await till.getByRole('region', { name: 'Check', exact: true }).getByText('Kept on this till').waitFor();

  await house.startEdge();
  await Promise.all(screens.map((screen) => lost(screen).waitFor({ state: 'detached' })));
  await inTheKitchen(till).getByText('Deviled eggs').waitFor();
  await checkTab(otherTill, 'T43').waitFor();
  await expect.poll(() => stored(41)).toMatchObject({ state: 'bumped', recalls: 0 });
  expect(stored(42)).toMatchObject({ state: 'open' });
  await ticket(grill, 42).waitFor();
  const open = house.restaurant.edge.services.reads.openOrders();
  expect(open.map((order) => order.tableLabel).toSorted()).toEqual(['41', '42', '43']);
  expect(open.find((order) => order.tableLabel === '43')?.lines).toHaveLength(1);
  reportFigure(`edge gone: the last of ${screens.length} screens said so after ${slowestMs} ms`);
});

test('without the internet till and kitchen say what still works, go on working, and fall silent when it is back', async () => {
  const [till, grill] = await Promise.all([openTill(house, 'Ana Reyes', '1111'), openKitchenScreen(house, 'Grill')]);
  const words = [
    till.getByText('Internet is down. Your restaurant is not.'),
    grill.getByText('Internet is down. Your kitchen is not.'),
  ];
  await house.stopCloud();
  await Promise.all(words.map((strip) => strip.filter({ visible: true }).first().waitFor()));
  await sendOrder(house, { tableLabel: '51' }, SKEWER);
  await ticket(grill, 51).waitFor();
  await grill.keyboard.press('1');
  await checkTab(till, 'T51.*Ready').waitFor();
  await till.getByText(/changes? waiting to sync/u).waitFor();

  await house.startCloud();
  await Promise.all(
    words.map((strip) => expect.poll(() => strip.filter({ visible: true }).count(), { timeout: 30_000 }).toBe(0)),
  );
  const rows = () => house.query<{ status: string }>("SELECT status FROM orders WHERE table_label = '51'", []);
  await expect.poll(rows, { timeout: 30_000, interval: 200 }).toEqual([{ status: 'ready' }]);
});
