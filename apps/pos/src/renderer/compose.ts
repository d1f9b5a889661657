import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { createMemoryDocumentCache, type DocumentCache } from '@passbell/edge-client/document-cache';
import { createEdgeClient } from '@passbell/edge-client/edge-client';
import { openIndexedDbDocumentCache } from '@passbell/edge-client/indexeddb-document-cache';
import { openIndexedDbQueueStore } from '@passbell/edge-client/indexeddb-queue-store';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import type { QueueStore } from '@passbell/edge-client/queue-store';
import { createSoundKit } from '@passbell/ui/sound';
import { createWebAudioOutput } from '@passbell/ui/web-audio-output';
import { createCartVault } from './features/orders/cart-vault.ts';
import { createEdgeAccess, type TokenShelf } from './features/sign-in/edge-access.ts';
import { createTill } from './shared/create-till.ts';
import { createEdgeHouseReads } from './shared/edge-house-reads.ts';
import type { Till } from './shared/till.ts';
import { takeTillSlot } from './shared/till-slot.ts';

const APP_VERSION = '0.1.0';
const TOKEN = 'passbell.till.token';

/** A tab keeps its own token: two screens in one browser share cookies and storage, but they are two devices. */
function tokenShelf(): TokenShelf {
  return {
    read: () => sessionStorage.getItem(TOKEN) ?? localStorage.getItem(TOKEN),
    keep(token) {
      sessionStorage.setItem(TOKEN, token);
      localStorage.setItem(TOKEN, token);
    },
  };
}

async function openStorage(
  slot: number,
): Promise<{ readonly queueStore: QueueStore; readonly documents: DocumentCache; readonly drafts: DocumentCache }> {
  try {
    return {
      queueStore: await openIndexedDbQueueStore(indexedDB, `passbell-till-queue-${slot}`),
      documents: await openIndexedDbDocumentCache(indexedDB, 'passbell-till-documents'),
      drafts: await openIndexedDbDocumentCache(indexedDB, `passbell-till-drafts-${slot}`),
    };
  } catch {
    // A browser that keeps nothing (private window, full disk) still sells while its tab lives.
    return {
      queueStore: createMemoryQueueStore(),
      documents: createMemoryDocumentCache(),
      drafts: createMemoryDocumentCache(),
    };
  }
}

/** The only place where the till meets the browser. */
export async function composeTill(): Promise<Till> {
  const ports = createBrowserPorts();
  const { queueStore, documents, drafts } = await openStorage(await takeTillSlot(navigator.locks));
  const shelf = tokenShelf();
  const client = await createEdgeClient({
    baseUrl: location.origin,
    app: 'pos',
    appVersion: APP_VERSION,
    token: shelf.read(),
    ports,
    queueStore,
    documentCache: documents,
  });
  const sound = createSoundKit({ output: createWebAudioOutput(() => new AudioContext()), ...ports });
  const till = createTill({
    feed: client.feed,
    queue: client.queue,
    access: createEdgeAccess(client, shelf),
    reads: createEdgeHouseReads(client.http, documents),
    vault: createCartVault(drafts, () => undefined),
    sound,
    ...ports,
  });
  await till.carts.restore();
  return till;
}
