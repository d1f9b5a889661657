import type { Locator, Page } from 'playwright-core';

/** The tile of a dish, by how its name begins. */
export function tile(till: Page, name: string): Locator {
  const menu = till.getByRole('region', { name: 'Menu', exact: true });
  return menu.getByRole('button', { name: new RegExp(`^${name}`) });
}

/** The panel of the check in front. */
export function check(till: Page): Locator {
  return till.getByRole('region', { name: 'Check', exact: true });
}

export function sendButton(till: Page): Locator {
  return check(till).getByRole('button', { name: /^Send/ });
}

export function payButton(till: Page): Locator {
  return check(till).getByRole('button', { name: 'Pay', exact: true });
}

/** The button of the exact sum, once the edge has totalled everything and cash may be taken. */
export function exactCash(till: Page): Locator {
  return till.getByRole('button', { name: /^Exact \$/ }).and(till.locator(':not([aria-disabled])'));
}

/** What of a check the kitchen has. */
export function inTheKitchen(till: Page): Locator {
  return check(till).getByRole('region', { name: 'In the kitchen' });
}

/** The tab of a check in the bar, by how it begins: `T14`, `Maya`. */
export function checkTab(till: Page, name: string): Locator {
  const strip = till.getByRole('navigation', { name: 'Open checks' });
  return strip.getByRole('button', { name: new RegExp(`^${name}`) });
}

/** Says for whom a check is before it is sent. */
export async function describeCheck(
  till: Page,
  { table, name }: { readonly table?: string; readonly name?: string },
): Promise<void> {
  await till.getByRole('button', { name: 'Table and guests' }).click();
  if (table !== undefined) await till.getByRole('textbox', { name: 'Table' }).fill(table);
  if (name !== undefined) await till.getByRole('textbox', { name: 'Name' }).fill(name);
  await till.getByRole('button', { name: 'Save' }).click();
}
