/**
 * Why an import changed something or left it out. The codes are stable (scripts may go by them); the words are for the
 * person who runs the import. `docs/import.md` explains what to do about each.
 */
const IMPORT_REASONS = {
  // The whole thing stays away.
  not_an_object: 'this is not an object with an id and a type',
  malformed: 'a field is missing or of the wrong type',
  unsupported_type: 'Passbell has no use for this kind of object',
  deleted: 'it is deleted in the catalog',
  archived: 'it is archived in the catalog',
  absent_here: 'it is not sold at this location',
  duplicate_id: 'the same id stands in the file more than once',
  name_missing: 'it has no name',
  product_type: 'it is not food, drink or an ordinary product',
  no_usable_variation: 'nothing of it can be sold: every variation was left out',
  parent_left_out: 'what it belongs to was left out',
  parent_missing: 'what it belongs to is not in the file',
  not_sellable: 'it is only counted, never sold',
  currency_mismatch: 'its price is in another currency',
  price_negative: 'its price is below zero',
  price_out_of_range: 'its price is too large',
  price_malformed: 'its price cannot be read',
  text_modifier: 'free text is written in the note of a line instead',
  list_empty: 'it offers no choice that could be taken',
  tax_disabled: 'the tax is switched off in the catalog',
  tax_unused: 'no item that was taken carries this tax',
  tax_rate: 'its percentage is missing or not between 0 and 100',
  option_unused: 'no variation needed it for its name',
  image: 'pictures are not imported',
  kitchen_category: 'it only routes dishes to a kitchen screen; set stations here instead',
  too_many: 'there are more of them than a menu can hold',
  // Taken, with a change.
  switched_off: 'it is on the menu here and was switched off, with its recipe kept',
  still_off: 'it is switched off here and stays so',
  name_cut: 'the name was shortened',
  name_cleaned: 'control characters were taken out of the name',
  name_made: 'it had no name of its own and was given one',
  description_cut: 'the description was shortened',
  description_plain: 'the description lost its formatting',
  id_changed: 'its id holds characters that cannot be kept',
  no_category: 'it has no category that could be taken and stands under Other',
  category_missing: 'a category it names was not taken',
  category_cycle: 'its parent categories run in a circle; it stands at the top',
  parent_category_missing: 'its parent category was not taken; it stands at the top',
  price_open: 'its price is typed at the till',
  price_missing: 'it has no price in the catalog; the price is typed at the till',
  price_per_unit: 'it is sold by weight or measure; the price is typed at the till',
  price_here: 'it has its own price at this location',
  sold_out: 'it is sold out in the catalog and was switched off',
  stock_not_taken: 'its stock count is not part of the catalog; give it a recipe to count it here',
  sku_not_kept: 'its SKU or bar code is not kept',
  calories_not_kept: 'its calories are not kept',
  variations_left_out: 'some of its variations were left out',
  modifiers_left_out: 'some of its modifiers were left out',
  modifier_list_missing: 'a modifier list it names was not taken',
  modifier_list_repeated: 'a modifier list stands on it twice; the first counts',
  modifier_link_malformed: 'a modifier list on it cannot be read',
  defaults_per_item: 'it has its own preselected modifiers and was given its own copy of the list',
  defaults_trimmed: 'more modifiers are preselected than may be chosen; the first ones count',
  bounds_contradict: 'it asked for more choices than it allowed; the larger number counts for both',
  bounds_cut: 'it asked for more than 100 choices',
  skip_modifier_screen: 'the choices still open on the till; preselected ones are already made',
  tax_missing: 'a tax it names was not taken',
  tax_not_applied: 'it is marked as not taxable, so the taxes it names do not count',
  tax_phase: 'the tax was reckoned on a total that holds other taxes; here each is reckoned on the price',
  tax_rate_rounded: 'the percentage was rounded to four decimals',
  tax_product_set: 'the tax follows a product set; here it lies on the items that name it',
  option_names: 'it became part of the names of variations',
  kitchen_name_kept: 'the kitchen name set here was kept; check that it still fits',
  allergens_kept: 'allergens set here were kept beside those of the file',
  // Of the whole file.
  location_assumed: 'no location was chosen; the only one the file names was taken',
  location_not_chosen:
    'no location was chosen and the file names several; everything sold at any of them was taken, at its general price',
  location_not_in_file: 'the chosen location is named nowhere in the file; check its id',
  incomplete_export: 'the file is one page of several (it holds a cursor); the rest is missing',
  // CSV.
  row_incomplete: 'the row has no item name',
  row_repeated: 'this item and variation stand in an earlier row',
  row_differs: 'an earlier row of the same item says otherwise; the earlier row counts',
  column_unknown: 'a column was not understood and not read',
  group_malformed: 'a modifier group cannot be read',
  group_undefined: 'a modifier group is named but no row says what it offers',
  group_differs: 'an earlier row says what this modifier group offers; the earlier row counts',
  flag_malformed: 'a yes-or-no field says neither; it counts as empty',
  tax_malformed: 'a tax percentage cannot be read',
  station_made: 'the station is new',
} as const;

export type ImportReasonCode = keyof typeof IMPORT_REASONS;

/** One reason: a stable code, and words for a person, with what it is about in brackets. */
export interface ImportReason {
  readonly code: ImportReasonCode;
  readonly words: string;
}

const DETAIL_LIMIT = 80;

/** Words a reason. The detail comes from the file, so it is bounded. */
export function importReason(code: ImportReasonCode, detail?: string): ImportReason {
  if (detail === undefined || detail === '') return { code, words: IMPORT_REASONS[code] };
  const bounded = detail.length > DETAIL_LIMIT ? `${detail.slice(0, DETAIL_LIMIT).toWellFormed()}…` : detail;
  return { code, words: `${IMPORT_REASONS[code]} (${bounded})` };
}
