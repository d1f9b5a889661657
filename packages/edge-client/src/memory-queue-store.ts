import type { QueueStore, StoredCommand } from './queue-store.ts';

/** Keeps commands while the page lives. For tests, and for browsers that refuse storage. */
export function createMemoryQueueStore(kept: Map<string, StoredCommand> = new Map()): QueueStore {
  return {
    isDurable: false,
    load: () => Promise.resolve([...kept.values()].sort((a, b) => a.position - b.position)),
    put(command) {
      kept.set(command.key, command);
      return Promise.resolve();
    },
    remove(keys) {
      for (const key of keys) kept.delete(key);
      return Promise.resolve();
    },
  };
}
