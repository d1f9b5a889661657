import type { RowImage } from '@passbell/core/journal/domain-event';
import { AssertionFailure, assert } from '@passbell/core/kernel/assert';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { sql } from 'kysely';
import { DERIVED_PROJECTIONS, type DerivedProjection, type Tenant } from './derived-rows.ts';
import { queryBuilder } from './query-builder.ts';
import type { RowCodec, RowFields } from './row-codec.ts';
import { rowCodec } from './row-codecs.ts';
import type { SqlValue, StatementCache } from './statement-cache.ts';

/** A row image ready to be hashed and stored. */
export interface EncodedImage {
  readonly codec: RowCodec;
  readonly key: readonly SqlValue[];
  readonly row: RowFields | null;
  /** In declared order; null for a row that goes. */
  readonly values: readonly SqlValue[] | null;
  /** Its canonical JSON within the event's body. */
  readonly text: string;
}

const derivedBySource = new Map<string, DerivedProjection[]>();
for (const projection of DERIVED_PROJECTIONS) {
  derivedBySource.set(projection.source, [...(derivedBySource.get(projection.source) ?? []), projection]);
}

/**
 * Encodes one image whose personal columns are sealed already. An image of a table that is not journaled, or whose key
 * is not its row's, is a bug and throws.
 */
export function encodeImage(image: RowImage): EncodedImage {
  const codec = rowCodec(image.table);
  const { declaration, table } = codec;
  if (declaration.kind !== 'journaled') throw new AssertionFailure(`${table} is ${declaration.kind}, not journaled`);
  if (image.key.length !== declaration.key.length)
    throw new AssertionFailure(`the key of an image of ${table} is short`);
  const keyText = canonicalJson(image.key);
  if (image.row === null) {
    return { codec, key: image.key, row: null, values: null, text: `{"key":${keyText},"row":null,"table":"${table}"}` };
  }
  for (const [at, column] of declaration.key.entries()) {
    if (image.row[column] !== image.key[at]) throw new AssertionFailure(`an image of ${table} has another row's key`);
  }
  const { text, values } = codec.encode(image.row);
  return { codec, key: image.key, row: image.row, values, text: `{"key":${keyText},"row":${text},"table":"${table}"}` };
}

interface RowStatements {
  readonly put: string;
  readonly remove: string | null;
}

function list(names: readonly string[]) {
  return sql.join(names.map((name) => sql.ref(name)));
}

function compileStatements({ table, columns, declaration }: RowCodec): RowStatements {
  const target = sql.table(table);
  const tenancy = declaration.kind === 'local' ? [] : ['orgId', 'locationId'];
  const all = [...columns, ...tenancy];
  const insert = sql`insert into ${target} (${list(all)}) values (${sql.join(all.map(() => 0))})`;
  // Rows of a ledger are only ever added: no conflict clause, so a second row with the key is refused by SQLite.
  if (derivedBySource.has(table)) return { put: insert.compile(queryBuilder).sql, remove: null };
  const changing = columns.filter((column) => !declaration.key.includes(column));
  const updates = changing.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const onConflict = updates.length > 0 ? sql`do update set ${sql.join(updates)}` : sql`do nothing`;
  const byKey = sql.join(
    declaration.key.map((column) => sql`${sql.ref(column)} = ${0}`),
    sql` and `,
  );
  return {
    put: sql`${insert} on conflict (${list(declaration.key)}) ${onConflict}`.compile(queryBuilder).sql,
    remove: sql`delete from ${target} where ${byKey}`.compile(queryBuilder).sql,
  };
}

const compiled = new Map<string, RowStatements>();

function statementsOf(codec: RowCodec): RowStatements {
  const known = compiled.get(codec.table);
  if (known) return known;
  const made = compileStatements(codec);
  compiled.set(codec.table, made);
  return made;
}

/** Puts a row by its key. For local tables the tenant is left away. */
export function putRow(
  statements: StatementCache,
  codec: RowCodec,
  values: readonly SqlValue[],
  tenant: Tenant | null,
) {
  const statement = statements.get(statementsOf(codec).put);
  if (tenant) statement.run(...values, tenant.orgId, tenant.locationId);
  else statement.run(...values);
}

/** Removes a row by its key; one that is not there stays so. */
export function removeRow(statements: StatementCache, codec: RowCodec, key: readonly SqlValue[]): void {
  const { remove } = statementsOf(codec);
  assert(remove !== null, `${codec.table} is a ledger; its rows never go`);
  statements.get(remove).run(...key);
}

/** Applies the images of one event, then what derives from them. Live writing and replay both come through here. */
export function applyImages(statements: StatementCache, tenant: Tenant, images: readonly EncodedImage[]): void {
  const ledgerRows = new Map<string, RowFields[]>();
  for (const { codec, key, row, values } of images) {
    if (values === null || row === null) {
      removeRow(statements, codec, key);
      continue;
    }
    putRow(statements, codec, values, tenant);
    if (!derivedBySource.has(codec.table)) continue;
    const rows = ledgerRows.get(codec.table) ?? [];
    rows.push(row);
    ledgerRows.set(codec.table, rows);
  }
  for (const [table, rows] of ledgerRows) {
    for (const projection of derivedBySource.get(table) ?? []) projection.apply(rows, statements, tenant);
  }
}
