import { expect, test } from 'vitest';
import { FakeElectron } from './fake-electron.ts';
import { bridgeOf, openShell } from './open-shell.ts';

test('the window is locked down, switch by switch', async () => {
  const { electron } = await openShell();
  expect(electron.windows).toHaveLength(1);
  expect(electron.windows[0]?.options.webPreferences).toEqual({
    preload: '/app/preload.cjs',
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
    devTools: false,
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  });
  expect(electron.windows[0]?.loaded).toEqual(['app://screen/']);
  expect(electron.log).toContain('menu null');
});

test('sandbox and scheme come before ready, the protocol after', async () => {
  const { electron } = await openShell();
  const at = (entry: string) => electron.log.indexOf(entry);
  expect(at('sandbox')).toBeLessThan(at('ready'));
  expect(at('schemes')).toBeLessThan(at('ready'));
  expect(at('protocol app')).toBeGreaterThan(at('ready'));
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test('a window appears when it is painted, not before', async () => {
  const { electron } = await openShell();
  expect(electron.log).not.toContain('show');
  electron.windows[0]?.shown();
  expect(electron.log).toContain('show');
});

test('a second start brings the first window to the front and ends', async () => {
  const second = new FakeElectron();
  second.hasLock = false;
  const { window } = await openShell({}, second);
  expect(window).toBeNull();
  expect(second.log).toContain('quit');
  expect(second.windows).toEqual([]);

  const { electron } = await openShell();
  electron.emitApp('second-instance');
  expect(electron.log.slice(-2)).toEqual(['restore', 'focus']);
});

test('a kitchen screen fills its display and keeps it awake; a till does neither', async () => {
  const kitchen = await openShell({ kiosk: true, keepAwake: true });
  expect(kitchen.electron.windows[0]?.options).toMatchObject({ kiosk: true, fullscreen: true });
  expect(kitchen.electron.log).toContain('prevent-display-sleep');
  const till = await openShell();
  expect(till.electron.windows[0]?.options).toMatchObject({ kiosk: false, fullscreen: false });
  expect(till.electron.log).not.toContain('prevent-display-sleep');
});

test.each([
  'https://evil.example/',
  'http://127.0.0.1:8420/pos/',
  'file:///etc/passwd',
  'app://other/',
  'app://user@screen/',
  'javascript:alert(1)',
  'about:blank',
  'not a url',
])('a page is kept from going to %s', async (url) => {
  const { electron } = await openShell();
  const contents = electron.windows[0]?.contents;
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    expect(contents?.isKeptFrom(event, url)).toBe(true);
    expect(contents?.isKeptFrom(event, 'app://screen/checks')).toBe(false);
  }
});

test('no page opens a window or embeds a guest', async () => {
  const { electron } = await openShell();
  const contents = electron.windows[0]?.contents;
  expect(contents?.openHandler?.()).toEqual({ action: 'deny' });
  expect(contents?.isKeptFrom('will-attach-webview', 'app://screen/')).toBe(true);
});

test('no permission is granted, whatever it is', async () => {
  const { electron } = await openShell();
  const answers: boolean[] = [];
  for (const permission of ['media', 'geolocation', 'notifications', 'usb', 'openExternal', 'fullscreen']) {
    electron.permissionHandler?.({}, permission, (granted) => answers.push(granted));
  }
  expect(answers).toEqual(Array.from({ length: 6 }, () => false));
  expect([electron.permissionCheck?.(), electron.devicePermission?.()]).toEqual([false, false]);
});

test('the only other machine a request reaches is the paired edge', async () => {
  const { electron } = await openShell();
  const isCancelled = (url: string) => {
    let cancelled: boolean | null = null;
    electron.requestFilter?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return cancelled;
  };
  const allowed = [
    'app://screen/assets/x.js',
    'ws://127.0.0.1:8420/v1/feed',
    'http://127.0.0.1:8420/v1/menu',
    'data:image/png;base64,AA',
    'blob:app://screen/1',
  ];
  expect(allowed.map(isCancelled)).toEqual(allowed.map(() => false));
  const refused = [
    'https://cdn.example/x.js',
    'ws://127.0.0.1:9999/v1/feed',
    'ws://127.0.0.1:8420.evil.example/v1/feed',
    'wss://127.0.0.1:8420/v1/feed',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'devtools://devtools/x',
    'app://other/x.js',
    'nonsense',
  ];
  expect(refused.map(isCancelled)).toEqual(refused.map(() => true));
  await bridgeOf(electron)['settings.write']({ edgeUrl: null });
  expect(isCancelled('ws://127.0.0.1:8420/v1/feed')).toBe(true);
});

test('a page whose process dies comes back: after a second, and once a minute if it dies again and again', async () => {
  const { electron, clock } = await openShell();
  const contents = electron.windows[0]?.contents;
  const die = (reason: string) => contents?.emit('render-process-gone', {}, { reason });
  die('clean-exit');
  clock.advance(5_000);
  expect(contents?.reloads).toBe(0);
  for (let death = 1; death <= 5; death += 1) {
    die('crashed');
    clock.advance(1_000);
    expect(contents?.reloads).toBe(death);
  }
  die('oom');
  clock.advance(59_000);
  expect(contents?.reloads).toBe(5);
  clock.advance(1_000);
  expect(contents?.reloads).toBe(6);
  clock.advance(600_000);
  die('crashed');
  clock.advance(1_000);
  expect(contents?.reloads).toBe(7);
});

test('closing the last window ends the app', async () => {
  const { electron } = await openShell();
  electron.emitApp('window-all-closed');
  expect(electron.log).toContain('quit');
});
