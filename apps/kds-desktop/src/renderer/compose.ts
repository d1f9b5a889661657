import { readShellBridge } from '@passbell/desktop-shell/shell-bridge';
import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { createEdgeApi } from '@passbell/edge-client/edge-api';
import { createEdgeClient } from '@passbell/edge-client/edge-client';
import { createEdgeHttp } from '@passbell/edge-client/edge-http';
import { createSoundKit, type SoundKit } from '@passbell/ui/sound';
import { createWebAudioOutput } from '@passbell/ui/web-audio-output';
import type { KnownDevice } from './features/open/device-vault.ts';
import { createOpening, type Opening } from './features/open/open-store.ts';
import { stationInAddress, withStation } from './features/open/station-address.ts';
import { createSettings, type SettingsStore } from './features/settings/settings-store.ts';
import { createHouseReads, createOpenReads } from './shared/edge-reads.ts';
import { openBrowserDevice, openShellKitchen } from './shared/kitchen-device.ts';
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

/** The only place where the kitchen display meets the browser or its shell. */
export async function composeKitchen(): Promise<KitchenApp> {
  const ports = createBrowserPorts();
  const bridge = readShellBridge(globalThis);
  const device = bridge === null ? await openBrowserDevice() : await openShellKitchen(bridge);
  const { baseUrl, httpBaseUrl, documents } = device;
  const withToken = (token: string | null) => {
    const http = createEdgeHttp({
      ...ports,
      baseUrl: () => httpBaseUrl ?? baseUrl,
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
    vault: device.vault,
    place: device.place,
    timers: ports.timers,
    addressed: () => stationInAddress(location.search),
    remember: (stationId) => history.replaceState(null, '', withStation(location.href, stationId)),
  });
  return {
    opening,
    settings,
    sound,
    async openStation({ deviceId, token }, stationId) {
      const client = await createEdgeClient({
        baseUrl,
        ...(httpBaseUrl === null ? {} : { httpBaseUrl }),
        app: 'kds',
        appVersion: APP_VERSION,
        token,
        ports,
        queueStore: await device.openQueue(deviceId),
        documentCache: documents,
      });
      const reads = createHouseReads(client.api, documents);
      return openStation({
        stationId,
        client,
        reads,
        documents,
        sound,
        survivesReload: device.survivesReload,
        ...ports,
      });
    },
  };
}
