import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCommand } from '@passbell/edge-client/queue-store';
import { expect, test } from 'vitest';
import { IPC_CONTRACT, type IpcOperation, ipcChannel } from '../src/ipc-contract.ts';
import { createBridgeDocumentCache, createBridgeQueueStore, readShellBridge } from '../src/shell-bridge.ts';
import { FakeElectron } from './fake-electron.ts';
import { bridgeOf, OWN_FRAME, openShell } from './open-shell.ts';

function command(key: string, position: number): StoredCommand {
  return {
    key,
    position,
    lane: 'order',
    name: 'addLines',
    args: { guestName: 'Ms Marple' },
    staffId: null,
    optimistic: true,
    settleTopics: ['orders.open'],
    createdMs: 1.5,
    attempts: 0,
    state: 'waiting',
    error: null,
    blockedBy: null,
  };
}

test('what a page queues is there after a restart, in order, and sealed on the disk', async () => {
  const { electron } = await openShell();
  const queue = createBridgeQueueStore(bridgeOf(electron));
  await queue.put(command('b', 2));
  await queue.put(command('a', 1));
  await queue.put({ ...command('c', 3), state: 'rejected', error: { code: 'sold_out', params: { items: ['x'] } } });
  await queue.remove(['b']);
  electron.emitApp('will-quit');
  const file = readFileSync(join(electron.folder, 'device.sqlite'));
  expect(file.includes('Marple')).toBe(false);
  await openShell({}, electron);
  expect(await createBridgeQueueStore(bridgeOf(electron)).load()).toEqual([
    command('a', 1),
    { ...command('c', 3), state: 'rejected', error: { code: 'sold_out', params: { items: ['x'] } } },
  ]);
});

test('documents and settings come back after a restart; the token is sealed', async () => {
  const { electron } = await openShell();
  const bridge = bridgeOf(electron);
  await createBridgeDocumentCache(bridge).write('menu', 'carte');
  expect(await bridge['settings.write']({ deviceToken: 'secret-token', edgeUrl: 'http://10.0.0.5:8420' })).toEqual({
    deviceToken: 'secret-token',
    edgeUrl: 'http://10.0.0.5:8420',
  });
  electron.emitApp('will-quit');
  expect(readFileSync(join(electron.folder, 'device.sqlite')).includes('secret-token')).toBe(false);
  await openShell({}, electron);
  const again = bridgeOf(electron);
  expect(await createBridgeDocumentCache(again).read('menu')).toBe('carte');
  expect(await again['settings.read']()).toEqual({ deviceToken: 'secret-token', edgeUrl: 'http://10.0.0.5:8420' });
});

test('a machine without a keystore works, and says that nothing is sealed', async () => {
  const electron = new FakeElectron();
  electron.hasKeystore = false;
  await openShell({}, electron);
  const bridge = bridgeOf(electron);
  expect(await bridge['app.info']()).toEqual({ name: 'Passbell POS', version: '1.2.3', isSealed: false });
  await createBridgeQueueStore(bridge).put(command('a', 1));
  expect(await createBridgeQueueStore(bridge).load()).toEqual([command('a', 1)]);
});

test.each([
  ['no frame', null],
  ['a page from elsewhere', { url: 'https://evil.example/', parent: null }],
  ['the edge itself', { url: 'http://127.0.0.1:8420/pos/', parent: null }],
  ['a frame inside the page', { url: 'app://screen/', parent: OWN_FRAME }],
  ['another host of the scheme', { url: 'app://other/', parent: null }],
])('%s gets nothing over any channel', async (_name, frame) => {
  const { electron } = await openShell();
  const stranger = electron.preload(frame).ipcRenderer;
  for (const operation of Object.keys(IPC_CONTRACT) as IpcOperation[]) {
    await expect(stranger.invoke(ipcChannel(operation))).rejects.toThrow(/own page/u);
  }
});

test.each<[string, IpcOperation, unknown[]]>([
  ['a command with a field too many', 'queue.put', [{ ...command('a', 1), session: 'token' }]],
  ['a command larger than a frame', 'queue.put', [{ ...command('a', 1), args: { note: 'x'.repeat(70_000) } }]],
  ['a key that is none', 'queue.remove', [['a b']]],
  ['too many arguments', 'queue.load', ['x']],
  ["the shell's own document", 'documents.read', ['shell.settings']],
  ['a path for a document', 'documents.write', ['../x', 'y']],
  ['an edge that is no origin', 'settings.write', [{ edgeUrl: 'http://box/path' }]],
  ['an edge that is a script', 'settings.write', [{ edgeUrl: 'javascript:alert(1)' }]],
  ['an unknown setting', 'settings.write', [{ kiosk: false }]],
])('%s is refused by the main process', async (_name, operation, args) => {
  const { electron } = await openShell();
  const own = electron.preload(OWN_FRAME).ipcRenderer;
  await expect(own.invoke(ipcChannel(operation), ...args)).rejects.toThrow(/does not take this/u);
});

test('the preload refuses what is not of the contract before it leaves the page', async () => {
  const { electron } = await openShell();
  const bridge = bridgeOf(electron);
  electron.channels.clear();
  await expect(bridge['documents.read']('../x')).rejects.toThrow(/pattern/u);
});

test('the preload refuses an answer that is not of the contract', async () => {
  const { electron } = await openShell();
  electron.channels.set(ipcChannel('documents.read'), () => Promise.resolve(42));
  await expect(bridgeOf(electron)['documents.read']('menu')).rejects.toThrow(/string/u);
});

test('the page gets the operations and nothing of Electron', async () => {
  const { electron } = await openShell();
  expect(Object.keys(bridgeOf(electron)).toSorted()).toEqual(Object.keys(IPC_CONTRACT).toSorted());
  expect(readShellBridge({})).toBeNull();
});
