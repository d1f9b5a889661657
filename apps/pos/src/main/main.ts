import { join } from 'node:path';
import { startShell } from '@passbell/desktop-shell/start-shell';
import { createBrowserPorts } from '@passbell/edge-client/browser-ports';
import { app, BrowserWindow, ipcMain, Menu, net, powerSaveBlocker, protocol, safeStorage, session } from 'electron';

const root = app.getAppPath();

startShell({
  electron: { app, BrowserWindow, ipcMain, Menu, net, powerSaveBlocker, protocol, safeStorage, session },
  ...createBrowserPorts(),
  name: 'Passbell POS',
  pageFolder: join(root, 'dist'),
  preloadPath: join(root, 'dist-shell', 'preload.cjs'),
  kiosk: process.argv.includes('--kiosk'),
  keepAwake: false,
  devTools: !app.isPackaged,
  defaultEdgeUrl: 'http://127.0.0.1:8420',
});
