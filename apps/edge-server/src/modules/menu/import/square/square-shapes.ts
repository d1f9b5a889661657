import { z } from 'zod';

// The fields of Square's Catalog API that a menu can use, as its reference describes them (developer.squareup.com,
// objects CatalogObject, CatalogItem, CatalogItemVariation, CatalogModifierList, CatalogModifier, CatalogTax,
// CatalogCategory, CatalogItemOption, CatalogItemOptionValue; API version 2025-05-21 and the older fields it still
// answers with). Every field may be absent or null. Fields that are not named here are not read.

const text = z.string().nullish();
const flag = z.boolean().nullish();
const refs = z.array(z.string()).nullish();

/** 64-bit fields come as numbers; some clients write them as text. */
const wholeNumber = z
  .union([z.number(), z.bigint(), z.string().regex(/^-?\d{1,30}$/u)])
  .transform(Number)
  .nullish();

const money = z.object({ amount: z.union([z.number(), z.bigint(), z.string()]).nullish(), currency: text }).nullish();
export type SquareMoney = z.infer<typeof money>;

export const squareEnvelope = z.object({
  type: z.string(),
  id: z.string().min(1),
  version: wholeNumber,
  is_deleted: flag,
  present_at_all_locations: flag,
  present_at_location_ids: refs,
  absent_at_location_ids: refs,
});
export type SquareEnvelope = z.infer<typeof squareEnvelope>;

const categoryLink = z.object({ id: text, ordinal: wholeNumber });

export const squareCategory = z.object({
  name: text,
  category_type: text,
  parent_category: categoryLink.nullish(),
});

export const squareTax = z.object({
  name: text,
  percentage: z.union([z.string(), z.number()]).nullish(),
  inclusion_type: text,
  calculation_phase: text,
  enabled: flag,
  applies_to_product_set_id: text,
});

export const squareItem = z.object({
  name: text,
  buyer_facing_name: text,
  kitchen_name: text,
  abbreviation: text,
  description: text,
  description_html: text,
  description_plaintext: text,
  is_archived: flag,
  is_taxable: flag,
  is_alcoholic: flag,
  product_type: text,
  skip_modifier_screen: flag,
  category_id: text,
  categories: z.array(categoryLink).nullish(),
  reporting_category: categoryLink.nullish(),
  tax_ids: refs,
  modifier_list_info: z.array(z.unknown()).nullish(),
  food_and_beverage_details: z
    .object({
      calorie_count: wholeNumber,
      dietary_preferences: z.array(z.object({ standard_name: text, custom_name: text })).nullish(),
      ingredients: z.array(z.object({ standard_name: text, custom_name: text })).nullish(),
    })
    .nullish(),
});
export type SquareItem = z.infer<typeof squareItem>;

export const squareModifierListInfo = z.object({
  modifier_list_id: z.string(),
  min_selected_modifiers: wholeNumber,
  max_selected_modifiers: wholeNumber,
  enabled: flag,
  ordinal: wholeNumber,
  modifier_overrides: z
    .array(
      z.object({
        modifier_id: z.string(),
        on_by_default: flag,
        // A word in the reference (YES, NO, NOT_SET); SDKs type it as anything, so a boolean is understood too.
        on_by_default_override: z.union([z.string(), z.boolean()]).nullish(),
      }),
    )
    .nullish(),
});
export type SquareModifierListInfo = z.infer<typeof squareModifierListInfo>;

export const squareVariation = z.object({
  item_id: text,
  name: text,
  sku: text,
  upc: text,
  ordinal: wholeNumber,
  pricing_type: text,
  price_money: money,
  kitchen_name: text,
  measurement_unit_id: text,
  sellable: flag,
  track_inventory: flag,
  item_option_values: z.array(z.object({ item_option_id: text, item_option_value_id: text })).nullish(),
  location_overrides: z
    .array(
      z.object({ location_id: text, price_money: money, pricing_type: text, sold_out: flag, track_inventory: flag }),
    )
    .nullish(),
});
export type SquareVariation = z.infer<typeof squareVariation>;

export const squareModifierList = z.object({
  name: text,
  internal_name: text,
  ordinal: wholeNumber,
  selection_type: text,
  modifier_type: text,
  min_selected_modifiers: wholeNumber,
  max_selected_modifiers: wholeNumber,
});

export const squareModifier = z.object({
  name: text,
  kitchen_name: text,
  price_money: money,
  on_by_default: flag,
  ordinal: wholeNumber,
  modifier_list_id: text,
  location_overrides: z.array(z.object({ location_id: text, price_money: money, sold_out: flag })).nullish(),
});

export const squareOptionValue = z.object({ name: text });
