import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoStaff } from '../src/demo/restaurant/demo-staff.ts';
import { startDemo } from '../src/restaurant/demo-process.ts';
import { httpCaller } from '../src/restaurant/http-caller.ts';
import { reportFigure } from '../src/restaurant/report-figure.ts';

/** The promise: a signal closes everything within this time. */
const CLOSE_LIMIT_MS = 5_000;

const home = mkdtempSync(join(tmpdir(), 'passbell-one-command-'));
chmodSync(home, 0o700);
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('npm start opens the demo restaurant, SIGTERM ends all of it within five seconds, starting again finds every order', async () => {
  const startedMs = performance.now();
  const demo = await startDemo(home);
  const openMs = performance.now() - startedMs;
  for (const shown of [
    `${demo.edgeUrl}/pos/`,
    `${demo.edgeUrl}/kds/`,
    demo.cloudUrl,
    ...demoStaff.map((person) => person.pin),
  ]) {
    expect(demo.output()).toContain(shown);
  }
  const token =
    (await demo.edge('devices', 'add', '--name', 'Proof', '--role', 'integration')).trim().split('\n').at(-1) ?? '';
  const placed = await httpCaller(demo.edgeUrl, token).post('/v1/orders', {
    lines: [{ itemId: 'skirt-steak-frites', quantity: 1 }],
  });
  expect(placed.status).toBe(201);
  const { orderId } = placed.body as { orderId: string }; // The documented answer of placeOrder.

  const closeMs = await demo.terminate();
  expect(closeMs).toBeLessThanOrEqual(CLOSE_LIMIT_MS);
  expect(demo.leftovers()).toEqual([]);

  const again = await startDemo(home);
  const found = await httpCaller(again.edgeUrl, token).get(`/v1/orders/${orderId}`);
  expect(found.body).toMatchObject({ id: orderId, status: 'placed', number: 1 });
  expect(await again.edge('verify')).toContain('ok');
  expect(await again.terminate()).toBeLessThanOrEqual(CLOSE_LIMIT_MS);
  expect(again.leftovers()).toEqual([]);
  reportFigure(
    `open after ${(openMs / 1_000).toFixed(1)} s, closed after ${(closeMs / 1_000).toFixed(1)} s, no process left`,
  );
}, 240_000);
