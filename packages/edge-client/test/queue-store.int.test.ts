import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisesSettled } from '@passbell/testkit/fake-clock';
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, describe, expect, test } from 'vitest';
import type { DocumentCache } from '../src/document-cache.ts';
import { createMemoryDocumentCache } from '../src/document-cache.ts';
import { openIndexedDbDocumentCache } from '../src/indexeddb-document-cache.ts';
import { openIndexedDbQueueStore } from '../src/indexeddb-queue-store.ts';
import { createMemoryQueueStore } from '../src/memory-queue-store.ts';
import { openDeviceDatabase } from '../src/open-device-database.ts';
import type { QueueStore, StoredCommand } from '../src/queue-store.ts';
import { type Sealing, UNSEALED } from '../src/sealing.ts';
import { createSqliteDocumentCache } from '../src/sqlite-document-cache.ts';
import { createSqliteQueueStore } from '../src/sqlite-queue-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'passbell-device-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => {
  files += 1;
  return join(folder, `device-${files}.sqlite`);
};

function command(key: string, position: number, change: Partial<StoredCommand> = {}): StoredCommand {
  return {
    key,
    position,
    lane: 'order',
    name: 'addLines',
    args: { orderId: 'o', note: 'без лука 🧅' },
    staffId: 'ana',
    optimistic: true,
    settleTopics: ['orders.open'],
    createdMs: 1,
    attempts: 0,
    state: 'waiting',
    error: null,
    blockedBy: null,
    ...change,
  };
}

/** Opens a store, and opens it again as after a restart. */
const STORES: Record<string, () => { open: () => Promise<{ queue: QueueStore; documents: DocumentCache }> }> = {
  memory: () => {
    const kept = new Map<string, StoredCommand>();
    const documents = createMemoryDocumentCache();
    return { open: () => Promise.resolve({ queue: createMemoryQueueStore(kept), documents }) };
  },
  indexeddb: () => {
    const factory = new IDBFactory();
    return {
      open: async () => ({
        queue: await openIndexedDbQueueStore(factory, 'queue'),
        documents: await openIndexedDbDocumentCache(factory, 'documents'),
      }),
    };
  },
  sqlite: () => {
    const path = newFile();
    return {
      open: () => {
        const database = openDeviceDatabase(path);
        return Promise.resolve({
          queue: createSqliteQueueStore(database, UNSEALED),
          documents: createSqliteDocumentCache(database),
        });
      },
    };
  },
};

describe.each(Object.keys(STORES))('the %s store', (name) => {
  const create = () => STORES[name]?.() ?? expect.unreachable();

  test('gives back what was put, in order of position, after a restart', async () => {
    const { open } = create();
    const { queue } = await open();
    await queue.put(command('b', 2));
    await queue.put(command('c', 10, { lane: 'other', staffId: null }));
    await queue.put(command('a', 1));
    const again = (await open()).queue;
    expect(await again.load()).toEqual([
      command('a', 1),
      command('b', 2),
      command('c', 10, { lane: 'other', staffId: null }),
    ]);
  });

  test('a second put of a key replaces the first', async () => {
    const { queue } = await create().open();
    await queue.put(command('a', 1));
    const rejected = command('a', 1, { state: 'rejected', error: { code: 'sold_out', params: { items: ['x'] } } });
    await queue.put(rejected);
    expect(await queue.load()).toEqual([rejected]);
  });

  test('what is removed is gone; unknown keys are fine', async () => {
    const { open } = create();
    const { queue } = await open();
    for (const key of ['a', 'b', 'c']) await queue.put(command(key, 1));
    await queue.remove(['a', 'c', 'never there']);
    await queue.remove([]);
    expect((await (await open()).queue.load()).map(({ key }) => key)).toEqual(['b']);
  });

  test('documents come back after a restart, the last one written', async () => {
    const { open } = create();
    const { documents } = await open();
    expect(await documents.read('menu')).toBeNull();
    await documents.write('menu', 'one');
    await documents.write('menu', 'two');
    expect(await (await open()).documents.read('menu')).toBe('two');
  });
});

test('the SQLite file is flushed at each commit, also when it is opened again', () => {
  const path = newFile();
  for (let open = 0; open < 3; open += 1) {
    const database = openDeviceDatabase(path);
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  }
});

test('a file of a newer version is refused and left as it is', () => {
  const path = newFile();
  const database = openDeviceDatabase(path);
  database.pragma('user_version = 99');
  database.close();
  expect(() => openDeviceDatabase(path)).toThrow(/version 99/);
});

test('a sealed queue shows nothing to whoever reads the file, and skips what another device sealed', async () => {
  const mask = (byte: number): Sealing => {
    const mix = (buffer: Buffer) => Buffer.from(buffer.map((value) => value ^ byte));
    return {
      seal: (text) => Promise.resolve(mix(Buffer.from(text)).toString('base64')),
      open: (sealed) => Promise.resolve(mix(Buffer.from(sealed, 'base64')).toString()),
    };
  };
  const path = newFile();
  const database = openDeviceDatabase(path);
  const own = createSqliteQueueStore(database, mask(0x55));
  await createSqliteQueueStore(database, mask(0x33)).put(command('other', 1));
  await own.put(command('own', 2, { args: { guestName: 'Ms Marple' } }));
  expect((await own.load()).map(({ key }) => key)).toEqual(['own']);
  database.close();
  expect(readFileSync(path).includes('Marple')).toBe(false);
});

test('a slow seal does not let an older state overwrite a newer one', async () => {
  const releases: (() => void)[] = [];
  const slow: Sealing = {
    seal: (text) => new Promise((resolve) => releases.push(() => resolve(text))),
    open: (text) => Promise.resolve(text),
  };
  const store = createSqliteQueueStore(openDeviceDatabase(newFile()), slow);
  const both = Promise.all([store.put(command('a', 1)), store.put(command('a', 1, { state: 'rejected' }))]);
  for (let turn = 0; turn < 10; turn += 1) {
    await promisesSettled();
    releases.pop()?.();
  }
  await both;
  expect((await store.load()).map(({ state }) => state)).toEqual(['rejected']);
});

test('a write that the disk refuses is a rejected promise, not a crash', async () => {
  const database = openDeviceDatabase(newFile());
  const store = createSqliteQueueStore(database, UNSEALED);
  database.close();
  await expect(store.put(command('a', 1))).rejects.toThrow();
  await expect(store.load()).rejects.toThrow();
});
