import type { WindowOptions } from './electron-port.ts';

/** The window, with every switch that matters written out: defaults change between Electron's majors. */
export function windowOptions(shell: {
  readonly name: string;
  readonly preloadPath: string;
  readonly kiosk: boolean;
  readonly devTools: boolean;
}): WindowOptions {
  return {
    title: shell.name,
    width: 1280,
    height: 800,
    // Shown when painted: no white flash on a dark kitchen wall.
    show: false,
    kiosk: shell.kiosk,
    fullscreen: shell.kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#0F1213',
    webPreferences: {
      preload: shell.preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: shell.devTools,
      // A covered window must still notice that its edge went silent, and ring for a new ticket.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}
