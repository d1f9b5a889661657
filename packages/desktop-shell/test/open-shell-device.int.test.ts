import { createIdSource } from '@passbell/core/kernel/ids';
import { createEdgeClient } from '@passbell/edge-client/edge-client';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { openShellDevice } from '../src/open-shell-device.ts';
import type { FakeElectron } from './fake-electron.ts';
import { bridgeOf, openShell } from './open-shell.ts';

const TICKET = '019ac000-0000-7000-8000-000000000001';

/** The page's fetch of its own origin lands in the shell's protocol handler; an error response is a network error. */
async function pageFetch(electron: FakeElectron, request: Request): Promise<Response> {
  const answer = await electron.protocolHandler?.(request);
  if (answer === undefined || answer.type === 'error') throw new TypeError('net::ERR_FAILED');
  return answer;
}

/** A page in the shell, with the real client on the real bridge; no edge answers. */
async function openPage(electron: FakeElectron, clock: Awaited<ReturnType<typeof openShell>>['clock']) {
  const device = await openShellDevice(bridgeOf(electron));
  const random = createSeededRandom(1);
  const opened: string[] = [];
  const client = await createEdgeClient({
    ...device.client,
    app: 'pos',
    appVersion: '1',
    ports: { clock, timers: createFakeTimers(clock), random, ids: createIdSource(clock, random) },
    openSocket: (url) => {
      opened.push(url);
      return { send: () => undefined, close: () => undefined };
    },
    fetch: (input, init) => pageFetch(electron, new Request(input instanceof Request ? input : String(input), init)),
  });
  return { device, client, opened };
}

test('a page in the shell: feed straight to the edge, HTTP through the shell, presses in SQLite over a restart', async () => {
  const { electron, clock } = await openShell();
  const first = await openPage(electron, clock);
  expect(first.device.isPaired).toBe(false);
  await first.device.keep({ deviceToken: 'token', edgeUrl: 'http://10.0.0.5:8420' });

  const { device, client, opened } = await openPage(electron, clock);
  expect(device.isPaired).toBe(true);
  client.start();
  expect(opened).toEqual(['ws://10.0.0.5:8420/v1/feed']);
  electron.fetchAnswer = () => Promise.resolve(Response.json({ staff: [] }));
  expect(await client.api.getStaff()).toEqual({ ok: true, value: [] });
  expect(electron.fetched[0]).toMatchObject({
    url: 'http://10.0.0.5:8420/v1/staff',
    init: { headers: { authorization: 'Bearer token' } },
  });

  const { key } = client.queue.submit('bumpTicket', { ticketId: TICKET }, { lane: TICKET });
  await clock.advanceAsync(100);
  expect(client.queue.getSnapshot()).toMatchObject({ durable: true, waiting: 1, pending: [{ phase: 'waiting' }] });
  electron.emitApp('will-quit');
  const again = await openShell({}, electron);
  const restarted = await openPage(electron, again.clock);
  expect(restarted.client.queue.getSnapshot().pending).toMatchObject([{ key, args: { ticketId: TICKET } }]);
});

test('a page that is not paired tries no machine at all', async () => {
  const { electron, clock } = await openShell({ defaultEdgeUrl: null });
  const { device, client } = await openPage(electron, clock);
  expect(device.isPaired).toBe(false);
  expect(device.client.baseUrl).toBe('app://screen');
  const answer = client.api.getStaff();
  await clock.advanceAsync(10_000);
  expect(await answer).toMatchObject({ ok: false, error: { code: 'edge_unreachable' } });
  expect(electron.fetched).toEqual([]);
});
