import { IPC_CONTRACT, type IpcOperation, ipcChannel } from './ipc-contract.ts';
import { BRIDGE_NAME } from './shell-bridge.ts';

/** What the preload uses of Electron. */
export interface PreloadPort {
  readonly contextBridge: { exposeInMainWorld(name: string, api: Record<string, unknown>): void };
  readonly ipcRenderer: { invoke(channel: string, ...args: unknown[]): Promise<unknown> };
}

/** Gives the page one function per operation, and nothing of Electron itself. Both directions are parsed. */
export function exposeBridge({ contextBridge, ipcRenderer }: PreloadPort): void {
  // Object.keys forgets the literal types of the contract.
  const operations = Object.keys(IPC_CONTRACT) as IpcOperation[];
  const api = Object.fromEntries(
    operations.map((operation) => {
      const { args: argsSchema, answer: answerSchema } = IPC_CONTRACT[operation];
      const call = async (...args: unknown[]) => {
        const answer = await ipcRenderer.invoke(ipcChannel(operation), ...argsSchema.parse(args));
        return answerSchema.parse(answer);
      };
      return [operation, call];
    }),
  );
  contextBridge.exposeInMainWorld(BRIDGE_NAME, api);
}
