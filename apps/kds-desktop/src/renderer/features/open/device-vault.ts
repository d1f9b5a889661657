/** The device this screen was opened as, and the station it shows. */
export interface KnownDevice {
  readonly deviceId: string;
  /** Null where a cookie speaks for the device. */
  readonly token: string | null;
  readonly stationId: string | null;
}

/** Where the device is kept over a reload. */
export interface DeviceVault {
  read(): KnownDevice | null;
  /** `shared`: the whole browser is this device; otherwise only this tab (two stations of the demo side by side). */
  keep(device: KnownDevice, shared: boolean): void;
  forget(): void;
}

type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const NAME = 'passbell.kds.device';

/** A tab's own device first, then the browser's. */
export function createBrowserVault(tab: TextStore, browser: TextStore): DeviceVault {
  return {
    read: () => parseDevice(tab.getItem(NAME)) ?? parseDevice(browser.getItem(NAME)),
    keep(device, shared) {
      const text = JSON.stringify(device);
      tab.setItem(NAME, text);
      if (shared) browser.setItem(NAME, text);
    },
    forget() {
      tab.removeItem(NAME);
      browser.removeItem(NAME);
    },
  };
}

/** A shell's device: the token lies in the system's safe storage, the rest with the page. `tokenNow` is read at the start. */
export function createShellVault(
  page: TextStore,
  tokenNow: string | null,
  keepToken: (token: string | null) => void,
): DeviceVault {
  let token = tokenNow;
  const changeToken = (next: string | null) => {
    if (next === token) return;
    token = next;
    keepToken(next);
  };
  return {
    read() {
      // Just paired, the shell knows the token and the page nothing yet.
      const kept = parseDevice(page.getItem(NAME)) ?? { deviceId: '', stationId: null };
      return token === null ? null : { ...kept, token };
    },
    keep(device) {
      page.setItem(NAME, JSON.stringify({ ...device, token: null }));
      changeToken(device.token);
    },
    forget() {
      page.removeItem(NAME);
      changeToken(null);
    },
  };
}

function parseDevice(text: string | null): KnownDevice | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { deviceId, token, stationId } = Object.fromEntries(Object.entries(value));
    if (typeof deviceId !== 'string') return null;
    return {
      deviceId,
      token: typeof token === 'string' ? token : null,
      stationId: typeof stationId === 'string' ? stationId : null,
    };
  } catch {
    return null;
  }
}
