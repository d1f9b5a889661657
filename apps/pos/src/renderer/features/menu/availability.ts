import type { MenuItem, MenuVariation } from '@passbell/core/menu/menu-document';
import type { MenuIndex } from '@passbell/core/menu/menu-index';
import { isSoldNow } from '@passbell/core/orders/resolve-lines';
import type { StockView } from '@passbell/core/wire/views';

export type StockMap = ReadonlyMap<string, StockView>;

/** Whether something can be sold now, and if not, since when and why. */
export type SaleState =
  | { readonly kind: 'on_sale'; readonly left: number | null }
  | { readonly kind: 'eighty_six'; readonly cause: 'manual' | 'stock'; readonly sinceMs: number | null }
  | { readonly kind: 'other_time' };

/** When and where the sale is judged. `nowMs` is the edge's clock. */
export interface SaleMoment {
  readonly nowMs: number;
  readonly timeZone: string;
}

export function stockOf(stock: StockMap, kind: StockView['kind'], subjectId: string): StockView | undefined {
  return stock.get(`${kind}:${subjectId}`);
}

function stopOf(view: StockView | undefined): SaleState | null {
  if (!view || view.eightySixed === null) return null;
  return { kind: 'eighty_six', cause: view.eightySixed, sinceMs: view.sinceMs };
}

/** How one size of a dish stands. */
export function variationSale(variation: MenuVariation, stock: StockMap): SaleState {
  const view = stockOf(stock, 'variation', variation.id);
  return stopOf(view) ?? { kind: 'on_sale', left: view?.left ?? null };
}

/** How a dish stands: stopped by itself, or because none of its sizes can be sold; else what is left of the best one. */
export function itemSale(menu: MenuIndex, item: MenuItem, stock: StockMap, moment: SaleMoment): SaleState {
  const own = stockOf(stock, 'item', item.id);
  const stopped = stopOf(own);
  if (stopped) return stopped;
  if (!isSoldNow(menu, item, moment.nowMs, moment.timeZone)) return { kind: 'other_time' };
  const sales = item.variations
    .filter((variation) => variation.available)
    .map((variation) => variationSale(variation, stock));
  const onSale = sales.filter((sale) => sale.kind === 'on_sale');
  const [first] = sales;
  if (onSale.length === 0) return first ?? { kind: 'other_time' };
  const counts = onSale.map((sale) => sale.left).concat(own?.left ?? []);
  return { kind: 'on_sale', left: counts.every((left) => left !== null) ? Math.max(...counts) : (own?.left ?? null) };
}

/** Whether staff or stock stopped a modifier. */
export function isModifierStopped(stock: StockMap, modifierId: string): boolean {
  return (stockOf(stock, 'modifier', modifierId)?.eightySixed ?? null) !== null;
}
