import type { JournalEvent } from '@passbell/core/journal/domain-event';
import { must } from '@passbell/core/kernel/assert';
import type Sqlite from 'better-sqlite3';
import { type Head, readHead } from './event-writer.ts';
import { type Identity, readMeta } from './identity.ts';
import type { Keyring } from './keyring.ts';
import { openReader } from './open-database.ts';
import { queryBuilder } from './query-builder.ts';
import { createReadTx } from './read-tx.ts';
import { createUnsealer, type Unsealer } from './sealer.ts';
import { createStatementCache, type StatementCache } from './statement-cache.ts';
import type { ReadTx, Sync } from './transactions.ts';

/** How much is read at once. The first transaction is given whole even when it alone is more. */
export interface ReadLimits {
  readonly maxEvents: number;
  /** Of the events' bodies, as UTF-8. */
  readonly maxBytes: number;
}

/** Reads a journal beside its writer, from any thread or process. Each call is a short transaction of its own. */
export interface JournalReader {
  /** Events after a place, oldest first. What one command did is never cut apart. */
  eventsAfter(epoch: number, seq: number, limits: ReadLimits): JournalEvent[];
  /** The events of one command, by the first seq of it. */
  eventsForTxn(epoch: number, txn: number): JournalEvent[];
  /** The event at a place, if it is there. */
  eventAt(epoch: number, seq: number): JournalEvent | undefined;
  head(): Head;
  identity(): Identity;
  /** Rows of one moment, for reports. Keep it under 50 ms: a long reader slows the writer. */
  read<T>(read: (tx: ReadTx) => Sync<T>): T;
  close(): void;
}

const allColumns = queryBuilder.selectFrom('events').selectAll();
const selectAfter = allColumns
  .where((eb) => eb(eb.refTuple('epoch', 'seq'), '>', eb.tuple(0, 0)))
  .orderBy('epoch')
  .orderBy('seq')
  .compile().sql;
const selectAt = allColumns.where('epoch', '=', 0).where('seq', '=', 0).compile().sql;
/** Takes whole transactions from an ordered run of events until a limit is passed. */
function takeTransactions(events: Iterable<JournalEvent>, { maxEvents, maxBytes }: ReadLimits): JournalEvent[] {
  const taken: JournalEvent[] = [];
  let wholeCount = 0;
  let bytes = 0;
  for (const event of events) {
    const last = taken.at(-1);
    const startsTxn = last === undefined || last.txn !== event.txn || last.epoch !== event.epoch;
    if (startsTxn) wholeCount = taken.length;
    bytes += Buffer.byteLength(event.body);
    const isOver = taken.length >= maxEvents || bytes > maxBytes;
    if (isOver && wholeCount > 0) return taken.slice(0, wholeCount);
    taken.push(event);
  }
  return taken;
}

/** The events of one command, which lie next to each other, so the walk stops early. */
function* eventsOfTxn(events: Iterable<JournalEvent>, epoch: number, txn: number): Generator<JournalEvent> {
  for (const event of events) {
    if (event.epoch !== epoch || event.txn !== txn) return;
    yield event;
  }
}

function createJournalReader(db: Sqlite.Database, unsealerOf: (statements: StatementCache) => Unsealer): JournalReader {
  const statements = createStatementCache(db);
  const unsealer = unsealerOf(statements);
  const reads = createReadTx(statements, unsealer);
  // The compiled query selects the columns of the events table, which are those of JournalEvent.
  const after = (epoch: number, seq: number) =>
    statements.get(selectAfter).iterate(epoch, seq) as IterableIterator<JournalEvent>;
  return {
    eventsAfter: (epoch, seq, limits) => takeTransactions(after(epoch, seq), limits),
    eventsForTxn: (epoch, txn) => [...eventsOfTxn(after(epoch, txn - 1), epoch, txn)],
    // As above.
    eventAt: (epoch, seq) => statements.get(selectAt).get(epoch, seq) as JournalEvent | undefined,
    head: () => readHead(statements),
    identity: () => {
      const meta = readMeta(statements);
      const named = (name: string) => must(meta.get(name), `the journal does not say its ${name}`);
      return { orgId: named('orgId'), locationId: named('locationId'), nodeId: named('nodeId') };
    },
    read: (read) => {
      // The writer may have destroyed a key since the last read.
      unsealer.dropRemembered();
      // A transaction, so that several selects see one moment although the writer goes on.
      return db.transaction(() => read(reads))();
    },
    close: () => db.close(),
  };
}

const SEALED_SHUT: Unsealer = { unseal: () => null, dropRemembered: () => undefined };

/** Opens a reader. Without a keyring, personal columns read as null. */
export function openJournalReader(file: string, options: { readonly keyring?: Keyring } = {}): JournalReader {
  const { keyring } = options;
  return createJournalReader(openReader(file), (statements) =>
    keyring ? createUnsealer(statements, keyring) : SEALED_SHUT,
  );
}
