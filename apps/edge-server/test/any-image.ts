import type { RowImage } from '@passbell/core/journal/domain-event';
import { type ColumnKind, TABLES, type TableName, tableDeclaration } from '@passbell/core/journal/table-declarations';
import type { Json } from '@passbell/core/kernel/canonical-json';
import fc from 'fast-check';

// Object.keys widens to string; the table's keys are exactly TableName.
const JOURNALED = (Object.keys(TABLES) as TableName[]).filter((table) => TABLES[table].kind === 'journaled');

/** Any text a person may send, and some that nobody should: emoji, right-to-left, NUL, lone surrogates left out. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const anyInteger = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 1, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1));
/** What JSON carries unchanged: fc.jsonValue holds -0, which JSON writes as 0. */
const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

function anyValue(kind: ColumnKind): fc.Arbitrary<Json> {
  if (kind === 'json') return anyJson;
  if (kind === 'boolean') return fc.boolean();
  const present: fc.Arbitrary<Json> = kind.startsWith('integer') ? anyInteger : anyText;
  return kind.endsWith('?')
    ? fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: present })
    : present;
}

/** Few keys, so that random runs meet the same row again and again. */
const anyKeyPart = fc.constantFrom('a', 'b', 'c', 'ä', '🍔', '\uffff', 'z');

function anyImageOf(table: TableName): fc.Arbitrary<RowImage> {
  const { columns, key } = tableDeclaration(table);
  const arbitraries = Object.entries(columns).map(([name, kind]): [string, fc.Arbitrary<Json>] => [
    name,
    key.includes(name) ? anyKeyPart : anyValue(kind),
  ]);
  // Every key column is drawn from anyKeyPart.
  const keyOf = (row: Record<string, Json>) => key.map((column) => row[column] as string);
  return fc
    .record(Object.fromEntries(arbitraries))
    .chain((row) =>
      fc.oneof(
        { weight: 4, arbitrary: fc.constant({ table, key: keyOf(row), row }) },
        { weight: 1, arbitrary: fc.constant({ table, key: keyOf(row), row: null }) },
      ),
    );
}

/** A row of any journaled table with any values, or its removal. */
export function anyImage(tables: readonly TableName[] = JOURNALED): fc.Arbitrary<RowImage> {
  return fc.oneof(...tables.map(anyImageOf));
}
