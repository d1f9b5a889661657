import { MENU_LIMITS, type MenuStation, type MenuTaxGroup } from '@passbell/core/menu/menu-document';
import type { ImportContext } from '../import-context.ts';
import { noteReason, type OpenEntry, openEntry } from '../import-ledger.ts';
import type { CategoryDraft } from '../menu-draft.ts';
import { menuRoom } from '../menu-room.ts';
import { DEFAULT_TARGET_SECONDS } from '../merge-menu.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { plainText } from '../plain-text.ts';
import { readFlag, readRatePpm } from './csv-price.ts';
import { nameBook } from './name-book.ts';

const MAX_STATIONS = 50;
const MAX_TAX_GROUPS = 200;

/** Categories, stations and taxes as rows come to need them. Each new one opens an entry of the report. */
export interface SectionBook {
  readonly entries: readonly OpenEntry[];
  readonly categories: readonly CategoryDraft[];
  readonly stations: readonly MenuStation[];
  readonly taxGroups: readonly MenuTaxGroup[];
  /** Ids of the categories a cell names (`Grill | Lunch`). */
  categoriesOf(cell: string, row: OpenEntry): string[];
  /** The station a cell names, made if it is new; null where it names none. */
  stationOf(cell: string, row: OpenEntry): string | null;
  /** The tax group of a row; `undefined` where the row says nothing of tax, null where it says there is none. */
  taxGroupOf(cells: TaxCells, row: OpenEntry): string | null | undefined;
}

interface TaxCells {
  readonly name: string;
  readonly percent: string;
  readonly inclusive: string;
}

function categoryPart(context: ImportContext) {
  const base = context.base?.categories ?? [];
  const idOf = nameBook('category', base);
  const hasRoom = menuRoom(MENU_LIMITS.categories, [...base, OTHER_CATEGORY]);
  const drafts = new Map<string, CategoryDraft>();
  const parents = new Map(base.map((category) => [category.id, category.parentId]));
  const categoriesOf = (cell: string, row: OpenEntry): string[] => {
    const ids = cell.split('|').flatMap((part) => {
      const name = plainText(part, 60);
      if (name === null) return [];
      const id = idOf(name.text);
      if (drafts.has(id)) return [id];
      if (!hasRoom(id)) {
        noteReason(row, 'category_missing', name.text);
        return [];
      }
      const entry = openEntry('CATEGORY', row.id, name.text);
      if (name.cut) noteReason(entry, 'name_cut');
      entry.targets.push(`category/${id}`);
      drafts.set(id, { id, name: name.text, parentId: parents.get(id) ?? null, ordinal: drafts.size, entry });
      return [id];
    });
    return [...new Set(ids)].slice(0, 20);
  };
  return { drafts, categoriesOf };
}

function stationPart(context: ImportContext) {
  const base = context.base?.stations ?? [];
  const idOf = nameBook('station', base);
  const hasRoom = menuRoom(MAX_STATIONS, [...base, { id: context.defaultStationId }]);
  const known = new Set([...base.map((station) => station.id), context.defaultStationId]);
  const made = new Map<string, { readonly station: MenuStation; readonly entry: OpenEntry }>();
  const stationOf = (cell: string, row: OpenEntry): string | null => {
    const name = plainText(cell, 40);
    if (name === null) return null;
    if (known.has(name.text)) return name.text;
    const id = idOf(name.text);
    if (known.has(id) || made.has(id)) return id;
    if (!hasRoom(id)) {
      noteReason(row, 'too_many', `stations, ${name.text}`);
      return null;
    }
    const entry = openEntry('STATION', row.id, name.text);
    noteReason(entry, 'station_made');
    entry.targets.push(`station/${id}`);
    made.set(id, { station: { id, name: name.text, targetSeconds: DEFAULT_TARGET_SECONDS }, entry });
    return id;
  };
  return { made, stationOf };
}

function taxPart(context: ImportContext) {
  const base = context.base?.taxGroups ?? [];
  const hasRoom = menuRoom(MAX_TAX_GROUPS, base);
  const idOf = nameBook('tax', []);
  const groups = new Map<string, MenuTaxGroup>();
  const entries: OpenEntry[] = [];
  const byName = (name: string) =>
    [...groups.values(), ...base].find((group) => group.name.toLowerCase() === name.toLowerCase())?.id;
  const taxGroupOf = (cells: TaxCells, row: OpenEntry): string | null | undefined => {
    const given = plainText(cells.name, 60)?.text;
    if (cells.percent.trim() === '') {
      if (given === undefined) return undefined;
      const known = byName(given);
      if (known === undefined) noteReason(row, 'tax_malformed', given);
      return known;
    }
    const ratePpm = readRatePpm(cells.percent);
    const flag = readFlag(cells.inclusive);
    if (flag === undefined) noteReason(row, 'flag_malformed', cells.inclusive);
    if (ratePpm === null) {
      noteReason(row, 'tax_malformed', cells.percent);
      return undefined;
    }
    const inclusive = flag ?? context.taxMode === 'inclusive';
    const name = given ?? `Tax ${ratePpm / 10_000}%`;
    const isSame = (group: MenuTaxGroup) => {
      const [tax] = group.taxes;
      return group.taxes.length === 1 && tax?.ratePpm === ratePpm && tax.inclusive === inclusive;
    };
    const here = base.find((group) => isSame(group) && group.name.toLowerCase() === name.toLowerCase());
    const id = here?.id ?? idOf(`${name} ${ratePpm} ${inclusive ? 'in' : 'ex'}`);
    if (groups.has(id)) return id;
    if (!hasRoom(id)) {
      noteReason(row, 'too_many', 'taxes');
      return undefined;
    }
    const group = here ?? { id, name, taxes: [{ id, name, ratePpm, inclusive }] };
    const entry = openEntry('TAX', row.id, name);
    entry.targets.push(...group.taxes.map((tax) => `tax/${tax.id}` as const));
    entries.push(entry);
    groups.set(id, group);
    return id;
  };
  return { groups, entries, taxGroupOf };
}

/** Opens the book of one import. */
export function createSectionBook(context: ImportContext): SectionBook {
  const categories = categoryPart(context);
  const stations = stationPart(context);
  const taxes = taxPart(context);
  return {
    get entries() {
      const ofCategories = [...categories.drafts.values()].flatMap((draft) => draft.entry ?? []);
      return [...ofCategories, ...[...stations.made.values()].map(({ entry }) => entry), ...taxes.entries];
    },
    get categories() {
      return [...categories.drafts.values()];
    },
    get stations() {
      return [...stations.made.values()].map(({ station }) => station);
    },
    get taxGroups() {
      return [...taxes.groups.values()];
    },
    categoriesOf: categories.categoriesOf,
    stationOf: stations.stationOf,
    taxGroupOf: taxes.taxGroupOf,
  };
}
