import type { Page } from 'playwright-core';
import type { House } from './open-house.ts';
import { sendOrder } from './send-order.ts';
import type { Look } from './walk-till.ts';

/** From the choice of a station to tickets of every kind on its wall. Table 7's is late by then. */
export async function walkWall(house: House, cold: Page, look: Look): Promise<void> {
  await cold.getByRole('heading', { name: 'Which station is this screen for?' }).waitFor();
  await look('station choice');
  await cold.getByRole('button', { name: 'Cold', exact: true }).click();
  await cold.getByRole('article', { name: /^Table 7, late/ }).waitFor({ timeout: 60_000 });
  const salad = { itemId: 'house-salad', modifiers: [{ modifierId: 'dressing.side', quantity: 1 }] };
  const protein = [
    { modifierId: 'poke-sauce.peanut', quantity: 1 },
    { modifierId: 'bowl-protein.egg', quantity: 2 },
  ];
  await sendOrder(house, { guestCount: 4, tableLabel: 'Bar 3' }, salad);
  await sendOrder(
    house,
    { guestCount: 4, guestName: 'ليلى 🌙 Ahmed' },
    { itemId: 'salmon-poke', quantity: 12, modifiers: protein },
  );
  await cold.getByRole('article').nth(2).waitFor();
  await look('wall');
}

/** More tickets than fit, one of them bumped, one with an allergy that nobody has ticked. */
export async function walkFullWall(house: House, cold: Page, look: Look): Promise<void> {
  for (let table = 60; table < 74; table += 1)
    await sendOrder(
      house,
      { guestCount: 4, tableLabel: String(table) },
      { itemId: 'slaw' },
      { itemId: 'key-lime-pie' },
    );
  await cold.getByRole('button', { name: /more tickets?$/ }).waitFor();
  await look('wall with more tickets than fit');
  await cold
    .getByRole('article', { name: /^Bar 3/ })
    .getByRole('button', { name: /: bump$/ })
    .click();
  await cold.getByRole('article', { name: /bumped$/ }).waitFor();
  await look('ghost');
  await cold.keyboard.press('1');
  await cold.getByRole('dialog', { name: 'Allergy plate checked?' }).waitFor();
  await look('allergy question');
  await cold.keyboard.press('Escape');
}

/** What stands over the wall. */
export async function walkPanels(cold: Page, look: Look): Promise<void> {
  await cold.keyboard.press('Shift+R');
  await cold.getByRole('dialog', { name: 'Recall a ticket' }).waitFor();
  await look('recall list');
  await cold.keyboard.press('Escape');
  const more = cold.getByRole('dialog', { name: 'More' });
  await cold.getByRole('button', { name: 'More', exact: true }).click();
  await more.waitFor();
  await look('more');
  await more.getByRole('button', { name: 'Settings' }).click();
  await cold.getByRole('dialog', { name: /^Settings/ }).waitFor();
  await look('settings');
  await cold.keyboard.press('Escape');
  await cold.keyboard.press('?');
  await cold.getByRole('dialog', { name: 'Keys' }).waitFor();
  await look('key help');
  await cold.keyboard.press('Escape');
  await cold.keyboard.press('a');
  await cold.getByRole('button', { name: 'Back to the tickets' }).waitFor();
  await look('all day');
  await cold.keyboard.press('a');
  await cold.keyboard.press('l');
  await cold.getByText('Touch is off for cleaning').waitFor();
  await look('wipe');
  await cold.keyboard.press('l');
}
