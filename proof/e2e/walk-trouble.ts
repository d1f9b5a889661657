import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoLocation } from '../src/demo/restaurant/demo-location.ts';
import type { HeldLine } from './hold-line.ts';
import type { House } from './open-house.ts';
import { sendOrder } from './send-order.ts';
import { check, checkTab, payButton, sendButton, tile } from './till-parts.ts';
import type { Look } from './walk-till.ts';

/** A dish whose last portion goes while it stands on this check. There is one chocolate pot. */
export async function walkRefusedSend(house: House, till: Page, look: Look): Promise<void> {
  await till.getByRole('button', { name: 'Sweet' }).click();
  await tile(till, 'Chocolate pot').click();
  await sendOrder(house, { tableLabel: '80' }, { itemId: 'chocolate-pot' });
  await sendButton(till).click();
  await check(till).getByRole('button', { name: 'Take off Chocolate pot' }).waitFor();
  await look('send refused');
}

/** A press that comes too late for what has happened meanwhile. */
export async function walkRefusedPress(house: House, till: Page, line: HeldLine, look: Look): Promise<void> {
  const { orderId } = await sendOrder(house, { tableLabel: '81' }, { itemId: 'slaw' });
  const [ticket] = house.restaurant.edge.services.reads.orderTickets(orderId);
  if (!ticket) throw new Error('the slaw has no ticket');
  await house.restaurant.commit('bumpTicket', { ticketId: ticket.id });
  await checkTab(till, 'T81').click();
  const handOver = check(till).getByRole('button', { name: 'Hand over' });
  await handOver.waitFor();
  line.hold();
  await house.restaurant.commit('recallTicket', { ticketId: ticket.id, restartTimer: false });
  await handOver.click();
  line.release();
  await till.getByText('Not done: hand the order over').waitFor();
  await look('press refused');
  await till.getByRole('button', { name: 'OK', exact: true }).click();
}

/** A station that nobody looks at. The till has to be loaded anew afterwards to know of the shorter alarm. */
export async function neglectBar(house: House): Promise<void> {
  const { id: _, ...location } = { ...demoLocation, unseenAlarmMs: 1_000 };
  await house.restaurant.commit('configureLocation', { location });
  await sendOrder(house, { tableLabel: '82' }, { itemId: 'cola' });
}

/** What a wall keeps free below its tickets, so that the strip pushes none of them off the screen. */
const STRIP_PX = 68;

/** The strip takes no more room than that, at either size. */
async function keepToItsRoom(kitchen: Page): Promise<void> {
  for (const size of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ]) {
    await kitchen.setViewportSize(size);
    const strip = await kitchen.getByRole('region', { name: 'Connection' }).boundingBox();
    expect(strip?.height, `the strip at ${size.width} px`).toBeLessThanOrEqual(STRIP_PX);
  }
}

interface Looks {
  readonly till: Look;
  readonly kitchen: Look;
}

/** The cloud is gone. */
export async function walkWithoutInternet(house: House, till: Page, kitchen: Page, looks: Looks): Promise<void> {
  await house.stopCloud();
  await till.getByText('Internet is down. Your restaurant is not.').last().waitFor();
  await kitchen.getByText('Internet is down. Your kitchen is not.').last().waitFor();
  await looks.till('internet down');
  await looks.kitchen('internet down');
  await keepToItsRoom(kitchen);
}

/** The box itself is gone, and work goes on. */
export async function walkWithoutServer(house: House, till: Page, kitchen: Page, looks: Looks): Promise<void> {
  await house.stopEdge();
  const lost = /^This screen lost the on-site server \d/u;
  await Promise.all([till, kitchen].map((screen) => screen.getByText(lost).waitFor()));
  await tile(till, 'Mussels').click();
  await sendButton(till).click();
  await looks.till('server lost');
  await payButton(till).click();
  await till.getByText(/Cash is booked by the on-site server/u).waitFor();
  await looks.till('payment server lost');
  const bump = kitchen.getByRole('button', { name: /: bump$/ }).last();
  await bump.click();
  await kitchen.getByText('1 bump kept here').waitFor();
  await looks.kitchen('server lost');
  await keepToItsRoom(kitchen);
}
