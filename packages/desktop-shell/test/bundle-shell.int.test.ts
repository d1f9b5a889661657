import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleShell } from '../src/bundle-shell.ts';
import { IPC_CONTRACT } from '../src/ipc-contract.ts';
import { BRIDGE_NAME } from '../src/shell-bridge.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'passbell-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

/** A stand-in for the module that only Electron has; tells what the main process does with it and ends it. */
const ELECTRON = `
const say = (...words) => process.stdout.write(words.join(' ') + '\\n');
export const app = {
  isPackaged: true,
  getAppPath: () => '/app', getPath: () => process.env.USER_DATA, getVersion: () => '1', on: () => {},
  enableSandbox: () => say('sandbox'), requestSingleInstanceLock: () => true, quit: () => say('quit'),
  exit: (code) => { say('exit', code); process.exit(code); },
  // As Electron: not before the main module has been evaluated.
  whenReady: () => new Promise((done) => { const look = () => (globalThis.mainIsEvaluated ? done() : setImmediate(look)); look(); }),
};
export class BrowserWindow {
  webContents = { on() {}, setWindowOpenHandler() {}, reload() {} };
  constructor(options) { say('window', options.title, 'kiosk', options.kiosk, options.webPreferences.preload); }
  once() {}
  async loadURL(url) { say('load', url); process.exit(0); }
}
export const ipcMain = { handle: () => {} };
export const Menu = { setApplicationMenu: () => {} };
export const net = { fetch: async () => new Response() };
export const powerSaveBlocker = { start: (type) => say(type) };
export const protocol = { registerSchemesAsPrivileged: () => {}, handle: () => {} };
export const safeStorage = { isAsyncEncryptionAvailable: async () => false };
const session_ = { setPermissionRequestHandler() {}, setPermissionCheckHandler() {}, setDevicePermissionHandler() {},
  webRequest: { onBeforeRequest() {} } };
export const session = { defaultSession: session_ };
`;
const HOOKS = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: new URL('./electron.mjs', import.meta.url).href, shortCircuit: true } : next(name, context),
});
`;
const DRIVER = `
await import(process.argv[2]);
globalThis.mainIsEvaluated = true;
`;
writeFileSync(join(folder, 'driver.mjs'), DRIVER);
writeFileSync(join(folder, 'electron.mjs'), ELECTRON);
writeFileSync(join(folder, 'hooks.mjs'), HOOKS);

describe.each([
  ['pos', 'window Passbell POS kiosk false /app/dist-shell/preload.cjs', false],
  ['kds-desktop', 'window Passbell kitchen kiosk true /app/dist-shell/preload.cjs', true],
])('the bundle of %s', (app, windowLine, staysAwake) => {
  const out = join(folder, app);
  const built = bundleShell(resolve(ROOT, 'apps', app), out);

  test('has a main process that starts as it is packed', { timeout: 30_000 }, async () => {
    await built;
    writeFileSync(join(out, 'package.json'), '{"type":"module"}');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', join(folder, 'hooks.mjs'), join(folder, 'driver.mjs'), join(out, 'main.js')],
      { env: { ...process.env, USER_DATA: out, NODE_OPTIONS: '' }, timeout: 10_000 },
    );
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('sandbox');
    expect(lines).toContain(windowLine);
    expect(lines.includes('prevent-display-sleep')).toBe(staysAwake);
    expect(lines.at(-1)).toBe('load app://screen/');
  });

  test('has a preload that a sandbox takes: one file, only Electron from outside, no code made from text', async () => {
    await built;
    const required: string[] = [];
    const exposed = new Map<string, object>();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: object) => exposed.set(name, api) },
      ipcRenderer: { invoke: () => Promise.resolve(null) },
    };
    const require = (name: string) => {
      required.push(name);
      return electron;
    };
    const scope = createContext(
      { require, URL, exports: {}, module: { exports: {} } },
      { codeGeneration: { strings: false, wasm: false } },
    );
    runInContext(readFileSync(join(out, 'preload.cjs'), 'utf8'), scope);
    expect(required).toEqual(['electron']);
    expect([...exposed.keys()]).toEqual([BRIDGE_NAME]);
    expect(Object.keys(exposed.get(BRIDGE_NAME) ?? {}).toSorted()).toEqual(Object.keys(IPC_CONTRACT).toSorted());
  });
});
