import { makeableCount } from '@passbell/core/inventory/availability';
import type { StockState } from '@passbell/core/inventory/stock-state';
import { assert } from '@passbell/core/kernel/assert';
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

/** The kind and id of a subject named `kind:id`. */
function parseSubject(name: string): [kind: StockView['kind'], subjectId: string] {
  const colon = name.indexOf(':');
  const kind = name.slice(0, colon);
  assert(kind === 'item' || kind === 'variation' || kind === 'modifier', `${name} is not the name of a subject`);
  return [kind, name.slice(colon + 1)];
}

/**
 * What a change of stock may have changed for the screens: everything made with one of the ingredients, and the
 * subjects named as `kind:id`.
 */
export function stockViewsTouchedBy(
  tx: ReadTx,
  menu: MenuIndex,
  ingredientIds: ReadonlySet<string>,
  subjects: ReadonlySet<string>,
): StockView[] {
  const stock = stockStateOf(tx);
  const touched = new Set(subjects);
  for (const ingredientId of ingredientIds) {
    for (const { kind, id } of menu.recipesUsing.get(ingredientId) ?? []) touched.add(`${kind}:${id}`);
  }
  return [...touched].map((name) => viewOf(...parseSubject(name), menu.counted.get(name)?.parts ?? [], stock));
}
