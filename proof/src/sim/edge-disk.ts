import { openReader, openWriter } from '@passbell/edge-server/journal/open-database';
import { createStatementCache, type StatementCache } from '@passbell/edge-server/journal/statement-cache';
import Sqlite from 'better-sqlite3';
import { PowerLost } from './sim-machine.ts';

/**
 * What can happen to the edge at its disk. A crash drops the open transaction; a commit that fails may or may not have
 * reached the disk; a statement that fails belongs to one command alone.
 */
export const DISK_FAULTS = [
  'crash-in-transaction',
  'crash-before-commit',
  'crash-after-commit',
  'error-before-commit',
  'error-after-commit',
  'statement-error',
] as const;
export type DiskFault = (typeof DISK_FAULTS)[number];

interface DiskEvents {
  /** The machine lost its power just now. */
  crashed(): void;
  /** A fault happened where it was planned. */
  struck(fault: DiskFault): void;
}

const BEGIN = 'BEGIN IMMEDIATE';
const COMMIT = 'COMMIT';

/** The journal's file under the journal: the real SQLite, with faults at its statements. */
export class EdgeDisk {
  readonly file: string;
  readonly #events: DiskEvents;
  #fault: DiskFault | null = null;
  /** Writes left until a fault inside a transaction strikes. */
  #countdown = 0;
  #isDead = false;
  #db: Sqlite.Database | null = null;
  #checks: Sqlite.Database | null = null;
  #checkStatements: StatementCache | null = null;

  constructor(file: string, events: DiskEvents) {
    this.file = file;
    this.#events = events;
  }

  /** The next transaction meets this fault. */
  arm(fault: DiskFault, countdown: number): void {
    this.#fault = fault;
    this.#countdown = countdown;
  }

  disarm(): void {
    this.#fault = null;
  }

  /** The writer's connection, as the journal gets it. */
  open(): Sqlite.Database {
    const db = openWriter(this.file);
    this.#db = db;
    this.#isDead = false;
    this.#checks = openReader(this.file);
    this.#checkStatements = createStatementCache(this.#checks);
    const prepare = db.prepare.bind(db);
    // The same signature, its overloads aside.
    db.prepare = ((sql: string) => this.#watched(sql, prepare(sql))) as typeof db.prepare;
    return db;
  }

  /** A connection of the checks' own: it sees what is committed and nothing else. */
  get checks(): Sqlite.Database {
    if (this.#checks === null) throw new Error('the disk is not open');
    return this.#checks;
  }

  /** Statements of the checks' own connection. */
  check(sql: string): Sqlite.Statement<unknown[]> {
    if (this.#checkStatements === null) throw new Error('the disk is not open');
    return this.#checkStatements.get(sql);
  }

  get isInTransaction(): boolean {
    return this.#db?.inTransaction ?? false;
  }

  /** Copies what is committed, through the writer's own connection as the backup does. */
  copyTo(target: string): void {
    this.#db?.exec(`VACUUM INTO '${target}'`);
  }

  /** Whatever the process still tries from here on fails. */
  die(): void {
    this.#isDead = true;
  }

  /** Ends the connections as a dying process does: what was not committed is gone. */
  release(): void {
    this.#checks?.close();
    if (this.#db?.open) this.#db.close();
    this.#checks = null;
    this.#db = null;
  }

  #watched(sql: string, statement: Sqlite.Statement): Sqlite.Statement {
    const run = statement.run.bind(statement);
    statement.run = (...values: unknown[]) => {
      if (this.#isDead) throw new PowerLost();
      if (this.#fault === null || sql === BEGIN) return run(...values);
      if (sql === COMMIT) return this.#commit(() => run());
      if (this.#fault === 'crash-in-transaction' && this.#isDue()) this.#crash('crash-in-transaction');
      if (this.#fault === 'statement-error' && sql.startsWith('insert') && this.#isDue()) {
        this.#strike('statement-error');
        throw new Sqlite.SqliteError('a constraint that a simulation broke', 'SQLITE_CONSTRAINT_CHECK');
      }
      return run(...values);
    };
    return statement;
  }

  #isDue(): boolean {
    this.#countdown -= 1;
    return this.#countdown < 0;
  }

  #strike(fault: DiskFault): void {
    this.#fault = null;
    this.#events.struck(fault);
  }

  #crash(fault: DiskFault): never {
    this.#strike(fault);
    this.#isDead = true;
    this.#events.crashed();
    throw new PowerLost();
  }

  #commit(commit: () => Sqlite.RunResult): Sqlite.RunResult {
    const fault = this.#fault;
    if (fault === 'crash-before-commit') this.#crash(fault);
    if (fault === 'crash-after-commit') {
      const result = commit();
      this.#strike(fault);
      this.#isDead = true;
      this.#events.crashed();
      return result;
    }
    if (fault === 'error-before-commit' || fault === 'error-after-commit') {
      // SQLite rolls back by itself when a flush fails; what it wrote may be found in the log after a restart all the same.
      if (fault === 'error-after-commit') commit();
      else this.#db?.exec('ROLLBACK');
      this.#strike(fault);
      throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    }
    return commit();
  }
}
