import { AssertionFailure, assert } from '@passbell/core/kernel/assert';
import type { Json } from '@passbell/core/kernel/canonical-json';
import type { CompiledQuery } from 'kysely';
import { JOURNAL_OWN_TABLES, LOCAL_TABLES, type LocalTableName } from './local-tables.ts';
import { bindable } from './read-tx.ts';
import { putRow, removeRow } from './row-applier.ts';
import { rowCodec } from './row-codecs.ts';
import type { StatementCache } from './statement-cache.ts';
import type { CompilableQuery, ReadTx, WriteTx } from './transactions.ts';

/** The table a compiled statement writes, or null when it is not a plain insert, update or delete on one table. */
function writtenTable({ query }: CompiledQuery): string | null {
  if (query.kind === 'InsertQueryNode') return query.into?.table.identifier.name ?? null;
  const target =
    query.kind === 'UpdateQueryNode'
      ? query.table
      : query.kind === 'DeleteQueryNode' && query.from.froms.length === 1
        ? query.from.froms[0]
        : undefined;
  return target?.kind === 'TableNode' && 'table' in target ? tableName(target) : null;
}

function tableName(node: object): string | null {
  // Kysely's TableNode; its operand type is a union that does not narrow by kind.
  return (node as { table?: { identifier?: { name?: string } } }).table?.identifier?.name ?? null;
}

function assertWritable(table: string | null): asserts table is LocalTableName {
  const writable = table !== null && Object.hasOwn(LOCAL_TABLES, table) && !JOURNAL_OWN_TABLES.has(table);
  if (!writable) throw new AssertionFailure(`${table ?? 'that'} is not a local table; its rows come from events alone`);
}

/** Reads, and writes to the local tables that are not the journal's own. */
export function createWriteTx(statements: StatementCache, reads: ReadTx): WriteTx {
  const writes = {
    run: (query: CompilableQuery) => {
      const compiled = query.compile();
      assertWritable(writtenTable(compiled));
      return { changes: statements.get(compiled.sql).run(...bindable(compiled)).changes };
    },
    putLocal: (table: LocalTableName, row: Readonly<Record<string, Json>>) => {
      assertWritable(table);
      const codec = rowCodec(table);
      putRow(statements, codec, codec.encode(row).values, null);
    },
    deleteLocal: (table: LocalTableName, key: readonly (string | number)[]) => {
      assertWritable(table);
      const codec = rowCodec(table);
      assert(key.length === codec.declaration.key.length, 'a key has as many parts as its table declares');
      removeRow(statements, codec, key);
    },
  };
  // The brand exists for the type checker only: nothing but this function makes a WriteTx.
  return { ...reads, ...writes } as unknown as WriteTx;
}
