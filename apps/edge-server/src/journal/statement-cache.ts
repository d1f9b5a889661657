import type Sqlite from 'better-sqlite3';

/** Shapes of SQL kept ready. Bounded, because lists of varying length each compile to a text of their own. */
const LIMIT = 500;

/** A value SQLite can hold. */
export type SqlValue = string | number | null;

/** Prepared statements by their text. */
export interface StatementCache {
  /** The statement for this text. Never left open: run it to its end before asking again. */
  get(sql: string): Sqlite.Statement<unknown[]>;
}

export function createStatementCache(db: Sqlite.Database): StatementCache {
  const statements = new Map<string, Sqlite.Statement<unknown[]>>();
  return {
    get: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      const oldest = statements.size >= LIMIT ? statements.keys().next().value : undefined;
      if (oldest !== undefined) statements.delete(oldest);
      const made = db.prepare<unknown[]>(sql);
      statements.set(sql, made);
      return made;
    },
  };
}
