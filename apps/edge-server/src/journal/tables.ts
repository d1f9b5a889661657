import {
  type ColumnKind,
  TABLES,
  type TableDeclaration,
  type TableName,
} from '@passbell/core/journal/table-declarations';
import { LOCAL_TABLES, type LocalTableName } from './local-tables.ts';

/** What SQLite holds for a column: booleans are 0 or 1, json and sealed are text. */
type StoredColumn<Kind extends ColumnKind> = Kind extends 'integer' | 'boolean'
  ? number
  : Kind extends 'integer?'
    ? number | null
    : Kind extends 'text?' | 'sealed?'
      ? string | null
      : string;

type StoredColumns<Declaration extends TableDeclaration> = {
  [Column in keyof Declaration['columns']]: StoredColumn<Declaration['columns'][Column]>;
};

/** The columns the journal adds to every journaled and derived row. */
interface Tenancy {
  orgId: string;
  locationId: string;
}

export interface EventsTable {
  epoch: number;
  seq: number;
  txn: number;
  id: string;
  type: string;
  ver: number;
  entity: string;
  entityId: string;
  occurredMs: number;
  actor: string | null;
  device: string;
  commandKey: string;
  body: string;
  prevHash: string;
  hash: string;
}

/** A row of a journaled or derived table as stored, for Kysely. */
export type StoredRow<Name extends TableName> = StoredColumns<(typeof TABLES)[Name]> & Tenancy;
export type StoredLocalRow<Name extends LocalTableName> = StoredColumns<(typeof LOCAL_TABLES)[Name]>;

/** The tables of the edge file as they are stored, for Kysely's builder. */
export type Database = { [Name in TableName]: StoredRow<Name> } & {
  [Name in LocalTableName]: StoredLocalRow<Name>;
} & { events: EventsTable };

/** Every table whose rows can be read by key: all but the log itself. */
export type RowTableName = TableName | LocalTableName;

/** Every row table's declaration, by name. */
export const ROW_TABLES: Readonly<Record<RowTableName, TableDeclaration>> = { ...TABLES, ...LOCAL_TABLES };

// Object.keys widens to string; the table's keys are exactly TableName.
export const REPLAYED_TABLES = Object.keys(TABLES) as TableName[];
