import type { DocumentCache } from './document-cache.ts';
import type { DeviceDatabase } from './open-device-database.ts';

/** Saved documents beside the queue, in Electron. */
export function createSqliteDocumentCache(database: DeviceDatabase): DocumentCache {
  const select = database.prepare<[string], { body: string }>('SELECT body FROM documents WHERE name = ?');
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO documents (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body',
  );
  return {
    // `async` turns what SQLite throws into a rejection.
    read: async (name) => select.get(name)?.body ?? null,
    write: async (name, text) => {
      upsert.run(name, text);
    },
  };
}
