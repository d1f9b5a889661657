import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { must } from '@passbell/core/kernel/assert';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningEmbeddedUrl } from '../src/db/embedded-postgres.ts';
import { PIER } from './cloud-fixture.ts';
import { openEdgeLine, uploadAll } from './edge-line.ts';
import { journalOf } from './journal-chain.ts';
import { execute } from './postgres-cluster.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let home: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'passbell-cli-'));
});
afterEach(async () => {
  const running = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  const ended = running.map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGTERM'); // In order, or its PostgreSQL still writes into the folder.
  await Promise.all(ended);
  rmSync(home, { recursive: true, force: true });
});

function run(...args: string[]) {
  const env = { PATH: process.env.PATH, PASSBELL_HOME: home, PASSBELL_CLOUD_PORT: '0', PASSBELL_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  children.push(child);
  const ended = once(child, 'exit').then(([code]) => code as number | null); // The first argument of exit.
  return { child, ended, output: text(must(child.stdout, 'piped')), errors: text(must(child.stderr, 'piped')) };
}

/** Opens the cloud as `npm run cloud -- serve` does, and waits until it says where. */
async function serve() {
  const running = run('serve');
  const [message] = await once(running.child, 'message');
  return { ...running, syncUrl: String(message.syncUrl), url: String(message.url) };
}

test('a restaurant is let in, sends, and is still known after a SIGTERM and a start', async () => {
  const first = await serve();
  const added = run('locations', 'add', '--org', PIER.orgId, '--location', PIER.locationId, '--name', 'Pier 9');
  const token = (await added.output).trim();
  expect(await added.ended).toBe(0);
  expect(token).toMatch(/^pbl_[\w-]{43}$/u);
  await uploadAll(await openEdgeLine(first.syncUrl, token), journalOf(PIER, 20));

  const startedMs = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(runningEmbeddedUrl(join(home, 'cloud', 'postgres'), 'passbell')).toBeNull();

  const second = await serve();
  const locations = await (await fetch(`${second.url}/v1/locations`)).json();
  expect(locations).toMatchObject({ locations: [{ ...PIER, name: 'Pier 9', cursor: { seq: 20 } }] });
  second.child.disconnect(); // As when the program that started it is gone.
  expect(await second.ended).toBe(0);
});

test('a location that was set aside is taken in again once a person says so', async () => {
  await (await serve()).url;
  const where = ['--org', PIER.orgId, '--location', PIER.locationId];
  await run('locations', 'add', ...where).ended;
  expect((await run('locations', 'release', ...where).output).trim()).toBe('was not set aside');
  const url = runningEmbeddedUrl(join(home, 'cloud', 'postgres'), 'passbell') ?? '';
  await execute(
    url,
    `INSERT INTO sync_cursors VALUES ('${PIER.orgId}', '${PIER.locationId}', 1, 0, '', 1, 0, NULL, NULL, 5, 'two histories')`,
  );
  expect((await run('locations', 'release', ...where).output).trim()).toBe('released');
});

test('without a running cloud the command line brings the database itself, and takes it away', async () => {
  const added = run('locations', 'add', '--org', 'o', '--location', 'l', '--name', 'L');
  expect((await added.output).trim()).toMatch(/^pbl_/u);
  expect(await added.ended).toBe(0);
  expect(runningEmbeddedUrl(join(home, 'cloud', 'postgres'), 'passbell')).toBeNull();
});

test.each([
  [['locations', 'add', '--org', '*', '--location', 'l'], '--org and --location are needed'],
  [['locations', 'add', '--nonsense'], 'nonsense'],
  [['locations', 'burn', '--org', 'o', '--location', 'l'], 'unknown'],
])('%j is refused with words', async (args, words) => {
  const { ended, errors } = run(...args);
  expect(await ended).toBe(1);
  expect(await errors).toContain(words);
});
