import type { Page } from 'playwright-core';
import { check, exactCash, inTheKitchen, payButton, sendButton, tile } from './till-parts.ts';

/** Looks at a screen as it stands, under a name. */
export type Look = (state: string) => Promise<void>;

/** From switched on to a name that is locked. */
export async function walkSignIn(till: Page, look: Look): Promise<void> {
  await till.getByRole('heading', { name: 'Connect this till' }).waitFor();
  await look('pairing');
  await till.getByRole('textbox', { name: 'Device token' }).fill('no-such-token');
  await till.getByRole('button', { name: 'Connect', exact: true }).click();
  await till.getByRole('alert').waitFor();
  await look('pairing refused');
  await till.getByRole('button', { name: 'Open the demo restaurant' }).click();
  await till.getByRole('heading', { name: 'Who is working?' }).waitFor();
  await look('sign in');
  await till.getByRole('button', { name: /Jo Lindqvist/ }).click();
  await till.getByRole('heading', { name: 'PIN for Jo Lindqvist' }).waitFor();
  await till.keyboard.type('00');
  await look('PIN');
  for (const left of [4, 3, 2, 1, 0]) {
    await till.keyboard.type('0000'.slice(left === 4 ? 2 : 0));
    await till.keyboard.press('Enter');
    await till.getByText(left === 0 ? /Too many wrong PINs/u : new RegExp(`${left} tr(?:y|ies) left`, 'u')).waitFor();
    if (left === 4) await look('PIN wrong');
  }
  await look('PIN locked');
}

/** Nothing yet, and what the search says. */
export async function walkSearch(till: Page, look: Look): Promise<void> {
  await look('order empty');
  await till.keyboard.type('zzzz');
  await till.getByText('Nothing is called “zzzz”').waitFor();
  await look('search none');
  await till.keyboard.press('Escape');
  await till.keyboard.type('3x fri');
  await till.getByText('Adds 3').waitFor();
  await look('search found');
  await till.keyboard.press('Escape');
  await till.keyboard.press('Escape');

  await till.getByRole('button', { name: 'Table and guests' }).click();
  await till.getByRole('textbox', { name: 'Table' }).fill('14');
  for (const _ of [1, 2, 3, 4]) await till.getByRole('button', { name: 'One more: Guests' }).click();
  await look('table and guests');
  await till.getByRole('button', { name: 'Save' }).click();
}

/** A check as it is rung and sent. */
export async function walkRinging(till: Page, look: Look): Promise<void> {
  await till.keyboard.type('hot tea');
  await till.keyboard.press('Enter');
  await till.getByRole('dialog', { name: 'Hot tea' }).waitFor();
  await look('sheet with a choice missing');
  await till.keyboard.press('Escape');
  await till.getByRole('button', { name: 'Grill' }).click();
  await tile(till, 'Ribeye').click();
  const sheet = till.getByRole('dialog', { name: /^Ribeye/ });
  await sheet.getByRole('button', { name: /^Fried egg/ }).click();
  await sheet.getByRole('button', { name: /^Garlic butter/ }).click();
  await sheet.getByRole('button', { name: 'Egg', exact: true }).click();
  await sheet.getByRole('button', { name: 'Note' }).click();
  await sheet.getByRole('textbox', { name: 'Note for the kitchen' }).fill('Sliced');
  await look('sheet with everything');
  await sheet.getByRole('button', { name: /^Add \$/ }).click();
  await till.getByRole('button', { name: 'Starters' }).click();
  await tile(till, 'Burrata').click();
  await sendButton(till).click();
  await inTheKitchen(till).waitFor();
  await till.getByRole('button', { name: 'Seat 3' }).click();
  await tile(till, 'Mussels').click();
  await tile(till, 'Charred focaccia').click();
  await check(till)
    .getByRole('button', { name: /Charred focaccia/ })
    .click();
  await look('check with sent and new lines');
  await till.getByRole('button', { name: 'More for this check' }).click();
  await look('check menu');
  await till.keyboard.press('Escape');
}

/** A dish that runs out. */
export async function walkEightySix(till: Page, look: Look): Promise<void> {
  await tile(till, 'Oysters').click({ button: 'right' });
  await till.getByRole('dialog', { name: 'Oysters' }).waitFor();
  await look('about a dish');
  await till.getByRole('button', { name: '86 this dish' }).click();
  await till.getByText('Oysters is 86 on every screen').waitFor();
  await look('undo');
  await tile(till, 'Oysters').click();
  await till.getByRole('heading', { name: /^Oysters is 86/ }).waitFor();
  await look('86 tapped');
  await till.getByRole('main').getByRole('button', { name: 'Close' }).click();
  await till.getByRole('button', { name: /^86 list/ }).click();
  await till.getByRole('dialog', { name: 'Off sale now' }).waitFor();
  await look('86 list');
  await till.getByRole('button', { name: '86 a dish' }).click();
  await look('86 picking');
  await till.keyboard.press('Escape');
}

/** What stands over the check. */
export async function walkDialogs(till: Page, look: Look): Promise<void> {
  await till.keyboard.press('?');
  await till.getByRole('dialog', { name: 'Keys' }).waitFor();
  await look('key help');
  await till.keyboard.press('Escape');
  await till.getByRole('button', { name: /^Open checks/ }).click();
  await till.getByRole('dialog', { name: 'Open checks' }).waitFor();
  await look('open checks');
  await till.keyboard.press('Escape');
  await till.getByRole('button', { name: 'More for this check' }).click();
  await till.getByRole('menuitem', { name: 'Cancel order' }).click();
  await look('cancel');
}

/** Cash in two parts, with change. */
export async function walkPaying(till: Page, look: Look): Promise<void> {
  await tile(till, 'Charred focaccia').click();
  await tile(till, 'Mussels').click();
  await payButton(till).click();
  await exactCash(till).waitFor();
  await look('payment');
  await till.keyboard.type('1000');
  await till.getByText(/stays to pay/u).waitFor();
  await look('payment of a part');
  await till.keyboard.press('Enter');
  await till.getByText(/still to pay/u).waitFor();
  await look('part paid');
  await till.getByRole('button', { name: 'Take the rest' }).click();
  await till.getByRole('button', { name: /^Cash \$50/ }).click();
  await till.getByText('Paid in full').waitFor();
  await look('change');
}
