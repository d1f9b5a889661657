import { MENU_LIMITS, type MenuItem } from '@passbell/core/menu/menu-document';
import { allergenTags, dietaryTags } from '../allergen-tags.ts';
import type { ImportContext } from '../import-context.ts';
import { leaveOut, noteReason, type OpenEntry, openEntry } from '../import-ledger.ts';
import { KITCHEN_NAME_LIMIT } from '../kitchen-name.ts';
import type { ItemDraft, VariationDraft } from '../menu-draft.ts';
import { menuRoom } from '../menu-room.ts';
import { OTHER_CATEGORY } from '../other-category.ts';
import { plainText } from '../plain-text.ts';
import type { GroupBook } from './csv-groups.ts';
import { readFlag, readPrice } from './csv-price.ts';
import type { SectionBook } from './csv-sections.ts';
import type { CsvColumn, CsvRow, CsvSheet } from './csv-sheet.ts';
import { nameBook } from './name-book.ts';

/** Columns that belong to the item: its first row says them, later rows may leave them empty. */
const ITEM_COLUMNS: readonly CsvColumn[] = [
  'kitchen_name',
  'description',
  'tax_name',
  'tax_percent',
  'tax_inclusive',
  'station',
  'modifier_groups',
  'allergens',
  'dietary',
  'prep_minutes',
];

interface Gathered {
  readonly id: string;
  readonly name: string;
  readonly first: CsvRow;
  readonly entry: OpenEntry;
  readonly variationIdOf: (name: string, scope?: string) => string;
  readonly categoryIds: string[];
  readonly variations: VariationDraft[];
}

interface SheetBooks {
  readonly context: ImportContext;
  readonly groups: GroupBook;
  readonly sections: SectionBook;
}

interface MappedSheet {
  readonly drafts: readonly ItemDraft[];
  readonly entries: readonly OpenEntry[];
}

function addCategories(item: Gathered, row: CsvRow, entry: OpenEntry, books: SheetBooks): void {
  for (const id of books.sections.categoriesOf(row.cell('category'), entry)) {
    if (!item.categoryIds.includes(id) && item.categoryIds.length < 20) item.categoryIds.push(id);
  }
}

/** Adds what one row says of an item: a variation with its price, and perhaps another category. */
function addRow(item: Gathered, row: CsvRow, entry: OpenEntry, claimed: Set<string>, books: SheetBooks): void {
  const written = plainText(row.cell('variation'), 80);
  const name = written?.text ?? 'Regular';
  const price = readPrice(row.cell('price'), books.context.currency);
  const id = item.variationIdOf(name, item.name);
  if (price.kind === 'refused') leaveOut(entry, price.why, row.cell('price'));
  else if (item.variations.some((variation) => variation.id === id)) {
    const known = item.categoryIds.length;
    addCategories(item, row, entry, books);
    if (item.categoryIds.length === known) leaveOut(entry, 'row_repeated');
    else entry.targets.push(`item/${item.id}`);
  } else if (claimed.has(id)) leaveOut(entry, 'duplicate_id');
  else if (item.variations.length >= MENU_LIMITS.variationsPerItem) leaveOut(entry, 'too_many', 'variations');
  if (price.kind === 'refused' || entry.leftOut || item.variations.some((variation) => variation.id === id)) return;
  const flag = readFlag(row.cell('available'));
  if (flag === undefined) noteReason(entry, 'flag_malformed', row.cell('available'));
  if (written?.cut) noteReason(entry, 'name_cut');
  if (price.kind === 'open') noteReason(entry, 'price_open');
  addCategories(item, row, entry, books);
  claimed.add(id);
  entry.targets.push(`item/${item.id}`, `variation/${id}`);
  const priceMinor = price.kind === 'price' ? price.priceMinor : null;
  item.variations.push({ id, name, priceMinor, ordinal: item.variations.length, available: flag ?? true });
}

function noteDifferences(item: Gathered, row: CsvRow, entry: OpenEntry): void {
  if (row === item.first || entry.leftOut) return;
  for (const column of ITEM_COLUMNS) {
    const own = row.cell(column).trim();
    if (own !== '' && own !== item.first.cell(column).trim()) noteReason(entry, 'row_differs', column);
  }
}

function words(cell: string): string[] {
  return cell.split(/[|,;\n]/u).filter((word) => word.trim() !== '');
}

function prepSecondsOf(cell: string, entry: OpenEntry): number | null {
  const text = cell.trim().replace(',', '.');
  if (text === '') return null;
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes >= 0 && minutes <= 240) return Math.round(minutes * 60);
  noteReason(entry, 'malformed', `prep_minutes ${cell}`);
  return null;
}

function taxCells(row: CsvRow) {
  return { name: row.cell('tax_name'), percent: row.cell('tax_percent'), inclusive: row.cell('tax_inclusive') };
}

function finish(item: Gathered, own: MenuItem | undefined, books: SheetBooks): Omit<ItemDraft, 'ordinal'> {
  const { first, entry } = item;
  const tax = books.sections.taxGroupOf(taxCells(first), entry);
  const groupCell = first.cell('modifier_groups');
  const ownLinks = new Map((own?.modifierGroups ?? []).map((link) => [link.groupId, link]));
  const description = plainText(first.cell('description'), 2_000, true);
  if (description?.cut) noteReason(entry, 'description_cut');
  const [allergens, diets] = [words(first.cell('allergens')), words(first.cell('dietary'))];
  const links = books.groups.groupsOf(groupCell, entry);
  if (item.categoryIds.length === 0) noteReason(entry, 'no_category');
  return {
    id: item.id,
    name: item.name,
    kitchenName: plainText(first.cell('kitchen_name'), KITCHEN_NAME_LIMIT)?.text ?? null,
    description: description?.text ?? own?.description ?? null,
    categoryIds: item.categoryIds.length > 0 ? item.categoryIds : [OTHER_CATEGORY.id],
    stationId: books.sections.stationOf(first.cell('station'), entry),
    taxGroupId: tax === undefined ? (own?.taxGroupId ?? null) : tax,
    variations: item.variations,
    // An empty cell says nothing of modifiers, so what the item offers here stays.
    modifierGroups:
      groupCell.trim() === ''
        ? (own?.modifierGroups ?? [])
        : links.map((groupId) => ownLinks.get(groupId) ?? { groupId, min: null, max: null }),
    allergens: allergens.length > 0 ? allergenTags(allergens) : null,
    dietaryTags: diets.length > 0 ? dietaryTags(diets) : null,
    prepSeconds: prepSecondsOf(first.cell('prep_minutes'), entry),
    entry,
  };
}

/** Reads the rows of a sheet into items: rows with the same item name are its variations. */
export function mapRows(sheet: CsvSheet, books: SheetBooks): MappedSheet {
  const base = books.context.base?.items ?? [];
  const baseItems = new Map(base.map((item) => [item.id, item]));
  const idOf = nameBook('item', base);
  const hasRoom = menuRoom(MENU_LIMITS.items, base);
  const items = new Map<string, Gathered>();
  const claimed = new Set<string>();
  const entries: OpenEntry[] = [];
  for (const row of sheet.rows) {
    const name = plainText(row.cell('item'), 120);
    const entry = openEntry(
      'ROW',
      `row ${row.number}`,
      [name?.text ?? '', row.cell('variation').trim()].filter(Boolean).join(' / '),
    );
    entries.push(entry);
    if (name === null) {
      leaveOut(entry, 'row_incomplete');
      continue;
    }
    const id = idOf(name.text);
    if (!hasRoom(id)) {
      leaveOut(entry, 'too_many');
      continue;
    }
    if (name.cut) noteReason(entry, 'name_cut');
    if (name.cleaned) noteReason(entry, 'name_cleaned');
    const variationIdOf = nameBook('variation', baseItems.get(id)?.variations ?? []);
    const item = items.get(id) ?? {
      id,
      name: name.text,
      first: row,
      entry,
      variationIdOf,
      categoryIds: [],
      variations: [],
    };
    addRow(item, row, entry, claimed, books);
    noteDifferences(item, row, entry);
    // A row that was refused does not make the item: the next one of the same name does.
    if (item.variations.length > 0) items.set(id, item);
  }
  // Taxes with a rate first: other rows may name them before the row that says what they are.
  for (const { first, entry } of items.values()) {
    if (first.cell('tax_percent').trim() !== '') books.sections.taxGroupOf(taxCells(first), entry);
  }
  const finished = [...items.values()].map((item) => finish(item, baseItems.get(item.id), books));
  return { drafts: withRanks(finished), entries };
}

function withRanks(drafts: readonly Omit<ItemDraft, 'ordinal'>[]): ItemDraft[] {
  const next = new Map<string, number>();
  return drafts.map((draft) => {
    const first = draft.categoryIds[0] ?? OTHER_CATEGORY.id;
    const ordinal = next.get(first) ?? 0;
    next.set(first, ordinal + 1);
    return { ...draft, ordinal };
  });
}
