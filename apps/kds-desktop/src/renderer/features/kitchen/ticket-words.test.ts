import { createI18n } from '@passbell/ui/i18n/create-i18n';
import { expect, test } from 'vitest';
import { kdsMessagesEn } from '../../i18n/messages-en.ts';
import { ticket, ticketLine } from './ticket-fixtures.ts';
import { allergiesOf, allergyText, itemCount, spokenTitle, ticketMeta, ticketTitle } from './ticket-words.ts';

const words = createI18n('en-US', kdsMessagesEn);

test.each([
  [{ tableLabel: '14' }, 'T14', 'Table 14'],
  [{ tableLabel: 'T14' }, 'T14', 'Table 14'],
  [{ tableLabel: 'Bar 3' }, 'Bar 3', 'Bar 3'],
  [{ tableLabel: null, orderNumber: 218 }, '#218', 'Order 218'],
  [{ tableLabel: null, orderNumber: 118, series: 'A' }, '#A-118', 'Order A-118'],
])('%o is written %s and spoken %s', (change, title, spoken) => {
  expect(ticketTitle(ticket('a', change), words)).toBe(title);
  expect(spokenTitle(ticket('a', change), words)).toBe(spoken);
});

test('the meta line says for whom the order is and where it comes from', () => {
  const meta = (change: Parameters<typeof ticket>[1]) => ticketMeta(ticket('a', change), words).join(' · ');
  expect(meta({})).toBe('Ana · 4 guests');
  expect(meta({ guestCount: 1 })).toBe('Ana · 1 guest');
  expect(meta({ staffName: 'Ana Reyes' })).toBe('Ana · 4 guests');
  expect(meta({ diningOption: 'take_away', guestName: 'Maya' })).toBe('Maya · Takeout');
  expect(meta({ channel: 'kiosk', guestName: 'Devon', guestCount: null })).toBe('Devon · Kiosk');
  expect(meta({ channel: 'integration', diningOption: 'delivery', staffName: null })).toBe('Partner · Delivery');
});

test('void lines are neither items nor allergies', () => {
  const lines = [
    ticketLine('1', { quantity: 2, allergies: ['shellfish'] }),
    ticketLine('2', { allergies: ['shellfish', 'tree_nuts'] }),
    ticketLine('3', { state: 'voided', quantity: 5 }),
  ];
  expect(itemCount(ticket('a', { lines }))).toBe(3);
  expect(allergyText(allergiesOf(lines))).toBe('Shellfish, tree nuts');
});

test('the article of a ticket says table, state, age and items', () => {
  const name = (urgency: string, minutes: number, items: number) =>
    words.t('ticket.name', { title: 'Table 14', urgency, minutes, items });
  expect(name('late', 13, 3)).toBe('Table 14, late, 13 minutes, 3 items');
  expect(name('on_time', 1, 1)).toBe('Table 14, 1 minute, 1 item');
});
