import type { EdgeClientOptions } from '@passbell/edge-client/edge-client';
import type { ShellSettings } from './ipc-contract.ts';
import { createBridgeDocumentCache, createBridgeQueueStore, type ShellBridge } from './shell-bridge.ts';
import { SHELL_ORIGIN } from './shell-origin.ts';

/** What a page in the shell stands on; spread `client` into `createEdgeClient`. */
export interface ShellDevice {
  readonly client: Required<
    Pick<EdgeClientOptions, 'baseUrl' | 'httpBaseUrl' | 'token' | 'queueStore' | 'documentCache'>
  >;
  /** False before pairing: there is no edge to talk to yet. */
  readonly isPaired: boolean;
  /** Keeps the pairing. A new `edgeUrl` loads the page anew, with a policy that lets it talk to that edge and no other. */
  keep(change: Partial<ShellSettings>): Promise<void>;
}

/** Reads what the device keeps, over the bridge of the desktop shell. */
export async function openShellDevice(bridge: ShellBridge): Promise<ShellDevice> {
  const { edgeUrl, deviceToken } = await bridge['settings.read']();
  return {
    client: {
      baseUrl: edgeUrl ?? SHELL_ORIGIN,
      httpBaseUrl: SHELL_ORIGIN,
      token: deviceToken,
      queueStore: createBridgeQueueStore(bridge),
      documentCache: createBridgeDocumentCache(bridge),
    },
    isPaired: edgeUrl !== null && deviceToken !== null,
    async keep(change) {
      await bridge['settings.write'](change);
    },
  };
}
