import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { CheckTax, LineModifier } from '@passbell/core/orders/order-rows';
import { type PricedLine, totalCheck } from '@passbell/core/orders/order-totals';
import { resolveLine } from '@passbell/core/orders/resolve-lines';
import type { OrderLineView, OrderView } from '@passbell/core/wire/views';
import type { Cart, CartLine } from './cart.ts';

/** One row of the check panel, from the edge or from this till. */
export interface CheckLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly name: string;
  readonly variationName: string | null;
  readonly seat: number | null;
  readonly modifiers: readonly Pick<LineModifier, 'name' | 'action'>[];
  readonly allergies: readonly string[];
  readonly note: string | null;
  /** Null where it cannot be said: the dish left the menu while the line waited here. */
  readonly amountMinor: number | null;
}

/** Lines that share a state. `progress` speaks for the kitchen. */
export interface CheckGroup {
  readonly id: string;
  readonly kind: 'served' | 'kitchen' | 'waiting_for_payment' | 'sending';
  readonly course: number | null;
  readonly firedMs: number | null;
  /** Dishes that are up, of all. */
  readonly up: number;
  readonly total: number;
  readonly lines: readonly CheckLine[];
}

/** What the guest owes, with what is not sent yet counted in by the same rules as the edge's. */
export interface CheckSums {
  readonly subtotalMinor: number;
  readonly taxes: readonly CheckTax[];
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly dueMinor: number;
}

function lineOfOrder(line: OrderLineView): CheckLine {
  const { id, itemId, quantity, name, variationName, seat, modifiers, allergies, note, amountMinor } = line;
  return { lineId: id, itemId, quantity, name, variationName, seat, modifiers, allergies, note, amountMinor };
}

interface MenuAtHand {
  readonly menu: MenuIndex;
  readonly location: LocationRow;
  readonly nowMs: number;
}

/** An unsent line with names and price of the menu as it is now. */
export function lineOfCart(line: CartLine, { menu, location, nowMs }: MenuAtHand): CheckLine {
  const { request } = line;
  const resolved = resolveLine(menu, request, nowMs, location.timeZone);
  const item = menu.items.get(request.itemId);
  return {
    lineId: line.lineId,
    itemId: request.itemId,
    quantity: request.quantity,
    name: resolved.ok ? resolved.value.name : (item?.name ?? request.itemId),
    variationName: resolved.ok ? resolved.value.variationName : null,
    seat: request.seat ?? null,
    modifiers: resolved.ok ? resolved.value.modifiers : [],
    allergies: request.allergies,
    note: request.note ?? null,
    amountMinor: resolved.ok ? resolved.value.amountMinor : null,
  };
}

const UP: ReadonlySet<OrderLineView['state']> = new Set(['ready', 'served']);

function countOf(lines: readonly OrderLineView[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function groupOfLines(
  order: OrderView,
  kind: CheckGroup['kind'],
  lines: readonly OrderLineView[],
  course: number | null,
): CheckGroup {
  const fired = order.tickets.filter((ticket) => ticket.state !== 'voided').map((ticket) => ticket.firedMs);
  return {
    id: `${kind}:${course ?? ''}`,
    kind,
    course,
    firedMs: fired.length === 0 ? order.placedMs : Math.min(...fired),
    up: countOf(lines.filter((line) => UP.has(line.state))),
    total: countOf(lines),
    lines: lines.map(lineOfOrder),
  };
}

/** The lines the edge has, grouped: served, with the kitchen, and (before payment) waiting. Courses stand apart where there are several. */
export function groupsOfOrder(order: OrderView): CheckGroup[] {
  const active = order.lines.filter((line) => line.state !== 'voided').toSorted((a, b) => a.position - b.position);
  const kindOf = (line: OrderLineView): CheckGroup['kind'] =>
    line.state === 'served' ? 'served' : line.state === 'new' ? 'waiting_for_payment' : 'kitchen';
  const courses = [...new Set(active.map((line) => line.course))].toSorted((a, b) => a - b);
  const kinds: readonly CheckGroup['kind'][] = ['served', 'kitchen', 'waiting_for_payment'];
  return kinds.flatMap((kind) =>
    courses.flatMap((course) => {
      const lines = active.filter((line) => kindOf(line) === kind && line.course === course);
      return lines.length === 0 ? [] : [groupOfLines(order, kind, lines, courses.length > 1 ? course : null)];
    }),
  );
}

/** The lines on their way to the edge, as one group; null when there are none. */
export function sendingGroup(cart: Cart, atHand: MenuAtHand): CheckGroup | null {
  const lines = cart.lines.filter((line) => line.commandKey !== null).map((line) => lineOfCart(line, atHand));
  if (lines.length === 0) return null;
  return { id: 'sending', kind: 'sending', course: null, firedMs: null, up: 0, total: lines.length, lines };
}

function taxesOfItem(menu: MenuIndex, itemId: string): PricedLine['taxes'] {
  const item = menu.items.get(itemId);
  const group = item?.taxGroupId ? menu.taxGroups.get(item.taxGroupId) : undefined;
  return (group?.taxes ?? []).map((tax) => ({
    taxId: tax.id,
    name: tax.name,
    ratePpm: tax.ratePpm,
    inclusive: tax.inclusive,
  }));
}

/**
 * The sums of the panel. Without unsent lines they are the edge's own. With them they are a preview over all lines by
 * the edge's rules; what is paid is decided by the edge alone.
 */
export function sumsOf(order: OrderView | undefined, cart: Cart | undefined, atHand: MenuAtHand): CheckSums {
  const { menu } = atHand;
  const paidMinor = order?.paidMinor ?? 0;
  if (order && (!cart || cart.lines.length === 0)) {
    const checks = order.checks.filter((check) => check.state !== 'voided');
    return {
      subtotalMinor: checks.reduce((sum, check) => sum + check.subtotalMinor, 0),
      taxes: checks.flatMap((check) => check.taxes),
      totalMinor: order.totalMinor,
      paidMinor,
      dueMinor: order.dueMinor,
    };
  }
  const sent = (order?.lines ?? [])
    .filter((line) => line.state !== 'voided')
    .map((line): PricedLine => ({ id: line.id, amountMinor: line.amountMinor, taxes: taxesOfItem(menu, line.itemId) }));
  const local = (cart?.lines ?? []).map(
    (line): PricedLine => ({
      id: line.lineId,
      amountMinor: lineOfCart(line, atHand).amountMinor ?? 0,
      taxes: taxesOfItem(menu, line.request.itemId),
    }),
  );
  const totals = totalCheck([...sent, ...local]);
  return {
    subtotalMinor: totals.subtotalMinor,
    taxes: totals.taxes,
    totalMinor: totals.totalMinor,
    paidMinor,
    dueMinor: Math.max(0, totals.totalMinor - paidMinor),
  };
}

/** What each seat must not eat, from everything said so far: it follows the seat to later dishes. */
export function seatAllergies(
  order: OrderView | undefined,
  cart: Cart | undefined,
): ReadonlyMap<number | null, readonly string[]> {
  const found = new Map<number | null, Set<string>>();
  const add = (seat: number | null, allergies: readonly string[]) => {
    if (allergies.length === 0) return;
    const known = found.get(seat) ?? new Set();
    for (const allergy of allergies) known.add(allergy);
    found.set(seat, known);
  };
  for (const line of order?.lines ?? []) if (line.state !== 'voided') add(line.seat, line.allergies);
  for (const line of cart?.lines ?? []) add(line.request.seat ?? null, line.request.allergies);
  return new Map([...found].map(([seat, allergies]) => [seat, [...allergies]]));
}
