import { AssertionFailure, assert } from '@passbell/core/kernel/assert';
import { type CompiledQuery, sql } from 'kysely';
import { queryBuilder } from './query-builder.ts';
import type { RowCodec } from './row-codec.ts';
import { rowCodec } from './row-codecs.ts';
import type { Unsealer } from './sealer.ts';
import type { SqlValue, StatementCache } from './statement-cache.ts';
import type { ReadTx } from './transactions.ts';

type Where = Readonly<Record<string, string | number | null>>;

/** The values of a compiled query as better-sqlite3 takes them, which refuses booleans and undefined. */
export function bindable(query: CompiledQuery): SqlValue[] {
  return query.parameters.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    throw new AssertionFailure(`a query carries a ${typeof value}`);
  });
}

function orderTerm(codec: RowCodec, term: string) {
  const descending = term.endsWith(' desc');
  const name = descending ? term.slice(0, -' desc'.length) : term;
  assertColumn(codec, name);
  return descending ? sql`${sql.ref(name)} desc` : sql.ref(name);
}

function assertColumn(codec: RowCodec, name: string): void {
  if (!Object.hasOwn(codec.declaration.columns, name)) throw new AssertionFailure(`${codec.table} has no ${name}`);
}

function selectSql(codec: RowCodec, where: Where, orderBy: readonly string[], limited: boolean): string {
  const terms = Object.entries(where).map(([name, value]) => {
    assertColumn(codec, name);
    return value === null ? sql`${sql.ref(name)} is null` : sql`${sql.ref(name)} = ${0}`;
  });
  const columns = sql.join(codec.columns.map((name) => sql.ref(name)));
  const condition = terms.length > 0 ? sql` where ${sql.join(terms, sql` and `)}` : sql``;
  const order = orderBy.length > 0 ? sql` order by ${sql.join(orderBy.map((term) => orderTerm(codec, term)))}` : sql``;
  const limit = limited ? sql` limit ${0}` : sql``;
  return sql`select ${columns} from ${sql.table(codec.table)}${condition}${order}${limit}`.compile(queryBuilder).sql;
}

/** SQL of `row` and `rows` by shape, for all connections. The shapes are those written in the program, so it is bounded. */
const selects = new Map<string, string>();

function cachedSelect(codec: RowCodec, where: Where, orderBy: readonly string[], limited: boolean): string {
  let shape = codec.table;
  for (const name in where) shape += where[name] === null ? `|${name}?` : `|${name}`;
  if (orderBy.length > 0) shape += `>${orderBy.join()}`;
  if (limited) shape += '#';
  const known = selects.get(shape);
  if (known) return known;
  const made = selectSql(codec, where, orderBy, limited);
  selects.set(shape, made);
  return made;
}

function byPrimaryKey(codec: RowCodec): string {
  const where = Object.fromEntries(codec.declaration.key.map((column) => [column, 0]));
  return cachedSelect(codec, where, [], false);
}

/** Reads over one connection. */
export function createReadTx(statements: StatementCache, unsealer: Unsealer): ReadTx {
  // better-sqlite3 gives plain objects with the selected columns.
  const decode = (codec: RowCodec, stored: unknown) => codec.decode(stored as Record<string, unknown>, unsealer.unseal);
  const tx = {
    db: queryBuilder,
    all: <R>(query: { compile(): CompiledQuery<R> }) => {
      const compiled = query.compile();
      // Kysely's types follow the declared tables, which a test holds against the schema.
      return statements.get(compiled.sql).all(...bindable(compiled)) as R[];
    },
    first: <R>(query: { compile(): CompiledQuery<R> }) => {
      const compiled = query.compile();
      return statements.get(compiled.sql).get(...bindable(compiled)) as R | undefined;
    },
    row: <Row>(table: Parameters<typeof rowCodec>[0], key: readonly (string | number)[]) => {
      const codec = rowCodec(table);
      assert(key.length === codec.declaration.key.length, 'a key has as many parts as its table declares');
      const stored = statements.get(byPrimaryKey(codec)).get(...key);
      // The caller names the row type that belongs to the table; the codec makes rows of exactly its declaration.
      return stored === undefined ? undefined : (decode(codec, stored) as Row);
    },
    rows: <Row>(table: Parameters<typeof rowCodec>[0], where: Where, orderBy?: readonly string[], limit?: number) => {
      const codec = rowCodec(table);
      const text = cachedSelect(codec, where, orderBy ?? codec.declaration.key, limit !== undefined);
      const values: SqlValue[] = Object.values(where).filter((value) => value !== null);
      if (limit !== undefined) values.push(limit);
      // As above.
      return statements
        .get(text)
        .all(...values)
        .map((stored) => decode(codec, stored) as Row);
    },
  };
  // The brand exists for the type checker only: nothing but this function makes a ReadTx.
  return tx as unknown as ReadTx;
}
