import { TABLES, type TableName } from '@passbell/core/journal/table-declarations';
import { assert } from '@passbell/core/kernel/assert';
import { sql } from 'kysely';
import { queryBuilder } from './query-builder.ts';
import type { RowFields } from './row-codec.ts';
import type { SqlValue, StatementCache } from './statement-cache.ts';

/** Whose rows a connection writes. */
export interface Tenant {
  readonly orgId: string;
  readonly locationId: string;
}

/** Keeps a derived table in step while journaled rows are applied, live and in replay alike. */
export interface DerivedProjection {
  /** A ledger: its rows are added and never changed or removed, which the row applier enforces. */
  readonly source: TableName;
  readonly target: TableName;
  /** Takes the new source rows of one event. */
  apply(rows: readonly RowFields[], statements: StatementCache, tenant: Tenant): void;
}

interface RunningSums {
  readonly source: TableName;
  readonly target: TableName;
  /** Columns, of the same name in both, that name the account. */
  readonly by: readonly string[];
  /** For each summed column of the target, the column of the source that is added to it. */
  readonly sums: Readonly<Record<string, string>>;
}

function addSql({ target, by, sums }: RunningSums): string {
  const columns = [...by, ...Object.keys(sums), 'orgId', 'locationId'];
  const names = (list: readonly string[]) => sql.join(list.map((name) => sql.ref(name)));
  const additions = Object.keys(sums).map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(name)} + ${sql.ref(`excluded.${name}`)}`,
  );
  return sql`insert into ${sql.table(target)} (${names(columns)}) values (${sql.join(columns.map(() => 0))})
    on conflict (${names(by)}) do update set ${sql.join(additions)}`.compile(queryBuilder).sql;
}

/** A table of running sums over a ledger. Entries of one event for the same account are added up before the write. */
function runningSums(shape: RunningSums): DerivedProjection {
  const text = addSql(shape);
  const amounts = Object.values(shape.sums);
  return {
    source: shape.source,
    target: shape.target,
    apply: (rows, statements, tenant) => {
      const accounts = new Map<string, { key: SqlValue[]; totals: number[] }>();
      for (const row of rows) {
        const key = shape.by.map((name) => String(row[name]));
        const id = JSON.stringify(key);
        const account = accounts.get(id) ?? { key, totals: amounts.map(() => 0) };
        account.totals = account.totals.map((total, at) => total + Number(row[amounts[at] ?? '']));
        accounts.set(id, account);
      }
      const statement = statements.get(text);
      for (const { key, totals } of accounts.values()) {
        statement.run(...key, ...totals, tenant.orgId, tenant.locationId);
      }
    },
  };
}

/** Every derived table. */
export const DERIVED_PROJECTIONS: readonly DerivedProjection[] = [
  runningSums({
    source: 'stock_movements',
    target: 'stock_levels',
    by: ['ingredientId'],
    sums: { onHand: 'onHandDelta', reserved: 'reservedDelta' },
  }),
];

for (const { source, target } of DERIVED_PROJECTIONS) {
  assert(TABLES[source].kind === 'journaled', `${source} is not journaled`);
  assert(TABLES[target].kind === 'derived', `${target} is not declared as derived`);
}
