import type { Json } from '@passbell/core/kernel/canonical-json';
import type { CompiledQuery, Kysely } from 'kysely';
import type { LocalTableName } from './local-tables.ts';
import type { Database, RowTableName } from './tables.ts';

declare const readBrand: unique symbol;
declare const writeBrand: unique symbol;

/** A query of Kysely's builder, ready to be compiled. */
export interface CompilableQuery<R = unknown> {
  compile(): CompiledQuery<R>;
}

/** A callback's value that is not a promise: nothing may be awaited inside a transaction. */
export type Sync<T> = T extends PromiseLike<unknown> ? never : T;

/** Reads of one moment. Valid only while the callback it was given to runs. */
export interface ReadTx {
  readonly [readBrand]: true;
  /** Only for building queries; it cannot run them. */
  readonly db: Kysely<Database>;
  /** Rows as stored: booleans 0 or 1, json as text, personal columns sealed. */
  all<R>(query: CompilableQuery<R>): R[];
  first<R>(query: CompilableQuery<R>): R | undefined;
  /**
   * One row by its primary key as rules see it: json parsed, booleans, personal columns in clear (null when their
   * subject was forgotten), without `orgId` and `locationId`. `Row` is the caller's word for the table's row type.
   */
  row<Row>(table: RowTableName, key: readonly (string | number)[]): Row | undefined;
  /**
   * Rows whose columns equal `where`, as rules see them. Ordered by `orderBy` (a column, or `'column desc'`), else by
   * primary key.
   */
  rows<Row>(
    table: RowTableName,
    where: Readonly<Record<string, string | number | null>>,
    orderBy?: readonly string[],
    limit?: number,
  ): Row[];
}

/** Reads, and writes to local tables. Journaled and derived rows are written by events alone. */
export interface WriteTx extends ReadTx {
  readonly [writeBrand]: true;
  /** An insert, update or delete on a local table. Anything else is a bug and throws. */
  run(query: CompilableQuery): { changes: number };
  /** Puts a whole row of a local table by its key. */
  putLocal(table: LocalTableName, row: Readonly<Record<string, Json>>): void;
  deleteLocal(table: LocalTableName, key: readonly (string | number)[]): void;
}
