/** One change to the recorded folder, in the order the process made them. Paths are relative to the folder. */
export type Change =
  | { readonly op: 'create'; readonly path: string }
  | { readonly op: 'unlink'; readonly path: string }
  | { readonly op: 'sync' | 'sync_folder'; readonly path: string }
  | { readonly op: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly op: 'truncate'; readonly path: string; readonly size: number }
  | { readonly op: 'rename' | 'link'; readonly path: string; readonly to: string };

const HEADER_BYTES = 16;

/** Numbers of operations as the shim writes them. */
const OPS = {
  1: 'create',
  2: 'write',
  3: 'truncate',
  4: 'sync',
  5: 'sync_folder',
  6: 'unlink',
  7: 'rename',
  8: 'link',
} as const;

function isOp(code: number): code is keyof typeof OPS {
  return Object.hasOwn(OPS, code);
}

function relative(root: string, path: string): string {
  return path.slice(root.length + 1);
}

/** Reads what the shim recorded below `root`. */
export function readWriteLog(log: Buffer, root: string): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < log.length; ) {
    const code = log.readUInt8(at);
    if (!isOp(code)) throw new Error(`the write log is damaged at byte ${at}: operation ${code}`);
    const pathEnd = at + HEADER_BYTES + log.readUInt16LE(at + 2);
    const end = pathEnd + log.readUInt32LE(at + 4);
    const number = Number(log.readBigUInt64LE(at + 8));
    const path = relative(root, log.toString('utf8', at + HEADER_BYTES, pathEnd));
    const data = log.subarray(pathEnd, end);
    const op = OPS[code];
    if (op === 'write') changes.push({ op, path, offset: number, data });
    else if (op === 'truncate') changes.push({ op, path, size: number });
    else if (op === 'rename' || op === 'link') changes.push({ op, path, to: relative(root, data.toString('utf8')) });
    else changes.push({ op, path });
    at = end;
  }
  return changes;
}
