import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProofContext, ProofOutcome } from '../proofs/proof.ts';
import type { FullDiskFindings } from './full-disk-scene.ts';
import { ProofDidNotRun } from './proof-did-not-run.ts';
import type { SourcePatch } from './source-patch.ts';

/** Room of the small disk. */
const DISK_MB = 96;

/** A mount of our own that nobody else sees and that ends with the process. Works as root and, mostly, without. */
const NAMESPACE = ['--user', '--map-root-user', '--mount'] as const;
const MOUNT = `mount -t tmpfs -o size=${DISK_MB}m tmpfs "$1"`;

/**
 * Runs the real edge on a small disk of its own, fills that, and frees it again.
 * @throws {ProofDidNotRun} where no file system may be mounted.
 */
export async function fillDisk(patches: readonly SourcePatch[] = []): Promise<FullDiskFindings> {
  const dir = mkdtempSync(join(tmpdir(), 'passbell-disk-'));
  try {
    if (process.platform !== 'linux') throw new ProofDidNotRun('a small disk is mounted on Linux only');
    const attempt = spawnSync('unshare', [...NAMESPACE, 'sh', '-c', MOUNT, 'sh', dir], { encoding: 'utf8' });
    if (attempt.status !== 0)
      throw new ProofDidNotRun(
        `no small file system may be mounted here (${attempt.stderr?.trim() || 'there is no unshare'})`,
      );
    const scene = fileURLToPath(new URL('full-disk-scene.ts', import.meta.url));
    const play = `${MOUNT} && exec "$2" "$3" "$1"`;
    const child = spawn('unshare', [...NAMESPACE, 'sh', '-c', play, 'sh', dir, process.execPath, scene], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PASSBELL_SCENE_PATCHES: JSON.stringify(patches) },
    });
    const [out, complaints] = [[] as string[], [] as string[]];
    child.stdout.on('data', (text: Buffer) => out.push(text.toString()));
    child.stderr.on('data', (text: Buffer) => complaints.push(text.toString()));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`the scene ended with ${String(code)}: ${complaints.join('')}`);
    return JSON.parse(out.join('')) as FullDiskFindings; // Printed by the scene.
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The proof: on a full disk guests are still served out, and everybody is told what to do. */
export async function runFullDisk({ progress }: ProofContext): Promise<ProofOutcome> {
  const found = await fillDisk();
  for (const step of found.steps) progress(step);
  if (found.faults.length > 0) throw new Error(found.faults.join('\n'));
  return {
    figure:
      `a disk of ${DISK_MB} MB filled to the last byte: orders refused with storage_full after ${found.noticedMs} ms, ` +
      `${found.finishedOnFull} orders cooked, paid and handed over on it, orders again ${found.recoveredMs} ms after space was freed, no restart`,
  };
}
