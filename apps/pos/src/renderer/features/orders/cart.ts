import type { DiningOption } from '@passbell/core/orders/order-rows';
import type { LineRequest } from '@passbell/core/orders/resolve-lines';
import type { LineArgs } from '@passbell/core/wire/order-commands';
import type { Refusal } from '../../shared/refusal.ts';

/** A line that the edge does not have yet. */
export interface CartLine {
  readonly lineId: string;
  readonly request: LineRequest;
  /** The command that carries it, from the press of Send until the edge shows the line; null while it is only here. */
  readonly commandKey: string | null;
}

/** Everything of an order that only this till knows: the lines not yet sent, and before the first send the order itself. */
export interface Cart {
  readonly orderId: string;
  readonly openedMs: number;
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly guestName: string | null;
  readonly guestCount: number | null;
  readonly note: string | null;
  readonly lines: readonly CartLine[];
  /** The command that opens the order at the edge; null while there is none (a draft), or when the edge has the order. */
  readonly openKey: string | null;
  /** Whether the edge has the order, or has been asked for it. */
  readonly opened: boolean;
  /** Why the last send came back. Its lines are unsent again. */
  readonly refusal: Refusal | null;
}

export interface CartHead {
  readonly diningOption: DiningOption;
  readonly tableLabel: string | null;
  readonly guestName: string | null;
  readonly guestCount: number | null;
}

export function newCart(orderId: string, openedMs: number): Cart {
  return {
    orderId,
    openedMs,
    diningOption: 'dine_in',
    tableLabel: null,
    guestName: null,
    guestCount: null,
    note: null,
    lines: [],
    openKey: null,
    opened: false,
    refusal: null,
  };
}

/** A cart for an order that the edge already has. */
export function cartOfOrder(orderId: string, openedMs: number): Cart {
  return { ...newCart(orderId, openedMs), opened: true };
}

/** The lines that Send would send. */
export function unsentLines(cart: Cart): CartLine[] {
  return cart.lines.filter((line) => line.commandKey === null);
}

function sameDish(a: LineRequest, b: LineRequest): boolean {
  return JSON.stringify({ ...a, quantity: 1 }) === JSON.stringify({ ...b, quantity: 1 });
}

/** Adds a line; the same dish asked for in the same way counts up instead of standing twice. Gives the line it went to. */
export function addToCart(
  cart: Cart,
  lineId: string,
  request: LineRequest,
): { readonly cart: Cart; readonly lineId: string } {
  const twin = unsentLines(cart).findLast((line) => sameDish(line.request, request));
  if (!twin || twin.request.quantity + request.quantity > MAX_QUANTITY) {
    return { cart: { ...cart, lines: [...cart.lines, { lineId, request, commandKey: null }] }, lineId };
  }
  const merged = { ...twin.request, quantity: twin.request.quantity + request.quantity };
  return { cart: replaceRequest(cart, twin.lineId, merged), lineId: twin.lineId };
}

/** Most of one dish in one line, as the wire allows. */
export const MAX_QUANTITY = 999;

export function replaceRequest(cart: Cart, lineId: string, request: LineRequest): Cart {
  return {
    ...cart,
    lines: cart.lines.map((line) => (line.lineId === lineId && line.commandKey === null ? { ...line, request } : line)),
  };
}

/** Takes lines off, as long as they are unsent. */
export function removeLines(cart: Cart, lineIds: readonly string[]): Cart {
  const gone = new Set(lineIds);
  const lines = cart.lines.filter((line) => line.commandKey !== null || !gone.has(line.lineId));
  return { ...cart, lines, refusal: lines.length === cart.lines.length ? cart.refusal : null };
}

/** Puts a removed line back where it was. */
export function restoreLine(cart: Cart, line: CartLine, at: number): Cart {
  return { ...cart, lines: cart.lines.toSpliced(Math.min(at, cart.lines.length), 0, line) };
}

/** Marks the unsent lines as carried by a command. */
export function markSent(cart: Cart, commandKey: string): Cart {
  const lines = cart.lines.map((line) => (line.commandKey === null ? { ...line, commandKey } : line));
  return { ...cart, lines, refusal: null, opened: true, openKey: cart.opened ? cart.openKey : commandKey };
}

/** A command came back refused: what it carried is unsent again, and the order is a draft again if it was to open it. */
export function markRefused(cart: Cart, commandKey: string, refusal: Refusal): Cart {
  const wasOpening = cart.openKey === commandKey;
  if (!wasOpening && !cart.lines.some((line) => line.commandKey === commandKey)) return cart;
  const lines = cart.lines.map((line) => (line.commandKey === commandKey ? { ...line, commandKey: null } : line));
  return { ...cart, lines, refusal, ...(wasOpening ? { opened: false, openKey: null } : {}) };
}

/** The edge shows the order: what stands there is no longer only here. */
export function settleWithOrder(cart: Cart, shownLineIds: ReadonlySet<string>): Cart {
  const lines = cart.lines.filter((line) => !shownLineIds.has(line.lineId));
  if (lines.length === cart.lines.length && cart.openKey === null && cart.opened) return cart;
  return { ...cart, lines, openKey: null, opened: true };
}

/** Takes off the lines of a command that the edge has done and whose order has already left the open ones. */
export function settleCommand(cart: Cart, commandKey: string): Cart {
  return {
    ...cart,
    openKey: cart.openKey === commandKey ? null : cart.openKey,
    lines: cart.lines.filter((line) => line.commandKey !== commandKey),
  };
}

/** A line as the commands take it. */
export function lineArgs(line: CartLine): LineArgs {
  const { request } = line;
  return {
    lineId: line.lineId,
    itemId: request.itemId,
    quantity: request.quantity,
    course: request.course,
    allergies: [...request.allergies],
    ...(request.variationId === undefined ? {} : { variationId: request.variationId }),
    ...(request.modifiers === undefined ? {} : { modifiers: request.modifiers.map((modifier) => ({ ...modifier })) }),
    ...(request.unitPriceMinor === undefined ? {} : { unitPriceMinor: request.unitPriceMinor }),
    ...(request.seat === undefined ? {} : { seat: request.seat }),
    ...(request.note === undefined ? {} : { note: request.note }),
  };
}
