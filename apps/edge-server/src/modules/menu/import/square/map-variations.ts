import { MENU_LIMITS } from '@passbell/core/menu/menu-document';
import { leaveOut, nameEntry, noteReason } from '../import-ledger.ts';
import type { VariationDraft } from '../menu-draft.ts';
import { plainText } from '../plain-text.ts';
import type { OptionBook } from './map-options.ts';
import { inOrder } from './rank-of.ts';
import { issueOf, nameInside, type SquareObject } from './read-catalog.ts';
import { priceOf } from './square-money.ts';
import type { SquarePlace } from './square-place.ts';
import { type SquareVariation, squareVariation } from './square-shapes.ts';

const NAME_LIMIT = 80;

interface MappedVariation {
  readonly object: SquareObject;
  readonly data: SquareVariation;
  readonly priceMinor: number | null;
  readonly available: boolean;
  readonly ordinal: number | null;
  readonly position: number;
}

interface VariationReading {
  readonly place: SquarePlace;
  readonly currency: string;
  readonly options: OptionBook;
  /** Variation ids that an item has already: they are unique across a menu. */
  readonly claimed: Set<string>;
}

type Override = NonNullable<SquareVariation['location_overrides']>[number];

/** The price here: this location's own if it has one. Null is a price that is typed at the till. */
function pricing(data: SquareVariation, override: Override | undefined, currency: string) {
  const isVariable = (override?.pricing_type ?? data.pricing_type) === 'VARIABLE_PRICING';
  const price = priceOf(override?.price_money ?? data.price_money, currency);
  return { isVariable, price };
}

function notePrice(
  object: SquareObject,
  data: SquareVariation,
  override: Override | undefined,
  price: number | null,
): void {
  const { entry } = object;
  const isVariable = (override?.pricing_type ?? data.pricing_type) === 'VARIABLE_PRICING';
  if (isVariable) noteReason(entry, 'price_open');
  else if (price === null) noteReason(entry, 'price_missing');
  else if (data.measurement_unit_id) noteReason(entry, 'price_per_unit');
  if (override?.price_money || override?.pricing_type) noteReason(entry, 'price_here');
}

function mapOne(object: SquareObject, reading: VariationReading): MappedVariation | null {
  const { entry } = object;
  const parsed = squareVariation.safeParse(object.data);
  if (object.envelope.is_deleted === true) leaveOut(entry, 'deleted');
  else if (!parsed.success) leaveOut(entry, 'malformed', issueOf(parsed.error));
  else if (!reading.place.isHere(object)) leaveOut(entry, 'absent_here');
  else if (parsed.data.sellable === false) leaveOut(entry, 'not_sellable');
  if (entry.leftOut || !parsed.success) return null;
  const data = parsed.data;
  const override = reading.place.ownOverride(data.location_overrides);
  const { isVariable, price } = pricing(data, override, reading.currency);
  if (!isVariable && !price.ok) {
    leaveOut(entry, price.error);
    return null;
  }
  if (reading.claimed.has(object.ref)) {
    leaveOut(entry, 'duplicate_id');
    return null;
  }
  const fixed = !isVariable && price.ok ? price.value : null;
  notePrice(object, data, override, fixed);
  if (override?.sold_out === true) noteReason(entry, 'sold_out');
  if (override?.track_inventory ?? data.track_inventory) noteReason(entry, 'stock_not_taken');
  if (data.sku || data.upc) noteReason(entry, 'sku_not_kept', data.sku || data.upc || '');
  return {
    object,
    data,
    priceMinor: data.measurement_unit_id ? null : fixed,
    available: override?.sold_out !== true,
    ordinal: data.ordinal ?? null,
    position: object.position,
  };
}

/** Square names variations of items with options from the option values; older ones come without that name. */
function nameOf(variation: MappedVariation, isOnly: boolean, options: OptionBook): string {
  const { object, data } = variation;
  const own = plainText(data.name, NAME_LIMIT);
  if (own !== null) {
    if (own.cut) noteReason(object.entry, 'name_cut');
    if (own.cleaned) noteReason(object.entry, 'name_cleaned');
    return own.text;
  }
  const values = (data.item_option_values ?? []).flatMap((value) => {
    const name = options.valueName(value.item_option_value_id ?? '', value.item_option_id ?? null, object);
    return name === null ? [] : [name];
  });
  const made =
    plainText(values.join(', '), NAME_LIMIT)?.text ?? (isOnly ? 'Regular' : `Variation ${variation.position + 1}`);
  noteReason(object.entry, 'name_made', made);
  return made;
}

/** Reads the variations of one item that are sold here, in Square's order. */
export function mapVariations(objects: readonly SquareObject[], reading: VariationReading): VariationDraft[] {
  const mapped: MappedVariation[] = [];
  for (const object of objects) {
    const variation = mapOne(object, reading);
    if (variation === null) continue;
    if (mapped.length >= MENU_LIMITS.variationsPerItem) {
      leaveOut(object.entry, 'too_many');
      continue;
    }
    reading.claimed.add(object.ref);
    mapped.push({ ...variation, position: mapped.length });
  }
  return inOrder(mapped).map((variation, ordinal) => {
    const { object, priceMinor, available } = variation;
    const name = nameOf(variation, mapped.length === 1, reading.options);
    nameEntry(object.entry, nameInside(object.parent, name));
    object.entry.targets.push(`variation/${object.ref}`);
    return { id: object.ref, name, priceMinor, ordinal, available };
  });
}
