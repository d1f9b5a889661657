import type { JournalEvent, RowImage } from '@passbell/core/journal/domain-event';
import { UPCASTERS, type UpcasterRegistry, upcast } from '@passbell/core/journal/upcasters';
import Sqlite from 'better-sqlite3';
import { compareTable, type RowDifference } from './compare-rows.ts';
import type { Tenant } from './derived-rows.ts';
import { migrate } from './migrations/migrate.ts';
import { applyImages, encodeImage } from './row-applier.ts';
import { createStatementCache, type StatementCache } from './statement-cache.ts';
import { REPLAYED_TABLES } from './tables.ts';
import { readEventPage, readTenant } from './verify-journal.ts';

const DEFAULT_MAX_DIFFERENCES = 100;

export interface ReplayReport {
  readonly ok: boolean;
  readonly events: number;
  /** Rows the journal accounts for. */
  readonly rows: number;
  readonly differences: readonly RowDifference[];
  /** There are more differences than the list holds. */
  readonly truncated: boolean;
  /** The event that could not be applied, if one could not; nothing was compared then. */
  readonly stoppedAt: { readonly epoch: number; readonly seq: number; readonly reason: string } | null;
}

export interface ReplayProgress {
  readonly events: number;
  readonly rows: number;
}

export interface ReplayOptions {
  readonly maxDifferences?: number;
  readonly upcasters?: UpcasterRegistry;
}

/** Applies one stored event to rows, through the upcasters. */
function replayEvent(
  statements: StatementCache,
  tenant: Tenant,
  { type, ver, body }: Pick<JournalEvent, 'type' | 'ver' | 'body'>,
  upcasters: UpcasterRegistry,
): void {
  // Written by the event writer from row images; encodeImage checks every table, key and column again.
  const images = JSON.parse(body) as RowImage[];
  applyImages(statements, tenant, upcast(type, ver, images, upcasters).map(encodeImage));
}

class Unreplayable extends Error {
  readonly event: JournalEvent;
  constructor(event: JournalEvent, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.event = event;
  }
}

/** A database for rebuilt rows: private to the connection, gone when it closes, spilled to disk when it grows. */
function openScratch(): Sqlite.Database {
  const scratch = new Sqlite('');
  scratch.pragma('journal_mode = OFF');
  scratch.pragma('synchronous = OFF');
  migrate(scratch);
  return scratch;
}

class Rebuild {
  events = 0;
  readonly rows: StatementCache;
  readonly #scratch: Sqlite.Database;
  readonly #source: StatementCache;
  readonly #tenant: Tenant;
  readonly #upcasters: UpcasterRegistry;
  #last = { epoch: 0, seq: 0 };

  constructor(scratch: Sqlite.Database, source: StatementCache, upcasters: UpcasterRegistry) {
    this.#scratch = scratch;
    this.rows = createStatementCache(scratch);
    this.#source = source;
    this.#tenant = readTenant(source);
    this.#upcasters = upcasters;
  }

  /** Applies the next page of events; false when there was none. */
  advance(): boolean {
    const page = readEventPage(this.#source, this.#last.epoch, this.#last.seq);
    this.#scratch.transaction(() => {
      for (const event of page) this.#apply(event);
    })();
    this.events += page.length;
    this.#last = page.at(-1) ?? this.#last;
    return page.length > 0;
  }

  #apply(event: JournalEvent): void {
    try {
      replayEvent(this.rows, this.#tenant, event, this.#upcasters);
    } catch (error) {
      throw new Unreplayable(event, error);
    }
  }
}

function* compareAll(rebuild: Rebuild, stored: StatementCache, max: number): Generator<ReplayProgress, ReplayReport> {
  const differences: RowDifference[] = [];
  let rows = 0;
  for (const table of REPLAYED_TABLES) {
    const walk = compareTable(table, stored, rebuild.rows);
    for (let step = walk.next(); ; step = walk.next()) {
      if (step.done) {
        rows += step.value;
        break;
      }
      if (step.value === null) yield { events: rebuild.events, rows };
      else differences.push(step.value);
      if (differences.length > max) break;
    }
  }
  const ok = differences.length === 0;
  const truncated = differences.length > max;
  return { ok, events: rebuild.events, rows, differences: differences.slice(0, max), truncated, stoppedAt: null };
}

/**
 * Rebuilds every journaled and derived row from the journal alone and compares each with the stored one, a page per
 * step, so that a caller can do other things in between. While the log is read nothing is held; comparing holds one
 * read transaction, so that both sides are of the same moment.
 */
export function* replayInSlices(
  db: Sqlite.Database,
  { maxDifferences = DEFAULT_MAX_DIFFERENCES, upcasters = UPCASTERS }: ReplayOptions = {},
): Generator<ReplayProgress, ReplayReport> {
  const stored = createStatementCache(db);
  const scratch = openScratch();
  const rebuild = new Rebuild(scratch, stored, upcasters);
  try {
    while (rebuild.advance()) yield { events: rebuild.events, rows: 0 };
    db.exec('BEGIN');
    while (rebuild.advance()) yield { events: rebuild.events, rows: 0 };
    return yield* compareAll(rebuild, stored, maxDifferences);
  } catch (error) {
    if (!(error instanceof Unreplayable)) throw error;
    const { epoch, seq } = error.event;
    const stoppedAt = { epoch, seq, reason: error.message };
    return { ok: false, events: rebuild.events, rows: 0, differences: [], truncated: false, stoppedAt };
  } finally {
    if (db.inTransaction) db.exec('COMMIT');
    scratch.close();
  }
}

/** Rebuilds and compares in one go. Works on any connection, also a read-only one. */
export function replayJournal(
  db: Sqlite.Database,
  options: ReplayOptions & { readonly onProgress?: (progress: ReplayProgress) => void } = {},
): ReplayReport {
  const walk = replayInSlices(db, options);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    options.onProgress?.(step.value);
  }
}
