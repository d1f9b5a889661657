import { createRowCodec, type RowCodec } from './row-codec.ts';
import { ROW_TABLES, type RowTableName } from './tables.ts';

const codecs = new Map(
  Object.entries(ROW_TABLES).map(([table, declaration]) => [table, createRowCodec(table, declaration)]),
);

/** The codec of a table, compiled once for all connections. Throws for a table nobody declared. */
export function rowCodec(table: RowTableName): RowCodec {
  const codec = codecs.get(table);
  if (!codec) throw new TypeError(`no table is called ${table}`);
  return codec;
}
