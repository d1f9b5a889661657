import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { afterEach } from 'vitest';
import { createShell, type ShellOptions } from '../src/create-shell.ts';
import type { IpcEvent } from '../src/electron-port.ts';
import { exposeBridge } from '../src/expose-bridge.ts';
import { readShellBridge, type ShellBridge } from '../src/shell-bridge.ts';
import { FakeElectron } from './fake-electron.ts';

const opened: FakeElectron[] = [];
afterEach(() => {
  for (const electron of opened.splice(0)) electron.dispose();
});

export const OWN_FRAME: IpcEvent['senderFrame'] = { url: 'app://screen/', parent: null };

/** A shell on a fake Electron, with a small built page. */
export async function openShell(change: Partial<ShellOptions> = {}, electron = new FakeElectron()) {
  if (!opened.includes(electron)) opened.push(electron);
  const clock = createFakeClock();
  const pageFolder = join(electron.folder, 'dist');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>till</title>');
  writeFileSync(join(pageFolder, 'assets', 'index-D3x_9.js'), 'export {};');
  writeFileSync(join(electron.folder, 'secret.json'), '{"secret":true}');
  writeFileSync(join(pageFolder, '.env.json'), '{"secret":true}');
  const link = join(pageFolder, 'link.json');
  try {
    symlinkSync(join(electron.folder, 'secret.json'), link);
  } catch {
    // There from the shell before.
  }
  const window = await createShell({
    electron: electron.port,
    clock,
    timers: createFakeTimers(clock),
    name: 'Passbell POS',
    pageFolder,
    preloadPath: '/app/preload.cjs',
    kiosk: false,
    keepAwake: false,
    devTools: false,
    defaultEdgeUrl: 'http://127.0.0.1:8420',
    ...change,
  });
  return { electron, clock, window, get: (path: string, init?: RequestInit) => request(electron, path, init) };
}

/** The bridge as the page in this frame gets it. */
export function bridgeOf(electron: FakeElectron, frame: IpcEvent['senderFrame'] = OWN_FRAME): ShellBridge {
  const preload = electron.preload(frame);
  exposeBridge(preload);
  const bridge = readShellBridge(Object.fromEntries(preload.exposed));
  if (bridge === null) throw new Error('the preload exposed no bridge');
  return bridge;
}

/** `path` may be written in ways a URL parser would tidy up, so the request is made by hand. */
function request(electron: FakeElectron, path: string, init?: RequestInit): Promise<Response> {
  const handler = electron.protocolHandler;
  if (handler === null) throw new Error('no protocol handler');
  return handler(new Request(path.startsWith('/') ? `app://screen${path}` : path, init));
}
