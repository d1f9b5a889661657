import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { QueueStore } from '@passbell/edge-client/queue-store';
import type { IpcAnswer, IpcArgs, IpcOperation } from './ipc-contract.ts';

/** What the preload gives the page: one function per operation of the contract. */
export type ShellBridge = { readonly [Name in IpcOperation]: (...args: IpcArgs<Name>) => Promise<IpcAnswer<Name>> };

/** Name under which the bridge stands on `globalThis` of the page. */
export const BRIDGE_NAME = 'passbellShell';

/** The bridge; null in a plain browser. */
export function readShellBridge(scope: object): ShellBridge | null {
  const found: unknown = Reflect.get(scope, BRIDGE_NAME);
  // Only our own preload can put something there before the page runs.
  return typeof found === 'object' && found !== null ? (found as ShellBridge) : null;
}

/** The page's side of the queue that lives in the main process. */
export function createBridgeQueueStore(bridge: ShellBridge): QueueStore {
  return {
    isDurable: true,
    load: () => bridge['queue.load'](),
    put: async (command) => {
      await bridge['queue.put'](command);
    },
    remove: async (keys) => {
      await bridge['queue.remove']([...keys]);
    },
  };
}

/** The page's side of the documents that live in the main process. */
export function createBridgeDocumentCache(bridge: ShellBridge): DocumentCache {
  return {
    read: (name) => bridge['documents.read'](name),
    write: async (name, text) => {
      await bridge['documents.write'](name, text);
    },
  };
}
