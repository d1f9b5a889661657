import { z } from 'zod';
import { menuRef } from '../kernel/ids.ts';
import { currencyCode, minorPrice } from '../kernel/money.ts';
import { personText } from '../kernel/text.ts';

/** Bounds of one menu. Far above any real one; they keep a hostile document from filling the box. */
export const MENU_LIMITS = {
  items: 10_000,
  categories: 1_000,
  modifierGroups: 5_000,
  modifiersPerGroup: 200,
  variationsPerItem: 100,
  groupsPerItem: 50,
  ingredients: 5_000,
  recipeParts: 60,
} as const;

const ordinal = z.int().min(-1_000_000).max(1_000_000);
const tagList = z.array(z.string().min(1).max(40)).max(40);

/** A tax of a rate group. Parts per million: 8.625 % = 86250. */
export const menuTax = z.strictObject({
  id: menuRef,
  name: personText(60),
  ratePpm: z.int().min(0).max(1_000_000),
  /** Whether the price already holds it. */
  inclusive: z.boolean(),
});

/** The taxes that lie on an item together. Totals round once per check and group. */
export const taxGroup = z.strictObject({ id: menuRef, name: personText(60), taxes: z.array(menuTax).max(10) });

/** Where food is made: grill, fry, bar … */
export const station = z.strictObject({
  id: menuRef,
  name: personText(40),
  /** Age at which a ticket is due; 130 % of it is late. */
  targetSeconds: z.int().min(30).max(7_200),
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

/** A part of the day, in the restaurant's local time. `to` before `from` passes midnight. */
export const daypart = z.strictObject({
  id: menuRef,
  name: personText(40),
  /** ISO weekdays it starts on, 1 = Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clockTime,
  to: clockTime,
});

export const category = z.strictObject({
  id: menuRef,
  name: personText(60),
  parentId: menuRef.nullable(),
  ordinal,
  /** Hue of its tiles; position and tint become muscle memory. */
  tint: z.enum(['ember', 'sky', 'basil', 'amber', 'orchid', 'linen']),
});

export const ingredient = z.strictObject({
  id: menuRef,
  name: personText(60),
  /** What the integers of recipes and stock count. */
  unit: z.enum(['g', 'ml', 'each']),
  allergens: tagList,
});

/** What one unit takes from stock. */
export const recipePart = z.strictObject({ ingredientId: menuRef, quantity: z.int().min(1).max(1_000_000) });

export const modifier = z.strictObject({
  id: menuRef,
  name: personText(80),
  kitchenName: personText(40),
  priceMinor: minorPrice,
  /** Part of the dish unless left off; its ingredients stand in its own recipe, not in the dish's. */
  isDefault: z.boolean(),
  /** How the kitchen reads it when chosen. */
  kind: z.enum(['choice', 'add', 'sub', 'side']),
  available: z.boolean(),
  ordinal,
  allergens: tagList,
  recipe: z.array(recipePart).max(MENU_LIMITS.recipeParts),
});

export const modifierGroup = z.strictObject({
  id: menuRef,
  name: personText(60),
  /** Fewest and most choices, counted with quantities; `max: null` is without limit. */
  min: z.int().min(0).max(100),
  max: z.int().min(1).max(100).nullable(),
  ordinal,
  modifiers: z.array(modifier).max(MENU_LIMITS.modifiersPerGroup),
});

export const variation = z.strictObject({
  id: menuRef,
  name: personText(80),
  /** Null where the price is typed at the till (by weight, open items). */
  priceMinor: minorPrice.nullable(),
  ordinal,
  available: z.boolean(),
  recipe: z.array(recipePart).max(MENU_LIMITS.recipeParts),
});

export const itemModifierGroup = z.strictObject({
  groupId: menuRef,
  /** Overrides of the group's own bounds for this item; null takes the group's. */
  min: z.int().min(0).max(100).nullable(),
  max: z.int().min(1).max(100).nullable(),
});

export const menuItem = z.strictObject({
  id: menuRef,
  name: personText(120),
  /** What the kitchen reads; short, never cut. */
  kitchenName: personText(40),
  description: personText(2_000).nullable(),
  categoryIds: z.array(menuRef).min(1).max(20),
  stationId: menuRef,
  taxGroupId: menuRef.nullable(),
  variations: z.array(variation).min(1).max(MENU_LIMITS.variationsPerItem),
  modifierGroups: z.array(itemModifierGroup).max(MENU_LIMITS.groupsPerItem),
  /** When it is sold; empty means always. */
  daypartIds: z.array(menuRef).max(20),
  available: z.boolean(),
  ordinal,
  allergens: tagList,
  dietaryTags: tagList,
  /** `strict` refuses what stock cannot make, `advisory` only warns, `none` does not count. */
  stockPolicy: z.enum(['strict', 'advisory', 'none']),
  prepSeconds: z.int().min(0).max(14_400),
});

/** A whole menu: immutable, known by the hash of its canonical JSON. Its activation is one event. */
export const menuDocument = z.strictObject({
  schema: z.literal(1),
  name: personText(100),
  currency: currencyCode,
  stations: z.array(station).min(1).max(50),
  taxGroups: z.array(taxGroup).max(200),
  dayparts: z.array(daypart).max(50),
  categories: z.array(category).min(1).max(MENU_LIMITS.categories),
  ingredients: z.array(ingredient).max(MENU_LIMITS.ingredients),
  modifierGroups: z.array(modifierGroup).max(MENU_LIMITS.modifierGroups),
  items: z.array(menuItem).max(MENU_LIMITS.items),
});

export type MenuDocument = z.infer<typeof menuDocument>;
export type MenuItem = z.infer<typeof menuItem>;
export type MenuVariation = z.infer<typeof variation>;
export type MenuModifier = z.infer<typeof modifier>;
export type MenuModifierGroup = z.infer<typeof modifierGroup>;
export type MenuCategory = z.infer<typeof category>;
export type MenuTaxGroup = z.infer<typeof taxGroup>;
export type MenuDaypart = z.infer<typeof daypart>;
export type MenuStation = z.infer<typeof station>;
