import type { MenuItem, MenuModifierGroup } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { LineRequest } from '@passbell/core/orders/resolve-lines';
import { type ChosenModifier, defaultModifiers, groupBounds } from '@passbell/core/orders/resolve-modifiers';
import { isModifierStopped, type StockMap, variationSale } from './availability.ts';

/** What has been chosen on the item sheet so far. */
export interface ItemChoice {
  readonly itemId: string;
  readonly variationId: string | null;
  /** Quantity per modifier; one that is not here is not on the dish. */
  readonly modifiers: ReadonlyMap<string, number>;
  readonly quantity: number;
  readonly seat: number | null;
  readonly course: number;
  readonly note: string;
  readonly allergies: readonly string[];
  /** Typed, where the size has no price of its own. */
  readonly unitPriceMinor: number | null;
  /** The unsent line that is being changed; null for a new one. */
  readonly lineId: string | null;
}

interface ChoiceStart {
  readonly seat: number | null;
  readonly allergies: readonly string[];
  readonly quantity: number;
}

/** A sheet as it opens: the first size that can be sold, the menu's defaults without what is stopped. */
export function startChoice(menu: MenuIndex, item: MenuItem, stock: StockMap, start: ChoiceStart): ItemChoice {
  const sellable = item.variations.filter((variation) => variation.available);
  const variation = sellable.find((candidate) => variationSale(candidate, stock).kind === 'on_sale') ?? sellable[0];
  const defaults = defaultModifiers(menu, item).filter(({ modifierId }) => !isModifierStopped(stock, modifierId));
  return {
    itemId: item.id,
    variationId: variation?.id ?? null,
    modifiers: new Map(defaults.map(({ modifierId, quantity }) => [modifierId, quantity])),
    quantity: start.quantity,
    seat: start.seat,
    course: 1,
    note: '',
    allergies: start.allergies,
    unitPriceMinor: null,
    lineId: null,
  };
}

/** A sheet opened on an unsent line. */
export function choiceOfRequest(menu: MenuIndex, item: MenuItem, lineId: string, request: LineRequest): ItemChoice {
  const modifiers = request.modifiers ?? defaultModifiers(menu, item);
  return {
    itemId: item.id,
    variationId: request.variationId ?? item.variations[0]?.id ?? null,
    modifiers: new Map(modifiers.map(({ modifierId, quantity }) => [modifierId, quantity])),
    quantity: request.quantity,
    seat: request.seat ?? null,
    course: request.course,
    note: request.note ?? '',
    allergies: request.allergies,
    unitPriceMinor: request.unitPriceMinor ?? null,
    lineId,
  };
}

function chosenList(item: MenuItem, menu: MenuIndex, chosen: ReadonlyMap<string, number>): ChosenModifier[] {
  return item.modifierGroups
    .flatMap((link) => menu.groups.get(link.groupId)?.modifiers ?? [])
    .flatMap((modifier) => {
      const quantity = chosen.get(modifier.id) ?? 0;
      return quantity > 0 ? [{ modifierId: modifier.id, quantity }] : [];
    });
}

/** The line as it would be asked for. Modifiers are always listed, so the edge never fills in a default that is stopped. */
export function requestOf(menu: MenuIndex, item: MenuItem, choice: ItemChoice): LineRequest {
  const note = choice.note.trim();
  return {
    itemId: item.id,
    quantity: choice.quantity,
    course: choice.course,
    allergies: choice.allergies,
    ...(choice.variationId === null ? {} : { variationId: choice.variationId }),
    ...(item.modifierGroups.length === 0 ? {} : { modifiers: chosenList(item, menu, choice.modifiers) }),
    ...(choice.unitPriceMinor === null ? {} : { unitPriceMinor: choice.unitPriceMinor }),
    ...(choice.seat === null ? {} : { seat: choice.seat }),
    ...(note === '' ? {} : { note }),
  };
}

function countOf(group: MenuModifierGroup, chosen: ReadonlyMap<string, number>): number {
  return group.modifiers.reduce((sum, modifier) => sum + (chosen.get(modifier.id) ?? 0), 0);
}

/** Most of one modifier on a dish: once, and once more for extra. */
const MAX_OF_ONE = 2;

/**
 * A tap on a modifier. In a group of one choice it takes the place of the other (and goes off where none is needed).
 * Otherwise it cycles: what the menu puts on goes on → no → extra, anything else goes off → add → extra. Steps that the
 * group has no room for are left out.
 */
export function tapModifier(menu: MenuIndex, item: MenuItem, choice: ItemChoice, modifierId: string): ItemChoice {
  const offered = menu.modifiers.get(modifierId);
  if (!offered) return choice;
  const { group, modifier } = offered;
  const { min, max } = groupBounds(item, group);
  const modifiers = new Map(choice.modifiers);
  const now = modifiers.get(modifierId) ?? 0;
  if (max === 1) {
    for (const sibling of group.modifiers) modifiers.delete(sibling.id);
    if (now === 0 || min > 0) modifiers.set(modifierId, 1);
    return { ...choice, modifiers };
  }
  const others = countOf(group, modifiers) - now;
  const room = max === null ? MAX_OF_ONE : Math.min(MAX_OF_ONE, max - others);
  const steps = (modifier.isDefault ? [1, 0, MAX_OF_ONE] : [0, 1, MAX_OF_ONE]).filter((step) => step <= room);
  const next = steps[(steps.indexOf(now) + 1) % steps.length] ?? 0;
  if (next === 0) modifiers.delete(modifierId);
  else modifiers.set(modifierId, next);
  return { ...choice, modifiers };
}

/** Takes a modifier off: the answer to an allergy it brings. */
export function removeModifier(choice: ItemChoice, modifierId: string): ItemChoice {
  const modifiers = new Map(choice.modifiers);
  modifiers.delete(modifierId);
  return { ...choice, modifiers };
}

/** Whether a warning may offer to take the modifier off: not where its group would then miss a choice. */
export function canRemoveModifier(menu: MenuIndex, item: MenuItem, choice: ItemChoice, modifierId: string): boolean {
  const offered = menu.modifiers.get(modifierId);
  if (!offered) return false;
  const count = countOf(offered.group, choice.modifiers) - (choice.modifiers.get(modifierId) ?? 0);
  return count >= groupBounds(item, offered.group).min;
}
