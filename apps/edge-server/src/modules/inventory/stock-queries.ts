import { makeableCount } from '@passbell/core/inventory/availability';
import type { StockState } from '@passbell/core/inventory/stock-state';
import type { MenuIndex, RecipeSubject } from '@passbell/core/menu/menu-index';
import type { StockView } from '@passbell/core/wire/views';
import type { ReadTx } from '../../journal/transactions.ts';
import { allAvailability, stockStateOf } from './stock-repository.ts';

function viewOf(
  kind: StockView['kind'],
  subjectId: string,
  parts: RecipeSubject['parts'],
  stock: StockState,
): StockView {
  const off = stock.availability(kind, subjectId);
  return {
    kind,
    subjectId,
    left: makeableCount(parts, stock),
    eightySixed: off?.cause ?? null,
    sinceMs: off?.sinceMs ?? null,
  };
}

/** Everything that is counted or switched off. */
export function stockViews(tx: ReadTx, menu: MenuIndex): StockView[] {
  const stock = stockStateOf(tx);
  const views = [...menu.counted.values()].map((subject) => viewOf(subject.kind, subject.id, subject.parts, stock));
  const others = allAvailability(tx).filter((row) => !menu.counted.has(`${row.kind}:${row.subjectId}`));
  return [...views, ...others.map((row) => viewOf(row.kind, row.subjectId, [], stock))];
}

function kindOf(menu: MenuIndex, subjectId: string): StockView['kind'] {
  if (menu.items.has(subjectId)) return 'item';
  return menu.variations.has(subjectId) ? 'variation' : 'modifier';
}

/**
 * What a change of stock may have changed for the screens: everything made with one of the ingredients, and the
 * subjects named as `kind:id` (or by id alone).
 */
export function stockViewsTouchedBy(
  tx: ReadTx,
  menu: MenuIndex,
  ingredientIds: ReadonlySet<string>,
  subjects: ReadonlySet<string>,
): StockView[] {
  const stock = stockStateOf(tx);
  const touched = new Map<string, RecipeSubject>();
  for (const ingredientId of ingredientIds) {
    for (const subject of menu.recipesUsing.get(ingredientId) ?? [])
      touched.set(`${subject.kind}:${subject.id}`, subject);
  }
  const views = new Map(
    [...touched].map(([key, subject]) => [key, viewOf(subject.kind, subject.id, subject.parts, stock)]),
  );
  for (const name of subjects) {
    const [kind, ...rest] = name.split(':');
    const isNamed = kind === 'item' || kind === 'variation' || kind === 'modifier';
    const subjectId = isNamed ? rest.join(':') : name;
    const subjectKind = isNamed ? kind : kindOf(menu, name);
    const key = `${subjectKind}:${subjectId}`;
    views.set(key, viewOf(subjectKind, subjectId, menu.counted.get(key)?.parts ?? [], stock));
  }
  return [...views.values()];
}
