import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AppPort,
  ContentsPort,
  ElectronPort,
  IpcEvent,
  NavigationEvent,
  SessionPort,
  WindowOptions,
  WindowPort,
} from '../src/electron-port.ts';
import type { PreloadPort } from '../src/expose-bridge.ts';

type Listener = (...args: never[]) => void;

/** Listeners by event, as an emitter keeps them. */
class Events {
  readonly #listeners = new Map<string, Listener[]>();

  readonly on = (event: string, listener: Listener) => {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  };

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (...values: unknown[]) => void)(...args);
  }
}

export class FakeContents implements ContentsPort {
  readonly #events = new Events();
  readonly on: ContentsPort['on'] = this.#events.on;
  openHandler: (() => { action: 'deny' }) | null = null;
  reloads = 0;

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
  }

  emit(event: string, ...args: unknown[]): void {
    this.#events.emit(event, ...args);
  }

  /** True when the page was kept from going there. */
  isKeptFrom(event: string, url: string): boolean {
    let prevented = false;
    const navigation: NavigationEvent = {
      url,
      preventDefault: () => {
        prevented = true;
      },
    };
    this.emit(event, navigation);
    return prevented;
  }
}

/** Records what a shell does with Electron, and lets a test play the pages and the system. */
export class FakeElectron {
  readonly folder = mkdtempSync(join(tmpdir(), 'passbell-shell-'));
  readonly log: string[] = [];
  readonly windows: { options: WindowOptions; contents: FakeContents; loaded: string[]; shown: () => void }[] = [];
  readonly channels = new Map<string, (event: IpcEvent, ...args: unknown[]) => Promise<unknown>>();
  readonly schemes: Parameters<ElectronPort['protocol']['registerSchemesAsPrivileged']>[0][number][] = [];
  readonly fetched: { url: string; init: RequestInit }[] = [];
  protocolHandler: ((request: Request) => Promise<Response>) | null = null;
  fetchAnswer: () => Promise<Response> = () => Promise.resolve(new Response('{}'));
  permissionHandler: Parameters<SessionPort['setPermissionRequestHandler']>[0] | null = null;
  permissionCheck: (() => boolean) | null = null;
  devicePermission: (() => boolean) | null = null;
  requestFilter: Parameters<SessionPort['webRequest']['onBeforeRequest']>[0] | null = null;
  hasLock = true;
  hasKeystore = true;
  readonly #appEvents = new Events();

  readonly port: ElectronPort & { readonly app: { exit(code: number): void } } = {
    app: this.#app(),
    BrowserWindow: this.#windowClass(),
    ipcMain: {
      handle: (channel, listener) => {
        this.channels.set(channel, listener);
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes) => {
        this.log.push('schemes');
        this.schemes.push(...schemes);
      },
      handle: (scheme, handler) => {
        this.log.push(`protocol ${scheme}`);
        this.protocolHandler = handler;
      },
    },
    net: {
      fetch: (url, init) => {
        this.fetched.push({ url, init });
        return this.fetchAnswer();
      },
    },
    session: { defaultSession: this.#session() },
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(this.hasKeystore),
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(`sealed:${[...text].reverse().join('')}`)),
      decryptStringAsync: (encrypted) => {
        const text = encrypted.toString();
        if (!text.startsWith('sealed:')) return Promise.reject(new Error('not ours'));
        return Promise.resolve({ result: [...text.slice(7)].reverse().join('') });
      },
    },
    powerSaveBlocker: { start: (type) => this.log.push(type) },
    Menu: { setApplicationMenu: (menu) => this.log.push(`menu ${menu}`) },
  };

  emitApp(event: string, ...args: unknown[]): void {
    this.#appEvents.emit(event, ...args);
  }

  dispose(): void {
    this.emitApp('will-quit');
    rmSync(this.folder, { recursive: true });
  }

  /** The preload's side, as a page at this address sees it. */
  preload(frame: IpcEvent['senderFrame']): PreloadPort & { readonly exposed: Map<string, Record<string, unknown>> } {
    const exposed = new Map<string, Record<string, unknown>>();
    return {
      exposed,
      contextBridge: { exposeInMainWorld: (name, api) => exposed.set(name, api) },
      ipcRenderer: {
        invoke: async (channel, ...args) => {
          const handler = this.channels.get(channel);
          if (handler === undefined) throw new Error(`nobody listens on ${channel}`);
          // As Electron does: what crosses is cloned.
          return structuredClone(await handler({ senderFrame: frame }, ...structuredClone(args)));
        },
      },
    };
  }

  #app(): AppPort & { exit(code: number): void } {
    return {
      enableSandbox: () => this.log.push('sandbox'),
      requestSingleInstanceLock: () => this.hasLock,
      quit: () => this.log.push('quit'),
      exit: (code) => this.log.push(`exit ${code}`),
      whenReady: () => {
        this.log.push('ready');
        return Promise.resolve();
      },
      getPath: () => this.folder,
      getVersion: () => '1.2.3',
      on: this.#appEvents.on,
    };
  }

  #session(): SessionPort {
    return {
      setPermissionRequestHandler: (handler) => {
        this.permissionHandler = handler;
      },
      setPermissionCheckHandler: (handler) => {
        this.permissionCheck = handler;
      },
      setDevicePermissionHandler: (handler) => {
        this.devicePermission = handler;
      },
      webRequest: {
        onBeforeRequest: (listener) => {
          this.requestFilter = listener;
        },
      },
    };
  }

  #windowClass(): new (options: WindowOptions) => WindowPort {
    const electron = this;
    return class FakeWindow implements WindowPort {
      readonly webContents = new FakeContents();
      readonly #entry: FakeElectron['windows'][number];
      readonly #events = new Events();
      readonly once = this.#events.on;

      constructor(options: WindowOptions) {
        const shown = () => this.#events.emit('ready-to-show');
        this.#entry = { options, contents: this.webContents, loaded: [], shown };
        electron.windows.push(this.#entry);
        electron.emitApp('web-contents-created', {}, this.webContents);
      }

      loadURL(url: string): Promise<void> {
        this.#entry.loaded.push(url);
        return Promise.resolve();
      }
      show(): void {
        electron.log.push('show');
      }
      isMinimized(): boolean {
        return true;
      }
      restore(): void {
        electron.log.push('restore');
      }
      focus(): void {
        electron.log.push('focus');
      }
    };
  }
}
