import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportFigure } from '../src/restaurant/report-figure.ts';
import { type House, openHouse, openKitchenScreen, openTill } from './open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface CloudOrder {
  readonly status: string;
  readonly total_minor: string;
  readonly paid_minor: string;
}

test('two tills, two kitchen screens: ordered, cooked, bumped, paid in cash, and in Postgres with the same totals, the cloud gone in between', async () => {
  const [till, otherTill, grill, bar] = await Promise.all([
    openTill(house, 'Ana Reyes', '1111'),
    openTill(house, 'Luis Moreno', '2222'),
    openKitchenScreen(house, 'Grill'),
    openKitchenScreen(house, 'Bar'),
  ]);

  // A burger in another size, one thing less, one more, and a note; a drink for the bar.
  await till.getByRole('button', { name: 'Burgers' }).click();
  await till.getByRole('button', { name: /^Smash burger/ }).click();
  const sheet = till.getByRole('dialog', { name: 'Smash burger' });
  await sheet.getByRole('button', { name: /^Single/ }).click();
  await sheet.getByRole('button', { name: /^Onion/ }).click();
  await sheet.getByRole('button', { name: /^Smoked bacon/ }).click();
  await sheet.getByRole('button', { name: 'Note' }).click();
  await sheet.getByRole('textbox', { name: 'Note for the kitchen' }).fill('Cut in half');
  await sheet.getByRole('button', { name: /^Add \$/ }).click();
  await till.getByRole('button', { name: 'Wine + bar' }).click();
  await till.getByRole('button', { name: /^Pinot noir/ }).click();
  const pinot = till.getByRole('dialog', { name: /Pinot noir/ });
  if (await pinot.isVisible()) await pinot.getByRole('button', { name: /^Add \$/ }).click();
  await till.getByRole('button', { name: 'Send 2' }).click();

  // Each line stands on its own station only.
  const burger = grill.getByRole('article').filter({ hasText: 'Smash' });
  await burger.waitFor();
  await expect.poll(() => burger.innerText()).toMatch(/NO[\s\S]*onion/i);
  expect(await burger.innerText()).toMatch(/ADD[\s\S]*bacon/i);
  expect(await burger.innerText()).toContain('Cut in half');
  const glass = bar.getByRole('article').filter({ hasText: /Pinot/ });
  await glass.waitFor();
  expect(await grill.getByRole('article').count()).toBe(1);
  expect(await bar.getByRole('article').count()).toBe(1);
  expect(await bar.getByRole('article').innerText()).not.toContain('Smash');

  // The cloud goes; nobody in the restaurant does anything differently.
  await house.stopCloud();
  await grill.getByRole('button', { name: /: bump$/ }).click();
  await bar.getByRole('button', { name: /: bump$/ }).click();
  await till.getByText('Everything is ready.').waitFor();
  await otherTill.getByRole('navigation', { name: 'Open checks' }).getByRole('button', { name: /Ready/ }).waitFor();

  await till.getByRole('button', { name: 'Pay' }).click();
  const due = await till.getByRole('button', { name: /^Exact \$/ }).innerText();
  await till.getByRole('button', { name: /^Cash \$50/ }).click();
  await till.getByText('Paid in full').waitFor();
  const dueMinor = Math.round(Number(/\$([\d.]+)/.exec(due)?.[1]) * 100);
  await till
    .getByText(`$${((5_000 - dueMinor) / 100).toFixed(2)}`)
    .first()
    .waitFor();
  await till.getByRole('button', { name: 'Done' }).click();

  const { items } = house.restaurant.edge.services.reads.orders({
    open: false,
    businessDay: null,
    after: null,
    limit: 10,
  });
  expect(items).toHaveLength(1);
  const order = items[0];
  expect(order).toMatchObject({ status: 'completed', totalMinor: dueMinor, paidMinor: dueMinor, dueMinor: 0 });

  // The cloud comes back and catches up by itself.
  await house.startCloud();
  const inCloud = () =>
    house.query<CloudOrder>('SELECT status, total_minor, paid_minor FROM orders WHERE id = $1', [order?.id]);
  await expect
    .poll(inCloud, { timeout: 30_000, interval: 200 })
    .toEqual([{ status: 'completed', total_minor: String(dueMinor), paid_minor: String(dueMinor) }]);
  const [sums] = await house.query<{ lines: string; payments: string }>(
    'SELECT (SELECT sum(amount_minor) FROM order_lines WHERE order_id = $1) AS lines, (SELECT sum(amount_minor) FROM payments WHERE order_id = $1) AS payments',
    [order?.id],
  );
  expect(Number(sums?.lines)).toBe(order?.lines.reduce((sum, line) => sum + line.amountMinor, 0));
  expect(Number(sums?.payments)).toBe(dueMinor);

  const office = await house.newScreen('/pos/');
  await office.goto(house.cloudUrl());
  await office.getByText('Saltmarsh').first().waitFor();
  expect(await office.locator('main').innerText()).toContain((dueMinor / 100).toFixed(2));
  expect(house.pageErrors).toEqual([]);
  expect(house.restaurant.faults).toEqual([]);
  reportFigure(
    `one order over two stations, ${dueMinor} minor units at the edge and in Postgres, cloud away from bump to payment`,
  );
});
