import process from 'node:process';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoMenu } from '../src/demo/restaurant/demo-menu.ts';
import { reportFigure } from '../src/restaurant/report-figure.ts';
import { holdableLine } from './hold-line.ts';
import { createInspector, type KnownLayout, type KnownUndecided } from './inspect-screen.ts';
import { type House, openHouse, openKitchenScreen, openTill, signIn } from './open-house.ts';
import { sendOrder } from './send-order.ts';
import { check, payButton, tile } from './till-parts.ts';
import { walkFullWall, walkPanels, walkWall } from './walk-kitchen.ts';
import { walkDialogs, walkEightySix, walkPaying, walkRinging, walkSearch, walkSignIn } from './walk-till.ts';
import {
  neglectBar,
  walkRefusedPress,
  walkRefusedSend,
  walkWithoutInternet,
  walkWithoutServer,
} from './walk-trouble.ts';
import { motionSeen, watchMotion } from './watch-motion.ts';

const MOUSE_PX = 24;

/** What axe cannot decide, and why it is well. Each entry has to be met: what is no longer needed goes. */
const KNOWN: readonly KnownUndecided[] = [
  {
    state: /^till sheet right to left$/u,
    rule: 'color-contrast',
    target: 'button[data-tile=',
    reason: 'a tile that lies half under the open sheet; the same tile is decided while no sheet is open',
  },
];

/** What a check of the layout complains about, and why it is meant so. */
const KNOWN_LAYOUT: readonly KnownLayout[] = [
  {
    fault: /^till sheet .* is cut off at a side$/u,
    reason: 'the strip of tiles beside an open sheet stays in use; what lies under the sheet is shown in part',
  },
  {
    fault: /^kitchen wipe, .* is covered by /u,
    reason: 'while the screen is wiped nothing may be pressed; the tickets stay in sight and the keys go on working',
  },
];

/** The demo with stations that soon want their tickets, and names as long as a menu may have them. */
const menu: MenuDocument = {
  ...demoMenu,
  stations: demoMenu.stations.map((station) => ({ ...station, targetSeconds: 30 })),
  items: demoMenu.items.map((item) => {
    if (item.id === 'crab-toast') return { ...item, kitchenName: 'Pfifferlingrahmgeschnetzeltes mit Nudeln' };
    if (item.id === 'deviled-eggs')
      return { ...item, name: 'Eggs, deviled, with a crumb of smoked bacon and far too long a name for any tile' };
    return item;
  }),
};

const inspector = createInspector(KNOWN, KNOWN_LAYOUT);
let house: House;

/** The first order of the evening, which is late by the time the kitchen is looked at. */
let firstOrder: ReturnType<typeof sendOrder> | null = null;
function sendFirstOrder() {
  firstOrder ??= sendOrder(
    house,
    { tableLabel: '7', guestCount: 4, note: 'One guest in a hurry' },
    { itemId: 'crab-toast', quantity: 2, seat: 1, allergies: ['peanuts', 'tree-nuts'] },
    { itemId: 'little-gem-caesar', seat: 2, note: 'Dressing beside it, and no croutons at all please' },
    { itemId: 'burrata-peach', course: 2 },
  );
  return firstOrder;
}

/** Looks at a page under names that begin with `what`. */
const lookAt = (page: Page, what: string) => (state: string) => inspector.inspect(page, `${what} ${state}`);

beforeAll(async () => {
  house = await openHouse({ menu, location: { unseenAlarmMs: 600_000 }, stock: { burrata: 3, 'chocolate-pot': 1 } });
});
afterEach(async () => {
  await house.closeScreens();
  expect(inspector.takeFaults()).toEqual([]);
  expect(house.pageErrors).toEqual([]);
  expect(house.restaurant.faults).toEqual([]);
});
afterAll(() => house.close());

test('head office and the front page of the box', async () => {
  const office = await house.newScreen('/');
  await office.getByRole('heading', { name: 'Saltmarsh' }).waitFor();
  await inspector.inspect(office, 'front page', MOUSE_PX);
  await office.goto(house.cloudUrl());
  await office.getByText('Saltmarsh').first().waitFor();
  await inspector.inspect(office, 'office without sales', MOUSE_PX);
  await sendFirstOrder();
  await expect.poll(() => house.query('SELECT id FROM orders', [])).toHaveLength(1);
  await office.reload();
  await office.getByText('Average check').waitFor();
  await inspector.inspect(office, 'office with sales', MOUSE_PX);
  await office.keyboard.press('Tab');
  const skip = office.getByRole('link', { name: 'Skip to the figures' });
  await expect.poll(async () => (await skip.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
});

test('the till from switched on to somebody at work', async () => {
  const till = await house.newScreen('/pos/');
  await walkSignIn(till, lookAt(till, 'till'));
});

test('the till while an order is rung', async () => {
  await sendFirstOrder();
  const till = await openTill(house, 'Luis Moreno', '2222');
  const look = lookAt(till, 'till');
  await walkSearch(till, look);
  await walkRinging(till, look);
  await walkEightySix(till, look);
  await walkDialogs(till, look);
});

test('the till while money is taken', async () => {
  const till = await openTill(house, 'Mei Tanaka', '5555');
  await walkPaying(till, lookAt(till, 'till'));
});

test('the kitchen on an ordinary evening', async () => {
  const { orderId } = await sendFirstOrder();
  const cold = await house.newScreen('/kds/', { width: 1920, height: 1080 });
  const look = lookAt(cold, 'kitchen');
  await walkWall(house, cold, look);
  await walkFullWall(house, cold, look);
  await walkPanels(cold, look);
  await house.restaurant.commit('cancelOrder', { orderId });
  await cold.getByRole('article', { name: 'Table 7, cancelled' }).waitFor();
  await look('cancelled');
  const idle = await openKitchenScreen(house, 'Bar');
  await idle.getByText('All clear').waitFor();
  await inspector.inspect(idle, 'kitchen empty');
});

test('screens that something is wrong with', async () => {
  const till = await openTill(house, 'Ana Reyes', '1111');
  const line = await holdableLine(till);
  await signIn(till, 'Ana Reyes', '1111');
  const cold = await openKitchenScreen(house, 'Cold');
  const looks = { till: lookAt(till, 'till'), kitchen: lookAt(cold, 'kitchen') };
  await walkRefusedSend(house, till, looks.till);
  await walkRefusedPress(house, till, line, looks.till);
  await neglectBar(house);
  await till.reload();
  await signIn(till, 'Ana Reyes', '1111');
  const alarm = till.getByRole('region', { name: 'Kitchen has not seen' });
  await alarm.getByText(/not shown/u).waitFor();
  await looks.till('kitchen does not look');
  await walkWithoutInternet(house, till, cold, looks);
  await walkWithoutServer(house, till, cold, looks);
  await house.startEdge();
  await house.startCloud();
});

test('written from right to left the screens mirror; keypads and prices do not', async () => {
  await sendFirstOrder();
  const [till, cold] = await Promise.all([openTill(house, 'Luis Moreno', '2222'), openKitchenScreen(house, 'Cold')]);
  // No language of the screens is written so yet; the direction alone is tried.
  const turn = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const leftOf = async (target: Locator) => (await target.boundingBox())?.x ?? Number.NaN;
  await Promise.all([turn(till), turn(cold)]);
  const rail = till.getByRole('navigation', { name: 'Menu sections' });
  expect(await leftOf(rail)).toBeGreaterThan(await leftOf(till.getByRole('main')));
  expect(await leftOf(check(till))).toBe(0);
  expect(await leftOf(cold.getByRole('complementary', { name: 'What is to cook' }))).toBe(0);
  await cold.getByRole('article').first().waitFor();
  await inspector.inspect(cold, 'kitchen right to left');
  await tile(till, 'Little gem Caesar').click();
  await till.getByRole('dialog', { name: 'Little gem Caesar' }).waitFor();
  await inspector.inspect(till, 'till sheet right to left');
  await till.getByRole('button', { name: /^Add \$/ }).click();
  await payButton(till).click();
  const [one, three] = ['1', '3'].map((digit) => till.getByRole('button', { name: digit, exact: true }));
  if (!one || !three) throw new Error('the keypad has no digits');
  expect(await leftOf(one)).toBeLessThan(await leftOf(three));
  expect(
    await till
      .getByText(/^\$[\d.]+$/u)
      .first()
      .evaluate((price) => getComputedStyle(price).direction),
  ).toBe('ltr');
  await inspector.inspect(till, 'till payment right to left');
});

test('who wants no motion sees none but the bar of the undo', async () => {
  const moving = async (reducedMotion: 'reduce' | null) => {
    const screen = { width: 1440, height: 900, ...(reducedMotion && { reducedMotion }) };
    const till = await openTill(house, 'Luis Moreno', '2222', screen);
    const bar = await openKitchenScreen(house, 'Bar', screen);
    await Promise.all([till, bar].map(watchMotion));
    await tile(till, 'Little gem Caesar').click();
    await till.getByRole('button', { name: /^Add \$/ }).click();
    await check(till)
      .getByRole('button', { name: /Little gem Caesar/ })
      .press('Delete');
    await till.getByText('Little gem Caesar removed').waitFor();
    await sendOrder(house, { guestName: `Motion ${reducedMotion}` }, { itemId: 'cola' });
    const ticket = bar.getByRole('article').filter({ hasText: `Motion ${reducedMotion}` });
    await ticket.getByRole('button', { name: /: bump$/ }).click();
    await bar
      .getByRole('article', { name: /bumped$/ })
      .last()
      .waitFor();
    return [...new Set([...(await motionSeen(till)), ...(await motionSeen(bar))])].toSorted();
  };
  expect(await moving(null)).toEqual(expect.arrayContaining(['passbell-sheet', 'passbell-fade', 'passbell-undo']));
  expect(await moving('reduce')).toEqual(['passbell-undo']);
});

test('every reason on the lists is needed', () => {
  expect([...KNOWN, ...KNOWN_LAYOUT].filter((entry) => !inspector.met.has(entry))).toEqual([]);
  const reasons = [
    ...KNOWN.map((entry) => `axe ${entry.rule} at ${entry.target}: ${entry.reason}`),
    ...KNOWN_LAYOUT.map((entry) => entry.reason),
  ];
  process.stdout.write(`Known, with reasons:\n${reasons.map((reason) => `- ${reason}\n`).join('')}`);
  reportFigure(
    `axe and layout: ${inspector.states.length} states at 2 sizes, ${inspector.measured()} contrasts measured where axe gave up`,
  );
});
