import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a running (or killed) PostgreSQL wrote about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export function readPostmaster(dataDir: string): Postmaster | null {
  const path = join(dataDir, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Math.abs(Number(lines[0] ?? 0)), port: Number(lines[3] ?? 0) };
}

/** Whether a process runs. One that ended and was not collected by its parent yet does not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
  try {
    return process.platform !== 'linux' || !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false; // It ended between the two looks.
  }
}

/**
 * Whether the process of a lock file is PostgreSQL working on this folder, and not a stranger who was given its number
 * after a crash or a container's restart (PostgreSQL would refuse to start because of such a stranger).
 */
export function isPostmasterAlive(dataDir: string): boolean {
  const found = readPostmaster(dataDir);
  if (found === null || found.pid === 0 || !isProcessAlive(found.pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return realpathSync(readlinkSync(`/proc/${found.pid}/cwd`)) === realpathSync(dataDir);
  } catch (cause) {
    // What has ended but was not collected yet has no folder. One that we may not look at is better believed.
    return !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT');
  }
}

/** Signals the PostgreSQL of a folder; nothing happens when it has just ended. */
export function signalPostmaster(dataDir: string, signal: 'SIGINT' | 'SIGQUIT'): void {
  const pid = readPostmaster(dataDir)?.pid ?? 0;
  try {
    if (pid > 0) process.kill(pid, signal);
  } catch (cause) {
    if (isProcessAlive(pid)) throw cause;
  }
}

/** Removes the lock of a PostgreSQL that is gone. */
export function clearStaleLock(dataDir: string): void {
  if (!isPostmasterAlive(dataDir)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

/** The program that started a process, by Linux's process table; null where there is none. */
export function parentCommand(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const parent = /^PPid:\s+(\d+)$/mu.exec(status)?.[1];
    return parent === undefined ? null : readFileSync(`/proc/${parent}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return null;
  }
}
