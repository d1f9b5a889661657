import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import Sqlite from 'better-sqlite3';
import { OutcomeUnknown } from './journal-errors.ts';

const MAX_BATCH = 64;
/** A batch takes no further work after this long, so that the event loop breathes. */
const MAX_BATCH_MS = 5;

/**
 * Errors of SQLite after which nothing is certain about the file or the transaction. The rest (a broken constraint, a
 * mistyped value) belong to the statement that caused them.
 */
const FATAL =
  /^SQLITE_(IOERR|FULL|CORRUPT|NOTADB|NOMEM|BUSY|LOCKED|PROTOCOL|CANTOPEN|READONLY|INTERNAL|PERM|AUTH|MISUSE|NOLFS)/u;

/** Whether the journal must stop: what is on disk is no longer known. */
function isFatal(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && FATAL.test(error.code);
}

/** One unit of work waiting for the next batch. */
export interface Work {
  /** Runs inside the transaction; gives back what to call once it is committed. A throw undoes this work alone. */
  perform(): () => void;
  /** Hears of its own throw after the batch was committed, or of `OutcomeUnknown`. */
  reject(error: unknown): void;
}

export interface GroupCommit {
  /** Queues work for the next batch. */
  add(work: Work): void;
  pending(): number;
  /** Whether a batch is being written right now. */
  isWriting(): boolean;
  hasFailed(): boolean;
  /** Runs `write` in a savepoint: a throw undoes it, calls `undone` and goes on. */
  savepoint<T>(write: () => T, undone: () => void): T;
  /** Commits all that waits, now. */
  flush(): void;
}

interface Options {
  readonly db: Sqlite.Database;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Runs after COMMIT has returned and before anything is acknowledged. */
  readonly committed: () => void;
  readonly onFatal: (error: unknown) => void;
}

/** Runs a write by itself inside the open transaction. */
function createSavepoint(db: Sqlite.Database): GroupCommit['savepoint'] {
  const open = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');
  return (write, undone) => {
    open.run();
    let value: ReturnType<typeof write>;
    try {
      value = write();
    } catch (error) {
      undone();
      // SQLite has rolled all back by itself when it could not go on; there is no savepoint to return to then.
      if (db.inTransaction) {
        undo.run();
        release.run();
      }
      throw error;
    }
    release.run();
    return value;
  };
}

/** Takes work for one batch and performs it; gives back the acknowledgements to make once it is committed. */
function performBatch(waiting: Work[], batch: Work[], { db, clock }: Pick<Options, 'db' | 'clock'>): (() => void)[] {
  const acknowledgements: (() => void)[] = [];
  const startedMs = clock.monotonicMs();
  while (batch.length < MAX_BATCH && (batch.length === 0 || clock.monotonicMs() - startedMs < MAX_BATCH_MS)) {
    const work = waiting.shift();
    if (!work) break;
    batch.push(work);
    try {
      acknowledgements.push(work.perform());
    } catch (error) {
      if (isFatal(error) || !db.inTransaction) throw error;
      acknowledgements.push(() => work.reject(error));
    }
  }
  return acknowledgements;
}

/**
 * Commits what waits together: one `BEGIN IMMEDIATE`, each work by itself, one COMMIT, and only then the
 * acknowledgements. A flush to disk costs the same for one order as for sixty-four.
 *
 * When BEGIN or COMMIT throws, or SQLite reports that the disk failed it, the outcome is unknown: the row may be there
 * after a restart. Then nobody is answered, everybody waiting hears `OutcomeUnknown`, and `onFatal` is called once.
 */
export function createGroupCommit({ db, clock, timers, committed, onFatal }: Options): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const waiting: Work[] = [];
  let state: 'idle' | 'scheduled' | 'failed' = 'idle';
  let writing = false;

  const fail = (error: unknown, batch: readonly Work[]) => {
    state = 'failed';
    const unknown = new OutcomeUnknown(error);
    for (const work of [...batch, ...waiting.splice(0)]) work.reject(unknown);
    onFatal(error);
  };
  const writeBatch = () => {
    const batch: Work[] = [];
    let acknowledgements: (() => void)[];
    writing = true;
    try {
      begin.run();
      acknowledgements = performBatch(waiting, batch, { db, clock });
      commit.run();
    } catch (error) {
      fail(error, batch);
      return;
    } finally {
      writing = false;
    }
    committed();
    for (const acknowledge of acknowledgements) acknowledge();
  };
  const schedule = () => {
    if (state !== 'idle' || waiting.length === 0) return;
    state = 'scheduled';
    timers.soon(() => {
      if (state !== 'scheduled') return;
      state = 'idle';
      if (waiting.length > 0) writeBatch();
      schedule();
    });
  };

  return {
    add: (work) => {
      waiting.push(work);
      schedule();
    },
    pending: () => waiting.length,
    isWriting: () => writing,
    hasFailed: () => state === 'failed',
    savepoint: createSavepoint(db),
    flush: () => {
      while (waiting.length > 0 && state !== 'failed') writeBatch();
    },
  };
}
