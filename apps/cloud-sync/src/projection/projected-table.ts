import type { RowImage } from '@passbell/core/journal/domain-event';
import { type ColumnKind, type TableName, tableDeclaration } from '@passbell/core/journal/table-declarations';
import { upcast } from '@passbell/core/journal/upcasters';
import type { Json } from '@passbell/core/kernel/canonical-json';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { z } from 'zod';

/** One column of a projected table: where it is in the image, what it is called here, and its type in Postgres. */
interface ProjectedColumn {
  readonly field: string;
  readonly name: string;
  readonly type: 'text' | 'bigint' | 'jsonb';
  readonly isNullable: boolean;
}

/** A journaled table that the cloud keeps in a table of its own. */
export interface ProjectedTable {
  readonly source: TableName;
  /** Name of the table in Postgres. */
  readonly table: string;
  readonly columns: readonly ProjectedColumn[];
}

/** A row image ready to be written: columns by their names here, or null when the row is gone. */
export interface ProjectedRow {
  readonly table: ProjectedTable;
  readonly id: string;
  readonly values: Readonly<Record<string, Json>> | null;
}

const rowImages = z.array(
  z.object({
    table: z.string(),
    key: z.array(z.union([z.string(), z.number()])).min(1),
    row: z.record(z.string(), z.json()).nullable(),
  }),
);

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

/** Sealed columns stay out: the cloud has no key, and nothing to do with a guest's name. */
function columnOf(field: string, kind: ColumnKind): ProjectedColumn | null {
  const base = kind.replace('?', '');
  if (base === 'sealed') return null;
  const type = base === 'text' ? 'text' : base === 'json' ? 'jsonb' : 'bigint';
  return { field, name: snakeCase(field), type, isNullable: kind.endsWith('?') };
}

/** Declares a projected table after the journal's own declaration, so the two cannot drift apart. */
export function projectedTable(source: TableName, only?: readonly string[]): ProjectedTable {
  const columns = Object.entries(tableDeclaration(source).columns)
    .filter(([field]) => only === undefined || only.includes(field))
    .map(([field, kind]) => columnOf(field, kind))
    .filter((column) => column !== null);
  return { source, table: source, columns };
}

function decodeValue(column: ProjectedColumn, value: Json | undefined): Result<Json, string> {
  if (value === undefined || value === null) {
    return column.isNullable ? ok(null) : err(`${column.field} is missing`);
  }
  if (column.type === 'jsonb') return decodeJson(column, value);
  if (column.type === 'text') return typeof value === 'string' ? ok(value) : err(`${column.field} is no text`);
  const number = typeof value === 'boolean' ? Number(value) : value;
  return Number.isSafeInteger(number) ? ok(number) : err(`${column.field} is no integer`);
}

/** JSON columns stand in an image as text, as the journal stores them; as a value they are taken too. */
function decodeJson(column: ProjectedColumn, value: Json): Result<Json, string> {
  if (typeof value !== 'string') return ok(value);
  try {
    return ok(JSON.parse(value));
  } catch {
    return err(`${column.field} is no JSON`);
  }
}

function decodeRow(
  table: ProjectedTable,
  id: string,
  row: Readonly<Record<string, Json>> | null,
): Result<ProjectedRow, string> {
  if (row === null) return ok({ table, id, values: null });
  const values: Record<string, Json> = {};
  for (const column of table.columns) {
    const value = decodeValue(column, row[column.field]);
    if (!value.ok) return err(`${table.source} ${id}: ${value.error}`);
    values[column.name] = value.value;
  }
  return ok({ table, id, values });
}

/**
 * Reads the body of an event, brought up to today's version of its type, and gives the rows of the tables asked for.
 * Other tables and columns added by newer edges are passed over; a row that does not fit its table is an error, and so
 * is a body that is not a list of images.
 */
export function decodeBody(
  tables: readonly ProjectedTable[],
  event: { type: string; ver: number; body: string },
): Result<ProjectedRow[], string> {
  let json: unknown;
  try {
    json = JSON.parse(event.body);
  } catch {
    return err('the body is not JSON');
  }
  const images = rowImages.safeParse(json);
  if (!images.success) return err('the body is not a list of row images');
  const rows: ProjectedRow[] = [];
  // A newer edge may name tables that this version does not declare; they pass through and find no table below.
  for (const image of upcast(event.type, event.ver, images.data as RowImage[])) {
    const table = tables.find((candidate) => candidate.source === image.table);
    if (table === undefined) continue;
    const row = decodeRow(table, String(image.key[0]), image.row);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}
