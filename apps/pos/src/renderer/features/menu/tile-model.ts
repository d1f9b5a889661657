import type { MenuItem } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { itemSale, type SaleMoment, type SaleState, type StockMap } from './availability.ts';
import type { MenuSection } from './menu-sections.ts';

/** Below this many the tile counts down. */
const LOW_COUNT = 9;

/** What one tile shows. */
export interface TileModel {
  readonly itemId: string;
  readonly name: string;
  readonly tint: MenuSection['tint'];
  /** Of the size that comes unless another is chosen; null where the price is typed. */
  readonly priceMinor: number | null;
  readonly opensSheet: boolean;
  readonly sale: SaleState;
  /** Shown only when few are left. */
  readonly lowCount: number | null;
}

/** Whether a tap asks something before it adds. */
export function opensSheet(item: MenuItem): boolean {
  return item.modifierGroups.length > 0 || item.variations.length > 1 || item.variations[0]?.priceMinor === null;
}

/** The size that comes unless another is chosen: the same rule as the edge's. */
export function firstVariation(item: MenuItem): MenuItem['variations'][number] | undefined {
  return item.variations.find((variation) => variation.available) ?? item.variations[0];
}

export function tileModel(
  menu: MenuIndex,
  item: MenuItem,
  tint: MenuSection['tint'],
  stock: StockMap,
  moment: SaleMoment,
): TileModel {
  const sale = itemSale(menu, item, stock, moment);
  const left = sale.kind === 'on_sale' ? sale.left : null;
  return {
    itemId: item.id,
    name: item.name,
    tint,
    priceMinor: firstVariation(item)?.priceMinor ?? null,
    opensSheet: opensSheet(item),
    sale,
    lowCount: left !== null && left <= LOW_COUNT ? left : null,
  };
}

/** What to offer when a dish is out: up to four others of its section that can be sold. */
export function alternatives(
  menu: MenuIndex,
  section: MenuSection,
  itemId: string,
  stock: StockMap,
  moment: SaleMoment,
): MenuItem[] {
  return section.items
    .filter((item) => item.id !== itemId && itemSale(menu, item, stock, moment).kind === 'on_sale')
    .slice(0, 4);
}
