import type { SeededRandom } from '@passbell/testkit/seeded-random';
import type { Change } from './write-log.ts';

/**
 * What of the unsynced writes had reached the disk when the power went: `none`, `all`, a random `subset` of whole
 * writes, or of the sectors they are made of (`torn_512`, `torn_4096`).
 */
export const CUT_KINDS = ['none', 'all', 'subset', 'torn_512', 'torn_4096'] as const;
export type CutKind = (typeof CUT_KINDS)[number];

type Pending = Extract<Change, { op: 'write' | 'truncate' }>;
type FolderChange = Extract<Change, { op: 'create' | 'unlink' | 'rename' | 'link' }>;

/** Bytes that grow: a hole is filled with zeros, as a file system does. */
class Bytes {
  #buffer: Buffer;
  #size: number;

  constructor(content: Buffer, capacity: number) {
    this.#buffer = Buffer.alloc(Math.max(capacity, content.length));
    this.#size = content.copy(this.#buffer);
  }

  content(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }

  write(offset: number, data: Buffer): void {
    this.#reach(offset + data.length);
    data.copy(this.#buffer, offset);
  }

  /** Applies the sectors of one write that made it. Sectors lie on the disk, so their borders are those of the file. */
  writeTorn(offset: number, data: Buffer, sector: number, random: SeededRandom): void {
    for (let from = 0; from < data.length; ) {
      const to = Math.min(data.length, from + sector - ((offset + from) % sector));
      if (random.chance(0.5)) this.write(offset + from, data.subarray(from, to));
      from = to;
    }
  }

  truncate(size: number): void {
    if (size < this.#size) this.#buffer.fill(0, size, this.#size);
    this.#reach(size);
    this.#size = size;
  }

  #reach(size: number): void {
    if (size > this.#buffer.length) {
      const grown = Buffer.alloc(size * 2);
      this.#buffer.copy(grown, 0, 0, this.#size);
      this.#buffer = grown;
    }
    this.#size = Math.max(this.#size, size);
  }
}

/** One file: the bytes that are safe, and the writes that are not yet. */
interface Inode {
  readonly durable: Bytes;
  pending: Pending[];
}

function apply(bytes: Bytes, change: Pending): void {
  if (change.op === 'write') bytes.write(change.offset, change.data);
  else bytes.truncate(change.size);
}

function contentAfter({ durable, pending }: Inode, kind: CutKind, random: SeededRandom): Buffer {
  const safe = durable.content();
  if (kind === 'none' || pending.length === 0) return safe;
  const ends = pending.map((change) => (change.op === 'write' ? change.offset + change.data.length : change.size));
  const bytes = new Bytes(safe, Math.max(...ends));
  for (const change of pending) {
    if (change.op === 'write' && (kind === 'torn_512' || kind === 'torn_4096'))
      bytes.writeTorn(change.offset, change.data, kind === 'torn_512' ? 512 : 4_096, random);
    else if (kind === 'all' || random.chance(0.5)) apply(bytes, change);
  }
  return bytes.content();
}

/**
 * A disk with a write cache, as POSIX allows it to be: what was not synced may be there, in any part and in any order;
 * names of files are safe once their folder was synced, and before that change in order (metadata is journaled).
 */
export class CrashDisk {
  readonly #names = new Map<string, Inode>();
  #safeNames = new Map<string, Inode>();
  #folderChanges: { readonly change: FolderChange; readonly inode: Inode }[] = [];

  apply(change: Change): void {
    switch (change.op) {
      case 'write':
      case 'truncate':
        this.#inode(change.path).pending.push(change);
        return;
      case 'sync':
        this.#sync(this.#inode(change.path));
        return;
      case 'sync_folder':
        this.#safeNames = new Map(this.#names);
        this.#folderChanges = [];
        return;
      default: {
        const inode =
          change.op === 'create' ? { durable: new Bytes(Buffer.alloc(0), 0), pending: [] } : this.#inode(change.path);
        this.#folderChanges.push({ change, inode });
        applyToFolder(this.#names, change, inode);
      }
    }
  }

  /** Whether a power cut now could leave more than one image. */
  isUncertain(): boolean {
    return this.#folderChanges.length > 0 || [...this.#names.values()].some((inode) => inode.pending.length > 0);
  }

  /** The files after a power cut at this moment. */
  cut(kind: CutKind, random: SeededRandom): Map<string, Buffer> {
    const names = new Map(this.#safeNames);
    const changes = this.#folderChanges;
    const reached = kind === 'none' ? 0 : kind === 'all' ? changes.length : random.between(0, changes.length);
    for (const { change, inode } of changes.slice(0, reached)) applyToFolder(names, change, inode);
    return new Map([...names].map(([name, inode]) => [name, contentAfter(inode, kind, random)]));
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (!inode) throw new Error(`${path} was written before it was made`);
    return inode;
  }

  #sync(inode: Inode): void {
    for (const change of inode.pending) apply(inode.durable, change);
    inode.pending = [];
  }
}

function applyToFolder(names: Map<string, Inode>, change: FolderChange, inode: Inode): void {
  if (change.op === 'create') names.set(change.path, inode);
  else if (change.op === 'unlink') names.delete(change.path);
  else {
    names.set(change.to, inode);
    if (change.op === 'rename') names.delete(change.path);
  }
}
