import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { createMemoryDocumentCache, type DocumentCache } from '@passbell/edge-client/document-cache';
import { createEdgeApi } from '@passbell/edge-client/edge-api';
import { createEdgeClient } from '@passbell/edge-client/edge-client';
import { createEdgeHttp } from '@passbell/edge-client/edge-http';
import { openIndexedDbDocumentCache } from '@passbell/edge-client/indexeddb-document-cache';
import { openIndexedDbQueueStore } from '@passbell/edge-client/indexeddb-queue-store';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import type { QueueStore } from '@passbell/edge-client/queue-store';
import { createSoundKit, type SoundKit } from '@passbell/ui/sound';
import { createWebAudioOutput } from '@passbell/ui/web-audio-output';
import { createBrowserVault, type KnownDevice } from './features/open/device-vault.ts';
import { createOpening, type Opening } from './features/open/open-store.ts';
import { stationInAddress, withStation } from './features/open/station-address.ts';
import { createSettings, type SettingsStore } from './features/settings/settings-store.ts';
import { createHouseReads, createOpenReads } from './shared/edge-reads.ts';
import { openStation, type Station } from './shared/station.ts';

const APP_VERSION = '0.1.0';
const SETTINGS = 'passbell.kds.settings';

/** What the page is made of. */
export interface KitchenApp {
  readonly opening: Opening;
  readonly settings: SettingsStore;
  readonly sound: SoundKit;
  openStation(device: KnownDevice, stationId: string): Promise<Station>;
}

async function openDocuments(): Promise<DocumentCache> {
  try {
    return await openIndexedDbDocumentCache(indexedDB, 'passbell-kds-documents');
  } catch {
    return createMemoryDocumentCache(); // A browser that keeps nothing still shows what the server says.
  }
}

/** Each device has its own queue: two stations of the demo in one browser must not send each other's bumps. */
async function openQueue(deviceId: string): Promise<QueueStore> {
  try {
    return await openIndexedDbQueueStore(indexedDB, `passbell-kds-queue-${deviceId}`);
  } catch {
    return createMemoryQueueStore();
  }
}

/** The only place where the kitchen display meets the browser. */
export async function composeKitchen(): Promise<KitchenApp> {
  const ports = createBrowserPorts();
  const baseUrl = location.origin;
  const documents = await openDocuments();
  const withToken = (token: string | null) => {
    const http = createEdgeHttp({
      ...ports,
      baseUrl: () => baseUrl,
      token: () => token,
      session: () => null,
      fetch: (...request) => fetch(...request),
    });
    return { http, api: createEdgeApi(http, documents, ports.ids) };
  };
  const sound = createSoundKit({ output: createWebAudioOutput(() => new AudioContext()), ...ports });
  const settings = createSettings({
    read: () => localStorage.getItem(SETTINGS),
    write: (text) => localStorage.setItem(SETTINGS, text),
  });
  const opening = createOpening({
    reads: createOpenReads(withToken),
    vault: createBrowserVault(sessionStorage, localStorage),
    timers: ports.timers,
    addressed: () => stationInAddress(location.search),
    remember: (stationId) => history.replaceState(null, '', withStation(location.href, stationId)),
  });
  return {
    opening,
    settings,
    sound,
    async openStation(device, stationId) {
      const client = await createEdgeClient({
        baseUrl,
        app: 'kds',
        appVersion: APP_VERSION,
        token: device.token,
        ports,
        queueStore: await openQueue(device.deviceId),
        documentCache: documents,
      });
      const reads = createHouseReads(client.api, documents);
      return openStation({ stationId, client, reads, documents, sound, survivesReload: false, ...ports });
    },
  };
}
