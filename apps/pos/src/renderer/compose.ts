import { openShellDevice } from '@passbell/desktop-shell/open-shell-device';
import { readShellBridge, type ShellBridge } from '@passbell/desktop-shell/shell-bridge';
import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { createMemoryDocumentCache, type DocumentCache } from '@passbell/edge-client/document-cache';
import { originOf } from '@passbell/edge-client/edge-addresses';
import { createEdgeClient, type EdgeClientOptions } from '@passbell/edge-client/edge-client';
import { openIndexedDbDocumentCache } from '@passbell/edge-client/indexeddb-document-cache';
import { openIndexedDbQueueStore } from '@passbell/edge-client/indexeddb-queue-store';
import { createMemoryQueueStore } from '@passbell/edge-client/memory-queue-store';
import { createSoundKit } from '@passbell/ui/sound';
import { createWebAudioOutput } from '@passbell/ui/web-audio-output';
import { createCartVault } from './features/orders/cart-vault.ts';
import { createEdgeAccess, type Pairing } from './features/sign-in/edge-access.ts';
import { createTill } from './shared/create-till.ts';
import { createEdgeHouseReads } from './shared/edge-house-reads.ts';
import type { Till } from './shared/till.ts';
import { takeTillSlot } from './shared/till-slot.ts';

const APP_VERSION = '0.1.0';
const TOKEN = 'passbell.till.token';

/** What the till stands on: a page in a browser, or the desktop shell. */
interface TillDevice {
  readonly client: Pick<EdgeClientOptions, 'baseUrl' | 'token' | 'queueStore'> &
    Pick<Partial<EdgeClientOptions>, 'httpBaseUrl'>;
  readonly documents: DocumentCache;
  /** Unsent carts, of this tab alone. */
  readonly drafts: DocumentCache;
  readonly pairing: Pairing;
}

/** A tab keeps its own token: two screens in one browser share cookies and storage, but they are two devices. */
function tabPairing(): Pairing {
  const token = () => sessionStorage.getItem(TOKEN) ?? localStorage.getItem(TOKEN);
  return {
    isPaired: token() !== null,
    asksAddress: false,
    token,
    async keep(next) {
      sessionStorage.setItem(TOKEN, next);
      localStorage.setItem(TOKEN, next);
    },
  };
}

async function openTab(): Promise<TillDevice> {
  const pairing = tabPairing();
  const at = { baseUrl: location.origin, token: pairing.token() };
  const slot = await takeTillSlot(navigator.locks);
  try {
    return {
      client: { ...at, queueStore: await openIndexedDbQueueStore(indexedDB, `passbell-till-queue-${slot}`) },
      documents: await openIndexedDbDocumentCache(indexedDB, 'passbell-till-documents'),
      drafts: await openIndexedDbDocumentCache(indexedDB, `passbell-till-drafts-${slot}`),
      pairing,
    };
  } catch {
    // A browser that keeps nothing (private window, full disk) still sells while its tab lives.
    const documents = createMemoryDocumentCache();
    return { client: { ...at, queueStore: createMemoryQueueStore() }, documents, drafts: documents, pairing };
  }
}

async function openShell(bridge: ShellBridge): Promise<TillDevice> {
  const device = await openShellDevice(bridge);
  const { documentCache, ...client } = device.client;
  const pairing: Pairing = {
    isPaired: device.isPaired,
    asksAddress: true,
    token: () => client.token,
    keep: async (deviceToken, address) => {
      const edgeUrl = originOf(address);
      await device.keep(edgeUrl === null ? { deviceToken } : { edgeUrl, deviceToken });
    },
  };
  return { client, documents: documentCache, drafts: documentCache, pairing };
}

/** The only place where the till meets the browser or its shell. */
export async function composeTill(): Promise<Till> {
  const ports = createBrowserPorts();
  const bridge = readShellBridge(globalThis);
  const device = bridge === null ? await openTab() : await openShell(bridge);
  const client = await createEdgeClient({
    ...device.client,
    app: 'pos',
    appVersion: APP_VERSION,
    ports,
    documentCache: device.documents,
  });
  const sound = createSoundKit({ output: createWebAudioOutput(() => new AudioContext()), ...ports });
  const till = createTill({
    feed: client.feed,
    queue: client.queue,
    access: createEdgeAccess(client, device.pairing),
    reads: createEdgeHouseReads(client.http, device.documents),
    vault: createCartVault(device.drafts, () => undefined),
    sound,
    ...ports,
  });
  await till.carts.restore();
  return till;
}
