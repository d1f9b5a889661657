import { openKeyedDatabase, requestDone, transactionDone } from './indexeddb-request.ts';
import type { QueueStore, StoredCommand } from './queue-store.ts';

const STORE = 'commands';

/**
 * The queue of a till in a plain browser tab. Second best: browsers may clear it and flush it late, so tills that must not
 * lose a press run in Electron, where the queue is a SQLite file.
 */
export async function openIndexedDbQueueStore(factory: IDBFactory, name: string): Promise<QueueStore> {
  const database = await openKeyedDatabase(factory, name, STORE);
  const write = async (work: (store: IDBObjectStore) => void) => {
    // `strict`: the promise waits for the disk, as far as the browser can tell. Chrome's default since 121 does not.
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    const done = transactionDone(transaction);
    work(transaction.objectStore(STORE));
    await done;
  };
  return {
    isDurable: true,
    async load() {
      const found: unknown[] = await requestDone(database.transaction(STORE).objectStore(STORE).getAll());
      const commands = found as StoredCommand[]; // Only `put` below writes here.
      return commands.sort((a, b) => a.position - b.position);
    },
    put: (command) => write((store) => store.put(command, command.key)),
    remove: (keys) =>
      write((store) => {
        for (const key of keys) store.delete(key);
      }),
  };
}
