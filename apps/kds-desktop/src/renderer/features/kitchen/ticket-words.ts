import type { TicketLineView, TicketView } from '@passbell/core/wire/views';
import type { KdsI18n } from '../../i18n/use-kds-i18n.ts';

type Words = Pick<KdsI18n, 't'>;
type Titled = Pick<TicketView, 'tableLabel' | 'orderNumber' | 'series'>;

/** `218`, or `A-118` where a till that sold alone gave the number. */
function numberText({ series, orderNumber }: Titled): string {
  return series === '' ? String(orderNumber) : `${series}-${orderNumber}`;
}

/** What the kitchen calls a ticket: `T14`, `Bar 3`, `#218`. */
export function ticketTitle(ticket: Titled, { t }: Words): string {
  const { tableLabel } = ticket;
  if (tableLabel === null) return t('ticket.number', { number: numberText(ticket) });
  return /^\p{N}+$/u.test(tableLabel) ? t('ticket.table', { label: tableLabel }) : tableLabel;
}

/** The same as it is spoken: `Table 14`, `Bar 3`, `Order 218`. */
export function spokenTitle(ticket: Titled, { t }: Words): string {
  const { tableLabel } = ticket;
  if (tableLabel === null) return t('ticket.numberSpoken', { number: numberText(ticket) });
  const bare = /^T?(\p{N}+)$/u.exec(tableLabel)?.[1];
  return bare === undefined ? tableLabel : t('ticket.tableSpoken', { label: bare });
}

/** For whom the order is and where it comes from, first names first: `Ana · 4 guests`, `Maya · Takeout`, `Devon · Kiosk`. */
export function ticketMeta(ticket: TicketView, { t }: Words): readonly string[] {
  const source = { pos: null, kiosk: t('ticket.kiosk'), online: t('ticket.online'), integration: t('ticket.partner') };
  const option = { dine_in: null, take_away: t('ticket.takeAway'), delivery: t('ticket.delivery') };
  const guests = ticket.guestCount === null ? null : t('ticket.guests', { count: ticket.guestCount });
  return [
    ticket.guestName ?? ticket.staffName?.split(' ')[0] ?? null,
    source[ticket.channel],
    option[ticket.diningOption],
    ticket.diningOption === 'dine_in' ? guests : null,
  ].filter((part) => part !== null);
}

/** Lines that still stand. */
export function activeLines(ticket: TicketView): readonly TicketLineView[] {
  return ticket.lines.filter((line) => line.state !== 'voided');
}

/** Portions on a ticket. */
export function itemCount(ticket: TicketView): number {
  return activeLines(ticket).reduce((sum, line) => sum + line.quantity, 0);
}

/** Everything guests of these lines must not eat, each once. */
export function allergiesOf(lines: readonly TicketLineView[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => line.allergies))];
}

/** A list of allergens as one text: `Peanut, sesame`. */
export function allergyText(allergies: readonly string[]): string {
  const text = allergies.map((name) => name.replaceAll(/[_-]/gu, ' ').toLowerCase()).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
