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
export function isFatal(error: unknown): boolean {
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
  const open = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');
  const waiting: Work[] = [];
  let scheduled = false;
  let writing = false;
  let failed = false;

  const fail = (error: unknown, batch: readonly Work[]) => {
    failed = true;
    writing = false;
    const unknown = new OutcomeUnknown(error);
    for (const work of [...batch, ...waiting.splice(0)]) work.reject(unknown);
    onFatal(error);
  };

  const performAll = (batch: Work[]): (() => void)[] => {
    const settle: (() => void)[] = [];
    const startedMs = clock.monotonicMs();
    while (batch.length < MAX_BATCH && (batch.length === 0 || clock.monotonicMs() - startedMs < MAX_BATCH_MS)) {
      const work = waiting.shift();
      if (!work) break;
      batch.push(work);
      try {
        settle.push(work.perform());
      } catch (error) {
        if (isFatal(error) || !db.inTransaction) throw error;
        settle.push(() => work.reject(error));
      }
    }
    return settle;
  };

  const writeBatch = () => {
    const batch: Work[] = [];
    let settle: (() => void)[];
    writing = true;
    try {
      begin.run();
      settle = performAll(batch);
      commit.run();
    } catch (error) {
      fail(error, batch);
      return;
    }
    writing = false;
    committed();
    for (const acknowledge of settle) acknowledge();
  };

  const schedule = () => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    timers.soon(() => {
      scheduled = false;
      if (waiting.length > 0 && !failed) writeBatch();
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
    hasFailed: () => failed,
    savepoint: (write, undone) => {
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
    },
    flush: () => {
      while (waiting.length > 0 && !failed) writeBatch();
    },
  };
}
