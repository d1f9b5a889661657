import type { MenuIndex } from '@passbell/core/menu/menu-index';
import type { StockView } from '@passbell/core/wire/views';
import type { StockMap } from './availability.ts';

/** Something that is off sale now. */
export interface StoppedSubject {
  readonly kind: StockView['kind'];
  readonly subjectId: string;
  readonly name: string;
  readonly cause: 'manual' | 'stock';
  readonly sinceMs: number | null;
}

function nameOf(menu: MenuIndex, kind: StockView['kind'], subjectId: string): string | null {
  if (kind === 'item') return menu.items.get(subjectId)?.name ?? null;
  if (kind === 'modifier') return menu.modifiers.get(subjectId)?.modifier.name ?? null;
  const found = menu.variations.get(subjectId);
  if (!found) return null;
  return found.item.variations.length === 1 ? found.item.name : `${found.item.name}, ${found.variation.name}`;
}

/** What is 86 now, by name. Things that left the menu are not listed: nobody can sell them anyway. */
export function stoppedSubjects(menu: MenuIndex, stock: StockMap): StoppedSubject[] {
  return [...stock.values()]
    .flatMap((view) => {
      const name = view.eightySixed === null ? null : nameOf(menu, view.kind, view.subjectId);
      if (name === null || view.eightySixed === null) return [];
      return [{ kind: view.kind, subjectId: view.subjectId, name, cause: view.eightySixed, sinceMs: view.sinceMs }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
