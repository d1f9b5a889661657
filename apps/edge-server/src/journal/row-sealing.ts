import type { RowImage } from '@passbell/core/journal/domain-event';
import { AssertionFailure } from '@passbell/core/kernel/assert';
import type { Json } from '@passbell/core/kernel/canonical-json';
import { sql } from 'kysely';
import { queryBuilder } from './query-builder.ts';
import { type RowCodec, type RowFields, subjectOf } from './row-codec.ts';
import { rowCodec } from './row-codecs.ts';
import type { Sealer } from './sealer.ts';
import type { StatementCache } from './statement-cache.ts';

type SealedFields = Readonly<Record<string, string | null>>;

function selectSealedSql({ table, sealedColumns, declaration }: RowCodec): string {
  const columns = sql.join(sealedColumns.map((name) => sql.ref(name)));
  const byKey = sql.join(
    declaration.key.map((column) => sql`${sql.ref(column)} = ${0}`),
    sql` and `,
  );
  return sql`select ${columns} from ${sql.table(table)} where ${byKey}`.compile(queryBuilder).sql;
}

const selectSealed = new Map<string, string>();

function storedFields(statements: StatementCache, codec: RowCodec, key: RowImage['key']): SealedFields | undefined {
  const text = selectSealed.get(codec.table) ?? selectSealedSql(codec);
  selectSealed.set(codec.table, text);
  // The compiled query selects sealed columns only, which hold text or null.
  return statements.get(text).get(...key) as SealedFields | undefined;
}

interface SealedColumn {
  readonly codec: RowCodec;
  readonly name: string;
  readonly subject: string;
  readonly clear: Json | undefined;
  readonly stored: string | null;
}

/**
 * What is written for one personal column. Unchanged text keeps the ciphertext it has, so that the images of a row
 * change only where the row does. A required column of somebody forgotten keeps what nobody can read any more.
 */
function sealColumn(sealer: Sealer, { codec, name, subject, clear, stored }: SealedColumn): string | null {
  const known = stored === null ? null : sealer.unseal(subject, stored);
  if (clear === null) {
    const required = codec.declaration.columns[name] === 'sealed';
    return required && known === null ? stored : null;
  }
  if (typeof clear !== 'string') throw new AssertionFailure(`${codec.table}.${name} is sealed but got ${typeof clear}`);
  if (stored !== null && known === clear) return stored;
  return sealer.seal(subject, clear);
}

/** The image with its personal columns sealed; one without any is given back as it is. */
export function sealImage(sealer: Sealer, statements: StatementCache, image: RowImage): RowImage {
  const codec = rowCodec(image.table);
  const row: RowFields | null = image.row;
  if (row === null || codec.sealedColumns.length === 0) return image;
  const optional = (name: string) => codec.declaration.columns[name] === 'sealed?';
  if (codec.sealedColumns.every((name) => row[name] === null && optional(name))) return image;
  const subject = subjectOf(codec.table, codec.declaration, row);
  const stored = storedFields(statements, codec, image.key);
  const sealed: Record<string, string | null> = {};
  for (const name of codec.sealedColumns) {
    sealed[name] = sealColumn(sealer, { codec, name, subject, clear: row[name], stored: stored?.[name] ?? null });
  }
  return { ...image, row: { ...image.row, ...sealed } };
}
