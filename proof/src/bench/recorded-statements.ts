import Sqlite from 'better-sqlite3';

type Method = 'run' | 'get' | 'all';

/** A statement as it was executed. */
export interface RecordedStatement {
  readonly sql: string;
  readonly method: Method;
  readonly params: readonly (string | number | null)[];
}

/** Hears every statement of every connection of this process that is prepared from now on. */
export interface StatementRecorder {
  /** What `work` executes, in order. */
  during(work: () => Promise<unknown>): Promise<RecordedStatement[]>;
  stop(): void;
}

/** Listens to better-sqlite3 itself, so that what is replayed is what was executed, and not what we believe it was. */
export function recordStatements(): StatementRecorder {
  const original = Sqlite.prototype.prepare;
  let heard: RecordedStatement[] | null = null;
  function prepareHeard(this: Sqlite.Database, sql: string): Sqlite.Statement<unknown[]> {
    const statement = original.call(this, sql) as Sqlite.Statement<unknown[]>;
    for (const method of ['run', 'get', 'all'] as const) {
      const execute = statement[method].bind(statement) as (...params: unknown[]) => unknown;
      Object.defineProperty(statement, method, {
        value: (...params: unknown[]) => {
          // Ours bind numbers, text and null alone.
          heard?.push({ sql, method, params: params as RecordedStatement['params'] });
          return execute(...params);
        },
      });
    }
    return statement;
  }
  // The declared method is generic in what a caller says about its parameters; nothing of that exists at run time.
  Sqlite.prototype.prepare = prepareHeard as typeof original;
  return {
    during: async (work) => {
      heard = [];
      await work();
      const statements = heard;
      heard = null;
      return statements;
    },
    stop: () => {
      Sqlite.prototype.prepare = original;
    },
  };
}

/** Of what was heard, what one command did between BEGIN and COMMIT. */
export function withinTransaction(statements: readonly RecordedStatement[]): RecordedStatement[] {
  const begin = statements.findIndex(({ sql }) => sql.startsWith('BEGIN'));
  const commit = statements.findIndex(({ sql }) => sql === 'COMMIT');
  if (begin < 0 || commit < begin) throw new Error('the command was not executed in a transaction');
  return statements.slice(begin + 1, commit);
}
