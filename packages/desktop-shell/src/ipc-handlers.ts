import type { ElectronPort, FramePort } from './electron-port.ts';
import { IPC_CONTRACT, type IpcAnswer, type IpcArgs, type IpcOperation, ipcChannel } from './ipc-contract.ts';
import { isShellUrl } from './shell-origin.ts';

/** What the main process does for each operation of the contract. */
export type IpcHandlers = { readonly [Name in IpcOperation]: (...args: IpcArgs<Name>) => Promise<IpcAnswer<Name>> };

/** A page asked for something it may not have, or in a shape that is not of the contract. */
export class IpcRefusal extends Error {
  override readonly name = 'IpcRefusal';
}

/** Puts the handlers on their channels, behind the check of who asks and of what is said. */
export function handleIpc(ipcMain: ElectronPort['ipcMain'], handlers: IpcHandlers): void {
  // Object.keys forgets the literal types of the contract.
  for (const operation of Object.keys(IPC_CONTRACT) as IpcOperation[])
    handleOne(ipcMain, operation, handlers[operation]);
}

function handleOne<Name extends IpcOperation>(
  ipcMain: ElectronPort['ipcMain'],
  operation: Name,
  handler: IpcHandlers[Name],
): void {
  const { args: argsSchema, answer: answerSchema } = IPC_CONTRACT[operation];
  ipcMain.handle(ipcChannel(operation), async (event, ...args) => {
    if (!isOwnTopFrame(event.senderFrame)) throw new IpcRefusal(`${operation} is for the shell's own page`);
    const parsed = argsSchema.safeParse(args);
    if (!parsed.success) throw new IpcRefusal(`${operation} does not take this: ${parsed.error.message}`);
    // The schema of this very operation parsed them; TypeScript does not follow the name through the tables.
    const call = handler as (...values: readonly unknown[]) => Promise<unknown>;
    return answerSchema.parse(await call(...parsed.data));
  });
}

/** Not a frame inside the page, and not a page from elsewhere. */
function isOwnTopFrame(frame: FramePort | null): boolean {
  return frame !== null && frame.parent === null && isShellUrl(frame.url);
}
