import type { DocumentCache } from './document-cache.ts';
import { openKeyedDatabase, requestDone, transactionDone } from './indexeddb-request.ts';

const STORE = 'documents';

/** Documents in the browser's own database. */
export async function openIndexedDbDocumentCache(factory: IDBFactory, name: string): Promise<DocumentCache> {
  const database = await openKeyedDatabase(factory, name, STORE);
  return {
    async read(key) {
      const found: unknown = await requestDone(database.transaction(STORE).objectStore(STORE).get(key));
      return typeof found === 'string' ? found : null;
    },
    async write(key, text) {
      const transaction = database.transaction(STORE, 'readwrite');
      const done = transactionDone(transaction);
      transaction.objectStore(STORE).put(text, key);
      await done;
    },
  };
}
