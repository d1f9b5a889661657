import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { assert } from '@passbell/core/kernel/assert';
import type { Clock } from '@passbell/core/kernel/clock';
import type { IdSource } from '@passbell/core/kernel/ids';
import type { RandomSource } from '@passbell/core/kernel/random';
import type { Cancel, Timers } from '@passbell/core/kernel/timers';
import type Sqlite from 'better-sqlite3';
import type { CommandEnvelope, Decide, Outcome } from './command.ts';
import { createCommandRunner } from './command-runner.ts';
import { createCommandStore } from './command-store.ts';
import { type CommittedBatch, createCommitListeners } from './commit-listeners.ts';
import type { Tenant } from './derived-rows.ts';
import { createEventWriter, type Head } from './event-writer.ts';
import { createGroupCommit } from './group-commit.ts';
import { establishIdentity, type Identity } from './identity.ts';
import { SubmitRefused } from './journal-errors.ts';
import type { Keyring } from './keyring.ts';
import { migrate } from './migrations/migrate.ts';
import { openWriter } from './open-database.ts';
import { createReadTx } from './read-tx.ts';
import { createSealer } from './sealer.ts';
import { createStatementCache } from './statement-cache.ts';
import { forgetSubject } from './subject-forgetting.ts';
import type { ReadTx, Sync, WriteTx } from './transactions.ts';
import { createWriteTx } from './write-tx.ts';

export type { CommandEnvelope, Decide, DecideContext, Decision, Outcome } from './command.ts';
export type { CommittedBatch, CommittedTxn } from './commit-listeners.ts';
export type { CommittedEvent } from './event-writer.ts';

const DEFAULT_MAX_WAITING = 2_000;

/** The log of one location and the rows that follow from it. One per file, one file per process. */
export interface Journal {
  /**
   * Decides a command and commits it together with whatever else waits. Resolves only after COMMIT has returned.
   * Refused as `overloaded` or `shutting_down` it was not taken up at all.
   * @throws {OutcomeUnknown} (rejects) when the disk failed: answer nothing, drop the connection.
   * @throws (rejects) what `decide` threw, a bug; nothing of the command was written.
   */
  submit(envelope: CommandEnvelope): Promise<Outcome>;
  /**
   * Writes to local tables in the same group commit; no events.
   * @throws {SubmitRefused} (rejects) when it was not taken up.
   */
  submitLocal<T>(write: (tx: WriteTx) => Sync<T>): Promise<T>;
  /** A short read between batches. Not from within `decide` or a write: those have their own `tx`. */
  read<T>(read: (tx: ReadTx) => Sync<T>): T;
  /** Hears of every commit with events, after COMMIT has returned and before its acknowledgements resolve. */
  onCommitted(listener: (batch: CommittedBatch) => void): Cancel;
  head(): Head;
  identity(): Identity;
  /** Commands and local writes that wait for a batch. */
  pending(): number;
  /**
   * Destroys the key of a subject, so that its personal columns read as null from now on, in rows and in every event
   * ever written, while the chain stays whole.
   */
  forgetSubject(subject: string): Promise<void>;
  /** Commits what waits, checkpoints and closes the file. Calling it again waits for the same end. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly file: string;
  readonly decide: Decide;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomSource;
  readonly ids: IdSource;
  readonly identity: Tenant;
  readonly keyring: Keyring;
  /** The disk failed and the outcome of what was being committed is unknown. The process must end and start anew. */
  readonly onFatal: (error: unknown) => void;
  /** A listener threw, which is a bug; the commit stands. Left away, it counts as fatal. */
  readonly onListenerError?: (error: unknown) => void;
  readonly maxWaiting?: number;
  /**
   * A reason not to take a command up at this moment, such as a full disk. Asked only for keys that are new, so that
   * retries hear their answer; what is held back leaves no trace and may be sent again with the same key.
   */
  readonly holdBack?: (envelope: CommandEnvelope) => DomainError | null;
}

/**
 * Opens the journal of a location, creating it when the file is not there.
 * @throws {JournalTooNew} for a file of a newer version.
 * @throws {JournalMismatch} for a file of another location, or one sealed with another keyring.
 */
export function openJournal(options: JournalOptions): Journal {
  const db = openWriter(options.file);
  try {
    migrate(db);
    return createJournal(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What works on the one writer connection. */
function connect(db: Sqlite.Database, { clock, ids, keyring, random, identity: tenant }: Omit<JournalOptions, 'file'>) {
  const statements = createStatementCache(db);
  const sealer = createSealer(statements, { keyring, random, clock });
  const writer = createEventWriter({ statements, tenant, sealer, ids });
  const identity = establishIdentity(db, { statements, writer, clock, ids, keyring, random, tenant });
  const reads = createReadTx(statements, sealer);
  return { statements, sealer, writer, identity, reads, writes: createWriteTx(statements, reads) };
}

/** The journal over a migrated writer connection, which it closes in the end. */
export function createJournal(db: Sqlite.Database, options: Omit<JournalOptions, 'file'>): Journal {
  const { clock, timers, ids, decide, onFatal, onListenerError = onFatal, maxWaiting = DEFAULT_MAX_WAITING } = options;
  const connection = connect(db, options);
  const { statements, sealer, writer, identity, reads, writes } = connection;
  const listeners = createCommitListeners(writer.head, onListenerError);
  const group = createGroupCommit({ db, clock, timers, committed: listeners.notify, onFatal });
  const commands = createCommandStore(statements);
  const { holdBack = () => null } = options;
  const parts = { ...connection, decide, holdBack, commands, group, clock, ids, tenant: options.identity };
  const runCommand = createCommandRunner({ ...parts, committed: listeners.collect });
  let closing: Promise<void> | undefined;

  const refusal = () => {
    if (closing || group.hasFailed()) return domainError('shutting_down');
    return group.pending() >= maxWaiting ? domainError('overloaded') : null;
  };
  const enqueue = <T>(run: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const perform = () => {
        const value = run();
        return () => resolve(value);
      };
      group.add({ perform, reject });
    });
  const enqueueWrite = <T>(write: () => T): Promise<T> => {
    const error = refusal();
    if (error) return Promise.reject(new SubmitRefused(error));
    return enqueue(() => group.savepoint(write, sealer.dropRemembered));
  };

  return {
    submit: (envelope) => {
      const error = refusal();
      if (error) return Promise.resolve({ status: 'refused', error, duplicate: false });
      return enqueue(() => runCommand(envelope));
    },
    submitLocal: <T>(write: (tx: WriteTx) => Sync<T>) => enqueueWrite<T>(() => assertSync<T>(write(writes))),
    read: <T>(read: (tx: ReadTx) => Sync<T>) => {
      assert(!group.isWriting(), 'read the journal through the tx at hand while a batch is being written');
      return assertSync<T>(read(reads));
    },
    onCommitted: listeners.add,
    head: writer.head,
    identity: () => identity,
    pending: group.pending,
    forgetSubject: (subject) =>
      enqueueWrite(() => {
        forgetSubject(statements, subject, clock.nowMs());
        sealer.dropRemembered();
      }),
    close: () => {
      closing ??= shutDown(db, group.flush);
      return closing;
    },
  };
}

/** For what the types cannot see: a callback that was cast. */
function assertSync<T>(value: T): T {
  const isPromise = typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
  assert(!isPromise, 'nothing may be awaited inside a transaction');
  return value;
}

async function shutDown(db: Sqlite.Database, flush: () => void): Promise<void> {
  flush();
  // A reader at work only leaves the WAL longer; it is checkpointed at the next start.
  if (!db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
