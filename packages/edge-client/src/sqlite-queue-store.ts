import type { DeviceDatabase } from './open-device-database.ts';
import type { QueueStore, StoredCommand } from './queue-store.ts';
import type { Sealing } from './sealing.ts';

interface CommandRow {
  readonly body: string;
}

/**
 * The queue of a till in Electron: each write is on the disk when its promise resolves. Commands are sealed, because notes and
 * guests' names are in them. A row that cannot be opened (another device's key) stays in the file and is not loaded.
 */
export function createSqliteQueueStore(database: DeviceDatabase, sealing: Sealing): QueueStore {
  const select = database.prepare<[], CommandRow>('SELECT body FROM commands ORDER BY position, key');
  const upsert = database.prepare<[string, number, string]>(
    `INSERT INTO commands (key, position, body) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET position = excluded.position, body = excluded.body`,
  );
  const remove = database.prepare<[string]>('DELETE FROM commands WHERE key = ?');
  const removeAll = database.transaction((keys: readonly string[]) => {
    for (const key of keys) remove.run(key);
  });
  const open = async ({ body }: CommandRow): Promise<StoredCommand | null> => {
    try {
      return JSON.parse(await sealing.open(body)) as StoredCommand; // Only `put` below writes here.
    } catch {
      return null;
    }
  };
  // Sealing takes its time; one after the other, or an older state of a command could overwrite a newer one.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done;
    return done;
  };
  return {
    isDurable: true,
    load: () => inTurn(async () => (await Promise.all(select.all().map(open))).filter((command) => command !== null)),
    put: (command) =>
      inTurn(async () => {
        upsert.run(command.key, command.position, await sealing.seal(JSON.stringify(command)));
      }),
    remove: (keys) => inTurn(async () => removeAll(keys)),
  };
}
