import { type DomainError, domainError } from '../errors/domain-error.ts';
import { assert } from '../kernel/assert.ts';
import { MAX_MINOR, sumMinor } from '../kernel/money.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { isDaypartOn } from '../menu/daypart.ts';
import type { MenuItem, MenuVariation } from '../menu/menu-document.ts';
import type { MenuIndex } from '../menu/menu-index.ts';
import type { LineModifier, LineTax, OrderLineRow, RecipePart } from './order-rows.ts';
import { type ChosenModifier, resolveModifiers } from './resolve-modifiers.ts';

/** One line as it was asked for. */
export interface LineRequest {
  readonly itemId: string;
  readonly variationId?: string | undefined;
  readonly quantity: number;
  readonly modifiers?: readonly ChosenModifier[] | undefined;
  readonly unitPriceMinor?: number | undefined;
  readonly seat?: number | undefined;
  readonly course: number;
  readonly note?: string | undefined;
  readonly allergies: readonly string[];
}

/** What the menu says about a line: everything of its row that does not depend on the order it lands in. */
export type ResolvedLine = Omit<
  OrderLineRow,
  'id' | 'orderId' | 'checkId' | 'position' | 'taxMinor' | 'state' | 'sentMs'
> & {
  readonly prepSeconds: number;
};

interface ChosenVariation {
  readonly item: MenuItem;
  readonly variation: MenuVariation;
}

function chooseVariation(menu: MenuIndex, request: LineRequest): Result<ChosenVariation, DomainError> {
  const item = menu.items.get(request.itemId);
  if (!item) return err(domainError('item_unknown', { itemId: request.itemId }));
  const variation =
    request.variationId === undefined
      ? (item.variations.find((candidate) => candidate.available) ?? item.variations[0])
      : item.variations.find((candidate) => candidate.id === request.variationId);
  if (!variation)
    return err(domainError('item_unknown', { itemId: request.itemId, variationId: request.variationId ?? null }));
  if (!item.available || !variation.available)
    return err(domainError('item_unavailable', { itemId: item.id, name: item.name }));
  return ok({ item, variation });
}

/** Whether an item is in a daypart that is on; items without dayparts always are. */
export function isSoldNow(menu: MenuIndex, item: MenuItem, instantMs: number, timeZone: string): boolean {
  if (item.daypartIds.length === 0) return true;
  return item.daypartIds.some((id) => {
    const daypart = menu.dayparts.get(id);
    return daypart !== undefined && isDaypartOn(daypart, instantMs, timeZone);
  });
}

function choosePrice({ item, variation }: ChosenVariation, request: LineRequest): Result<number, DomainError> {
  if (variation.priceMinor === null) {
    return request.unitPriceMinor === undefined
      ? err(domainError('price_required', { itemId: item.id }))
      : ok(request.unitPriceMinor);
  }
  // The same price sent along is no contradiction.
  if (request.unitPriceMinor !== undefined && request.unitPriceMinor !== variation.priceMinor) {
    return err(domainError('price_not_allowed', { itemId: item.id, priceMinor: variation.priceMinor }));
  }
  return ok(variation.priceMinor);
}

function recipeOf(menu: MenuIndex, variation: MenuVariation, modifiers: readonly LineModifier[]): RecipePart[] {
  const parts = new Map<string, number>();
  const add = (recipe: readonly RecipePart[], times: number) => {
    for (const part of recipe)
      parts.set(part.ingredientId, (parts.get(part.ingredientId) ?? 0) + part.quantity * times);
  };
  add(variation.recipe, 1);
  for (const chosen of modifiers) add(menu.modifiers.get(chosen.modifierId)?.modifier.recipe ?? [], chosen.quantity);
  return [...parts]
    .filter(([, quantity]) => quantity > 0)
    .map(([ingredientId, quantity]) => ({ ingredientId, quantity }));
}

function allergensOf(menu: MenuIndex, item: MenuItem, modifiers: readonly LineModifier[]): string[] {
  const chosen = modifiers.filter((modifier) => modifier.quantity > 0);
  return [
    ...new Set([
      ...item.allergens,
      ...chosen.flatMap((modifier) => menu.modifiers.get(modifier.modifierId)?.modifier.allergens ?? []),
    ]),
  ];
}

function taxesOf(menu: MenuIndex, item: MenuItem): LineTax[] {
  const group = item.taxGroupId === null ? undefined : menu.taxGroups.get(item.taxGroupId);
  return (group?.taxes ?? []).map((tax) => ({
    taxId: tax.id,
    name: tax.name,
    ratePpm: tax.ratePpm,
    inclusive: tax.inclusive,
  }));
}

/** Price of one unit with its modifiers. */
export function unitAmountMinor(unitPriceMinor: number, modifiers: readonly LineModifier[]): number {
  return sumMinor([unitPriceMinor, ...modifiers.map((modifier) => modifier.unitPriceMinor * modifier.quantity)]);
}

/**
 * Turns one asked-for line into what is sold: names, price, taxes, allergens and recipe as the menu has them now. The
 * snapshot is what keeps open checks unchanged when the menu changes.
 */
export function resolveLine(
  menu: MenuIndex,
  request: LineRequest,
  instantMs: number,
  timeZone: string,
): Result<ResolvedLine, DomainError> {
  const choice = chooseVariation(menu, request);
  if (!choice.ok) return choice;
  const { item, variation } = choice.value;
  if (!isSoldNow(menu, item, instantMs, timeZone))
    return err(domainError('item_unavailable', { itemId: item.id, name: item.name }));
  const price = choosePrice(choice.value, request);
  if (!price.ok) return price;
  const modifiers = resolveModifiers(menu, item, request.modifiers);
  if (!modifiers.ok) return modifiers;
  const amountMinor = unitAmountMinor(price.value, modifiers.value) * request.quantity;
  if (amountMinor > MAX_MINOR)
    return err(
      domainError('validation_failed', { issues: [{ path: 'lines', message: 'the amount is out of range' }] }),
    );
  assert(Number.isSafeInteger(amountMinor), 'a line amount is a safe integer');
  return ok({
    itemId: item.id,
    variationId: variation.id,
    name: item.name,
    variationName: item.variations.length > 1 ? variation.name : null,
    kitchenName: item.kitchenName,
    stationId: item.stationId,
    quantity: request.quantity,
    unitPriceMinor: price.value,
    modifiers: modifiers.value,
    amountMinor,
    taxGroupId: item.taxGroupId,
    taxes: taxesOf(menu, item),
    allergens: allergensOf(menu, item, modifiers.value),
    allergies: request.allergies,
    seat: request.seat ?? null,
    course: request.course,
    note: request.note ?? null,
    menuHash: menu.hash,
    recipe: recipeOf(menu, variation, modifiers.value),
    stockPolicy: item.stockPolicy,
    prepSeconds: item.prepSeconds,
  });
}
