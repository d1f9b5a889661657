import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { CsvError, parse } from 'csv-parse/sync';
import { type ImportReason, importReason } from '../import-reason.ts';

/** Columns of the template, with what other systems and people call them. */
const COLUMNS = {
  category: ['section', 'categories', 'menu_section', 'menu_category', 'group', 'kategorie', 'categorie', 'categoria'],
  item: ['item_name', 'name', 'dish', 'product', 'product_name', 'title', 'artikel', 'nom', 'nombre'],
  kitchen_name: ['kitchen', 'short_name', 'kds_name', 'ticket_name', 'print_name'],
  description: ['details', 'item_description', 'beschreibung', 'descripcion'],
  variation: ['variation_name', 'variant', 'size', 'option', 'option_name', 'portion'],
  price: ['amount', 'unit_price', 'price_amount', 'item_price', 'preis', 'prix', 'precio'],
  tax_name: ['tax', 'tax_group', 'vat_name'],
  tax_percent: ['tax_rate', 'vat', 'vat_percent', 'vat_rate', 'tax_percentage', 'mwst', 'tva', 'iva'],
  tax_inclusive: ['tax_included', 'includes_tax', 'price_includes_tax', 'vat_included'],
  station: ['kitchen_station', 'prep_station', 'printer', 'kds', 'made_at'],
  modifier_groups: ['modifiers', 'modifier_group', 'modifier_lists', 'choices', 'options'],
  allergens: ['allergen', 'contains', 'allergies', 'allergene'],
  dietary: ['dietary_tags', 'diet', 'diets', 'dietary_preferences'],
  available: ['active', 'enabled', 'on_sale', 'sold'],
  prep_minutes: ['prep_time', 'minutes', 'prep'],
} as const;

export type CsvColumn = keyof typeof COLUMNS;

/** One row of the sheet. `number` counts as the spreadsheet does, the header being row 1. */
export interface CsvRow {
  readonly number: number;
  cell(column: CsvColumn): string;
}

export interface CsvSheet {
  readonly rows: readonly CsvRow[];
  readonly notes: readonly ImportReason[];
}

const MAX_RECORD_CHARS = 100_000;

function isColumn(name: string): name is CsvColumn {
  return Object.hasOwn(COLUMNS, name);
}

function columnOf(header: string): CsvColumn | null {
  const name = header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  if (isColumn(name)) return name;
  for (const [column, synonyms] of Object.entries(COLUMNS)) {
    const known: readonly string[] = synonyms;
    if (known.includes(name) && isColumn(column)) return column;
  }
  return null;
}

/** The mark between fields: the one that stands most often in the header, outside quotes. */
function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/u.exec(text.slice(0, MAX_RECORD_CHARS))?.[0] ?? '').replace(/"[^"]*"/gu, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

function refuse(path: string, problem: string): Result<never, DomainError> {
  return err(domainError('validation_failed', { issues: [{ path, problem }] }));
}

function parseRecords(text: string): Result<string[][], DomainError> {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      max_record_size: MAX_RECORD_CHARS,
    });
    return ok(records);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error.lines;
    return refuse(typeof line === 'number' ? `row ${line}` : '', error.message.slice(0, 200));
  }
}

/**
 * Reads the text of a CSV file: comma, semicolon or tab, quotes, any line ends, with or without a byte-order mark. Rows
 * that are empty are passed over. Refuses (`validation_failed`) what is no table, or lacks the columns `item` and `price`.
 */
export function readSheet(text: string): Result<CsvSheet, DomainError> {
  const parsed = parseRecords(text.replace(/^\uFEFF/u, ''));
  if (!parsed.ok) return parsed;
  const [header, ...records] = parsed.value;
  if (header === undefined) return refuse('row 1', 'is empty; it must name the columns');
  const places = new Map<CsvColumn, number>();
  const unknown: string[] = [];
  for (const [at, title] of header.entries()) {
    const column = columnOf(title);
    if (column === null || places.has(column)) {
      if (title !== '') unknown.push(title);
    } else places.set(column, at);
  }
  for (const needed of ['item', 'price'] as const) {
    if (!places.has(needed))
      return refuse('row 1', `has no column \`${needed}\`; found: ${header.slice(0, 20).join(', ').slice(0, 200)}`);
  }
  const rows = records.flatMap((record, at): CsvRow[] => {
    if (record.every((field) => field.trim() === '')) return [];
    return [{ number: at + 2, cell: (column) => record[places.get(column) ?? -1] ?? '' }];
  });
  const notes = unknown.length === 0 ? [] : [importReason('column_unknown', unknown.slice(0, 10).join(', '))];
  return ok({ rows, notes });
}
