import type { ColumnKind, TableDeclaration } from '@passbell/core/journal/table-declarations';
import { AssertionFailure, assert, must } from '@passbell/core/kernel/assert';
import { canonicalJson, type Json } from '@passbell/core/kernel/canonical-json';
import type { SqlValue } from './statement-cache.ts';

export type RowFields = Readonly<Record<string, Json | undefined>>;

interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Its place in the declaration, and so in the stored values. */
  readonly index: number;
  /** What stands before its value in canonical JSON. */
  readonly label: string;
}

/** One row in both its forms: the text that is hashed and the values that are stored. */
export interface EncodedRow {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Translates the rows of one table between what rules see and what is stored. */
export interface RowCodec {
  readonly table: string;
  readonly declaration: TableDeclaration;
  /** Declared order. */
  readonly columns: readonly string[];
  readonly sealedColumns: readonly string[];
  /**
   * Canonical JSON and stored values of a row, made in one pass so that both always say the same. Live writing and
   * replay both come through here. A missing, unknown or mistyped column is a bug and throws, naming it without its value.
   */
  encode(row: RowFields): EncodedRow;
  /** Turns what SQLite gave into the row as rules see it, in place. `unseal` opens sealed text. */
  decode(stored: Record<string, unknown>, unseal: (subject: string, sealed: string) => string | null): unknown;
}

function mistyped(table: string, column: Column, value: unknown): AssertionFailure {
  const found = value === null ? 'null' : typeof value;
  return new AssertionFailure(`${table}.${column.name} is ${column.kind} but got ${found}`);
}

function encodeColumn(table: string, column: Column, value: Json | undefined): { value: SqlValue; text: string } {
  const { kind } = column;
  if (kind === 'json') {
    if (value === undefined) throw mistyped(table, column, value);
    const text = canonicalJson(value);
    return { value: text, text };
  }
  if (value === null && kind.endsWith('?')) return { value: null, text: 'null' };
  if (kind === 'boolean') {
    if (typeof value !== 'boolean') throw mistyped(table, column, value);
    return value ? { value: 1, text: 'true' } : { value: 0, text: 'false' };
  }
  if (kind === 'integer' || kind === 'integer?') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw mistyped(table, column, value);
    // Adding 0 turns -0 into 0, which is what comes back from the stored text.
    return { value: value + 0, text: String(value + 0) };
  }
  if (typeof value !== 'string') throw mistyped(table, column, value);
  return { value, text: JSON.stringify(value) };
}

function encodeWith(table: string, columns: readonly Column[], row: RowFields): EncodedRow {
  const values = new Array<SqlValue>(columns.length);
  let text = '{';
  for (const column of columns) {
    const encoded = encodeColumn(table, column, row[column.name]);
    values[column.index] = encoded.value;
    text += `${text.length > 1 ? ',' : ''}${column.label}${encoded.text}`;
  }
  const given = Object.keys(row);
  if (given.length !== columns.length) throw new AssertionFailure(`${table} got columns it does not have: ${given}`);
  return { text: `${text}}`, values };
}

/** Compiles the codec of a table from its declaration. */
export function createRowCodec(table: string, declaration: TableDeclaration): RowCodec {
  const columns = Object.entries(declaration.columns).map(([name, kind], index): Column => {
    return { name, kind, index, label: `${JSON.stringify(name)}:` };
  });
  const canonicalOrder = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const named = (wanted: (kind: ColumnKind) => boolean) =>
    columns.filter((column) => wanted(column.kind)).map((column) => column.name);
  const jsonColumns = named((kind) => kind === 'json');
  const booleanColumns = named((kind) => kind === 'boolean');
  const sealedColumns = named((kind) => kind.startsWith('sealed'));
  return {
    table,
    declaration,
    columns: columns.map((column) => column.name),
    sealedColumns,
    encode: (row) => encodeWith(table, canonicalOrder, row),
    decode: (stored, unseal) => {
      for (const name of jsonColumns) stored[name] = JSON.parse(String(stored[name]));
      for (const name of booleanColumns) stored[name] = stored[name] === 1;
      for (const name of sealedColumns) {
        const sealed = stored[name];
        if (typeof sealed === 'string') stored[name] = unseal(subjectOf(table, declaration, stored), sealed);
      }
      return stored;
    },
  };
}

/** Whose key seals the personal columns of a row. */
export function subjectOf(
  table: string,
  declaration: TableDeclaration,
  row: Readonly<Record<string, unknown>>,
): string {
  const subject = row[must(declaration.subject, `${table} has sealed columns but no subject`)];
  assert(typeof subject === 'string', `the subject of a row of ${table} is not text`);
  return subject;
}
