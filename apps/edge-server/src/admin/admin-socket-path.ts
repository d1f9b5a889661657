import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { assert } from '@passbell/core/kernel/assert';

/** The name of a UNIX socket fits in 104 bytes on macOS and 108 on Linux, with the zero at its end. */
const MAX_SOCKET_BYTES = 103;

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** A folder in the system's temporary one that is ours alone, whoever else may write there. */
function ownTempFolder(): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `passbell-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  assert(stat.isDirectory() && stat.uid === uid, `${folder} belongs to somebody else`);
  chmodSync(folder, 0o700);
  return folder;
}

/**
 * Where the edge of a data folder hears its command line: a socket in the folder itself, or, where that name would be
 * too long, one in a private temporary folder; a named pipe on Windows. The same folder always gives the same place.
 */
export function adminSocketPath(dataDir: string): string {
  const folder = resolve(dataDir);
  if (process.platform === 'win32') return `\\\\.\\pipe\\passbell-${shortHash(folder)}`;
  const beside = join(folder, 'admin.sock');
  return Buffer.byteLength(beside) <= MAX_SOCKET_BYTES ? beside : join(ownTempFolder(), `${shortHash(folder)}.sock`);
}
