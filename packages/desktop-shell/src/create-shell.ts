import { join } from 'node:path';
import type { Clock } from '@passbell/core/kernel/clock';
import type { Timers } from '@passbell/core/kernel/timers';
import { openDeviceDatabase } from '@passbell/edge-client/open-device-database';
import { createSqliteDocumentCache } from '@passbell/edge-client/sqlite-document-cache';
import { createSqliteQueueStore } from '@passbell/edge-client/sqlite-queue-store';
import { deviceSealing } from './device-sealing.ts';
import type { ElectronPort, WindowPort } from './electron-port.ts';
import { hardenContents, hardenSession } from './harden-contents.ts';
import { handleIpc, type IpcHandlers } from './ipc-handlers.ts';
import { keepPageAlive } from './keep-page-alive.ts';
import { screenProtocol } from './screen-protocol.ts';
import { openSettingsStore, type SettingsStore } from './settings-store.ts';
import { SHELL_ORIGIN, SHELL_SCHEME } from './shell-origin.ts';
import { windowOptions } from './window-options.ts';

export interface ShellOptions {
  readonly electron: ElectronPort;
  readonly clock: Clock;
  readonly timers: Timers;
  /** `Passbell POS`: title of the window. */
  readonly name: string;
  /** Where the built page lies. */
  readonly pageFolder: string;
  readonly preloadPath: string;
  /** Full screen without a way out; what a kitchen screen and a kiosk want. */
  readonly kiosk: boolean;
  /** The display never sleeps. */
  readonly keepAwake: boolean;
  /** For developers only. */
  readonly devTools: boolean;
  /** Used while the device is not paired. */
  readonly defaultEdgeUrl: string | null;
}

/** The device's own file in the folder Electron gives the app. */
const DATABASE = 'device.sqlite';

/**
 * Runs one hardened window on the built page: own scheme, sandbox, no permissions, no navigation, no remote content, one typed
 * bridge. Resolves to the window, or to null when the app already runs (that one comes to the front, this one ends).
 */
export async function createShell(options: ShellOptions): Promise<WindowPort | null> {
  const { app, protocol, Menu, BrowserWindow, ipcMain, net, session, powerSaveBlocker } = options.electron;
  app.enableSandbox();
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SHELL_SCHEME, privileges }]);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return null;
  }
  let window: WindowPort | null = null;
  app.on('second-instance', () => bringToFront(window));
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  await app.whenReady();

  const { settings, handlers } = await openDevice(options, () => window?.webContents.reload());
  const edgeUrl = () => settings.current().edgeUrl;
  Menu.setApplicationMenu(null);
  hardenSession(session.defaultSession, edgeUrl, options.devTools);
  protocol.handle(SHELL_SCHEME, screenProtocol({ folder: options.pageFolder, net, edgeUrl }));
  handleIpc(ipcMain, handlers);
  if (options.keepAwake) powerSaveBlocker.start('prevent-display-sleep');

  const opened = new BrowserWindow(windowOptions(options));
  window = opened;
  keepPageAlive(opened.webContents, options);
  opened.once('ready-to-show', () => opened.show());
  await opened.loadURL(`${SHELL_ORIGIN}/`);
  return opened;
}

/** Opens what the device keeps, and what a page may do with it. `edgeMoved` is called when the page must load anew. */
async function openDevice(
  options: ShellOptions,
  edgeMoved: () => void,
): Promise<{ settings: SettingsStore; handlers: IpcHandlers }> {
  const { app, safeStorage } = options.electron;
  const database = openDeviceDatabase(join(app.getPath('userData'), DATABASE));
  app.on('will-quit', () => database.close());
  const { sealing, isSealed } = await deviceSealing(safeStorage);
  const documents = createSqliteDocumentCache(database);
  const queue = createSqliteQueueStore(database, sealing);
  const settings = await openSettingsStore(documents, sealing, { edgeUrl: options.defaultEdgeUrl });

  const handlers: IpcHandlers = {
    'queue.load': async () => [...(await queue.load())],
    'queue.put': async (command) => {
      await queue.put(command);
      return null;
    },
    'queue.remove': async (keys) => {
      await queue.remove(keys);
      return null;
    },
    'documents.read': (name) => documents.read(name),
    'documents.write': async (name, text) => {
      await documents.write(name, text);
      return null;
    },
    'settings.read': async () => settings.current(),
    'settings.write': async (change) => {
      const before = settings.current().edgeUrl;
      const after = await settings.change(change);
      // The page's policy names the edge it may talk to.
      if (after.edgeUrl !== before) edgeMoved();
      return after;
    },
    'app.info': async () => ({ name: options.name, version: app.getVersion(), isSealed }),
  };
  return { settings, handlers };
}

function bringToFront(window: WindowPort | null): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
