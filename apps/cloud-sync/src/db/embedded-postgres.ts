import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { EmbeddedPostgresError, findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import {
  clearStaleLock,
  isPostmasterAlive,
  isProcessAlive,
  parentCommand,
  readPostmaster,
  signalPostmaster,
} from './postmaster-lock.ts';
import { chooseRunAs, type RunAs, type RunAsKind } from './run-as.ts';
import { secretFile } from './secret-file.ts';

const OWNER = 'passbell_owner';
const START_TIMEOUT_MS = 30_000;
const TAKEOVER_TIMEOUT_MS = 8_000;
const STOP_TIMEOUT_MS = 4_500;
const ORPHAN_GRACE_MS = 2_000;
const LOG_LIMIT_BYTES = 4_194_304;

export interface EmbeddedPostgresOptions {
  /** Everything lives here: data, passwords (mode 0600), log. Made when missing. */
  readonly dir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** False only for databases that may be lost, as in tests: skips flushing to disk. */
  readonly durable?: boolean;
  /** Try only this way of not being root. For tests. */
  readonly runAs?: RunAsKind;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly runAs: RunAsKind;
  /** Connection URL of the cluster's owner (a superuser: for migrations, not for the application). */
  urlOf(database: string): string;
  /** Fast shutdown, immediate after 3.5 s. Resolves when no process is left. */
  stop(): Promise<void>;
  /** Resolves when PostgreSQL has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
}

/** What tells where a cluster of ours is and how to get in. */
function ownerUrl(dir: string, port: number, database: string): string {
  return `postgres://${OWNER}:${secretFile(join(dir, 'owner-password'))}@127.0.0.1:${port}/${database}`;
}

/** URL of the cluster that runs on this folder now, or null: for command line tools beside a running server. */
export function runningEmbeddedUrl(dir: string, database: string): string | null {
  const data = join(dir, 'data');
  const postmaster = readPostmaster(data);
  return postmaster !== null && isPostmasterAlive(data) ? ownerUrl(dir, postmaster.port, database) : null;
}

/** Gives the folders to whoever PostgreSQL runs as, also when it ran as another before. */
function giveFolders(dir: string, runAs: RunAs): void {
  const ids = runAs.diskIds;
  if (ids === null) return;
  // Entered by a plain system user only if it owns the folder; in the other two ways the folder stays root's.
  if (runAs.kind === 'setuid') chownSync(dir, ids.uid, ids.gid);
  const data = join(dir, 'data');
  if (statSync(data).uid === ids.uid) return;
  for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' }))
    chownSync(join(data, name), ids.uid, ids.gid);
  chownSync(data, ids.uid, ids.gid);
}

function initialise(dir: string, binaries: PostgresBinaries, runAs: RunAs, durable: boolean): void {
  const data = join(dir, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return;
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true }); // An initdb that was cut off.
  secretFile(join(dir, 'owner-password'));
  const passwordFile = join(dir, 'owner-password');
  if (runAs.kind === 'setuid' && runAs.diskIds !== null) chownSync(passwordFile, runAs.diskIds.uid, runAs.diskIds.gid);
  const [command = '', ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    '-D',
    data,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ];
  const result = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (result.status === 0) return;
  throw new EmbeddedPostgresError(`initdb failed: ${result.error?.message ?? result.stderr.trim().slice(-500)}`);
}

/** Waits for an earlier PostgreSQL on the folder to leave (its watchdog is stopping it), or ends an orphaned one. */
async function takeOver(data: string): Promise<void> {
  const deadline = performance.now() + TAKEOVER_TIMEOUT_MS;
  let asked = false;
  while (isPostmasterAlive(data)) {
    const pid = readPostmaster(data)?.pid ?? 0;
    const orphan = process.platform === 'linux' && !(parentCommand(pid) ?? '').includes('postgres-watchdog');
    if (orphan && !asked) {
      signalPostmaster(data, 'SIGINT');
      asked = true;
    }
    if (performance.now() > deadline)
      throw new EmbeddedPostgresError(`another program (process ${pid}) is using the database in ${data}`);
    await sleep(50);
  }
  clearStaleLock(data);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function openLog(dir: string): number {
  const path = join(dir, 'postgres.log');
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function serverSettings(port: number, durable: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=64MB',
    'max_wal_size=256MB',
    'jit=off',
    'log_min_messages=warning',
    'log_checkpoints=off',
    'timezone=UTC',
    'dynamic_shared_memory_type=mmap',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

async function isReady(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the server under its watchdog and waits until it answers. Null when it ended first, as on a port that is taken. */
async function launch(
  dir: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
  port: number,
  durable: boolean,
): Promise<ChildProcess | null> {
  const watchdog = fileURLToPath(new URL('./postgres-watchdog.ts', import.meta.url));
  const log = openLog(dir);
  const child = spawn(
    process.execPath,
    [watchdog, ...runAs.prefix, binaries.postgres, '-D', join(dir, 'data'), ...serverSettings(port, durable)],
    { detached: true, stdio: ['pipe', log, log], cwd: dir },
  );
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if (await isReady(ownerUrl(dir, port, 'postgres'))) return child;
    if (performance.now() > deadline) {
      child.stdin?.end();
      throw new EmbeddedPostgresError(
        `PostgreSQL did not answer within ${START_TIMEOUT_MS} ms: see postgres.log in ${dir}`,
      );
    }
    await sleep(25);
  }
  return null;
}

async function leaves(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isProcessAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Ends PostgreSQL itself when its watchdog was killed and could not, and waits until it is gone. */
async function endOrphan(data: string): Promise<void> {
  const pid = readPostmaster(data)?.pid ?? 0;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isPostmasterAlive(data)) return;
    signalPostmaster(data, signal);
    if (await leaves(pid, ORPHAN_GRACE_MS)) return;
  }
}

/**
 * Starts PostgreSQL 18 from npm on a folder, making the cluster on the first start (about half a second). Works as
 * root, as anybody else, and in folders of mode 0700. Listens on 127.0.0.1 with a random password kept in the folder.
 *
 * @throws EmbeddedPostgresError with what to do about it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dir, durable = true } = options;
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  const binaries = findPostgresBinaries();
  await takeOver(data);
  const runAs = chooseRunAs(binaries.postgres, data, (candidate) => giveFolders(dir, candidate), options.runAs);
  if (runAs === null) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root here and no other user can be used: start Passbell as an ordinary user, or set DATABASE_URL',
    );
  }
  initialise(dir, binaries, runAs, durable);
  const fixedPort = options.port ?? 0;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = fixedPort === 0 ? await freePort() : fixedPort;
    const child = await launch(dir, binaries, runAs, port, durable);
    if (child !== null) return handleOf(child, dir, port, runAs.kind);
    if (fixedPort !== 0) break;
  }
  throw new EmbeddedPostgresError(`PostgreSQL ended while starting: see postgres.log in ${dir}`);
}

function handleOf(child: ChildProcess, dir: string, port: number, runAs: RunAsKind): EmbeddedPostgres {
  const data = join(dir, 'data');
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => void endOrphan(data).then(resolve));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin?.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  return { port, runAs, urlOf: (database) => ownerUrl(dir, port, database), stop, ended };
}
