import { openShellDevice } from '@passbell/desktop-shell/open-shell-device';
import type { ShellBridge } from '@passbell/desktop-shell/shell-bridge';
import { createMemoryDocumentCache, type DocumentCache } from '@passbell/edge-client/document-cache';
import { openIndexedDbDocumentCache } from '@passbell/edge-client/indexeddb-document-cache';
import { openIndexedDbQueueStore } from '@passbell/edge-client/indexeddb-queue-store';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import type { QueueStore } from '@passbell/edge-client/queue-store';
import { createBrowserVault, createShellVault, type DeviceVault } from '../features/open/device-vault.ts';
import type { EdgePlace } from '../features/open/open-store.ts';

/** What the kitchen display stands on: a page in a browser, or the desktop shell. */
export interface KitchenDevice {
  /** Origin of the on-site server. */
  readonly baseUrl: string;
  /** Where HTTP requests go instead; null when to the on-site server itself. */
  readonly httpBaseUrl: string | null;
  readonly documents: DocumentCache;
  readonly vault: DeviceVault;
  readonly place: EdgePlace | null;
  /** False in a plain browser: a reload without the on-site server loses the page, and with it what waits. */
  readonly survivesReload: boolean;
  openQueue(deviceId: string): Promise<QueueStore>;
}

async function openDocuments(): Promise<DocumentCache> {
  try {
    return await openIndexedDbDocumentCache(indexedDB, 'passbell-kds-documents');
  } catch {
    return createMemoryDocumentCache(); // A browser that keeps nothing still shows what the server says.
  }
}

/** A page in a browser, served by its edge. */
export async function openBrowserDevice(): Promise<KitchenDevice> {
  return {
    baseUrl: location.origin,
    httpBaseUrl: null,
    documents: await openDocuments(),
    vault: createBrowserVault(sessionStorage, localStorage),
    place: null,
    survivesReload: false,
    // Each device has its own: two stations of the demo in one browser must not send each other's bumps.
    openQueue: async (deviceId) => {
      try {
        return await openIndexedDbQueueStore(indexedDB, `passbell-kds-queue-${deviceId}`);
      } catch {
        return createMemoryQueueStore();
      }
    },
  };
}

/** A page in the desktop shell, which keeps queue, documents and token for it. */
export async function openShellKitchen(bridge: ShellBridge): Promise<KitchenDevice> {
  const { client, keep } = await openShellDevice(bridge);
  const keepToken = (deviceToken: string | null) => {
    keep({ deviceToken }).catch(() => undefined); // The screen goes on; it asks to be paired at the next start.
  };
  return {
    baseUrl: client.baseUrl,
    httpBaseUrl: client.httpBaseUrl,
    documents: client.documentCache,
    vault: createShellVault(localStorage, client.token, keepToken),
    place: {
      address: client.baseUrl === client.httpBaseUrl ? '' : client.baseUrl,
      move: (edgeUrl, deviceToken) => keep({ edgeUrl, deviceToken }),
    },
    survivesReload: true,
    openQueue: async () => client.queueStore,
  };
}
