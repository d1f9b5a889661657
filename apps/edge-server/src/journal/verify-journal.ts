import { GENESIS_HASH, type JournalEvent } from '@passbell/core/journal/domain-event';
import type Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Tenant } from './derived-rows.ts';
import { chainHash } from './event-writer.ts';
import { readMeta } from './identity.ts';
import { queryBuilder } from './query-builder.ts';
import { createStatementCache, type StatementCache } from './statement-cache.ts';

const PAGE_EVENTS = 500;

/**
 * What is wrong with an event, or with the place where it should be:
 * `missing` nothing has this number (cut out of the middle, or off the end while commands remember it);
 * `epoch_skipped` an epoch begins that does not follow the one before;
 * `prev_hash_mismatch` it does not follow the event before it;
 * `hash_mismatch` its header or body is not what was hashed (changed, or moved from another place);
 * `txn_mismatch` it claims a command that did not begin where it says.
 */
export type VerifyProblem = 'missing' | 'epoch_skipped' | 'prev_hash_mismatch' | 'hash_mismatch' | 'txn_mismatch';

export type VerifyReport =
  | { readonly ok: true; readonly events: number; readonly epoch: number; readonly seq: number; readonly hash: string }
  | {
      readonly ok: false;
      /** Events before this one are whole. */
      readonly events: number;
      readonly epoch: number;
      readonly seq: number;
      readonly problem: VerifyProblem;
    };

export interface VerifyProgress {
  readonly events: number;
  readonly epoch: number;
  readonly seq: number;
}

const selectPage = queryBuilder
  .selectFrom('events')
  .selectAll()
  .where((eb) => eb(eb.refTuple('epoch', 'seq'), '>', eb.tuple(0, 0)))
  .orderBy('epoch')
  .orderBy('seq')
  .limit(PAGE_EVENTS)
  .compile().sql;

/** Commands are never removed, so the highest rowid is the newest. */
const selectNewestCommand = queryBuilder
  .selectFrom('commands')
  .select('seq')
  .orderBy(sql`rowid`, 'desc')
  .limit(1)
  .compile().sql;

/** A page of events after a place. Each page is a read of its own, so that a long walk never holds the writer up. */
export function readEventPage(statements: StatementCache, epoch: number, seq: number): JournalEvent[] {
  // The compiled query selects the columns of the events table, which are those of JournalEvent.
  return statements.get(selectPage).all(epoch, seq, PAGE_EVENTS) as JournalEvent[];
}

/** Whose journal a file is. A file without an owner was never a journal. */
export function readTenant(statements: StatementCache): Tenant {
  const meta = readMeta(statements);
  return { orgId: meta.get('orgId') ?? '', locationId: meta.get('locationId') ?? '' };
}

interface Place {
  readonly epoch: number;
  readonly seq: number;
  readonly txn: number;
  readonly hash: string;
}

function problemOf(tenant: Tenant, previous: Place, event: JournalEvent): VerifyProblem | null {
  if (event.seq !== previous.seq + 1) return 'missing';
  const isNewEpoch = event.epoch !== previous.epoch;
  if (isNewEpoch && (event.epoch !== previous.epoch + 1 || event.type !== 'epoch.started')) return 'epoch_skipped';
  if (event.prevHash !== previous.hash) return 'prev_hash_mismatch';
  if (event.hash !== chainHash(tenant, event)) return 'hash_mismatch';
  const continues = event.txn === previous.txn && !isNewEpoch;
  return continues || event.txn === event.seq ? null : 'txn_mismatch';
}

function placeAfter({ epoch, seq }: Place) {
  return { epoch: Math.max(epoch, 1), seq: seq + 1 };
}

/**
 * Walks the chain from its first event, a page per step, so that a caller can do other things in between.
 * The walk ends at the head of the moment it gets there.
 */
export function* verifyInSlices(db: Sqlite.Database): Generator<VerifyProgress, VerifyReport> {
  const statements = createStatementCache(db);
  const tenant = readTenant(statements);
  // Read before the walk, so that commands committed meanwhile cannot look like a missing end.
  const newest = statements.get(selectNewestCommand).get(1) as { seq: number } | undefined;
  let previous: Place = { epoch: 0, seq: 0, txn: 0, hash: GENESIS_HASH };
  let events = 0;
  for (;;) {
    const page = readEventPage(statements, previous.epoch, previous.seq);
    for (const event of page) {
      const problem = problemOf(tenant, previous, event);
      if (problem) {
        return problem === 'missing'
          ? { ok: false, events, ...placeAfter(previous), problem }
          : { ok: false, events, epoch: event.epoch, seq: event.seq, problem };
      }
      previous = event;
      events += 1;
    }
    if (page.length === 0) break;
    yield { events, epoch: previous.epoch, seq: previous.seq };
  }
  if (events === 0 || previous.seq < (newest?.seq ?? 0)) {
    return { ok: false, events, ...placeAfter(previous), problem: 'missing' };
  }
  return { ok: true, events, epoch: previous.epoch, seq: previous.seq, hash: previous.hash };
}

/** Walks the whole chain and names the first bad event. Works on any connection, also a read-only one. */
export function verifyJournal(
  db: Sqlite.Database,
  { onProgress }: { readonly onProgress?: (progress: VerifyProgress) => void } = {},
): VerifyReport {
  const walk = verifyInSlices(db);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
