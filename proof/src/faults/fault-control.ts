import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** What can be made to happen at one file operation, numbered as in the shim. */
export const FAULT_KINDS = { io_error: 1, no_space: 2, short_write: 3, stall: 4 } as const;
export type FaultKind = keyof typeof FAULT_KINDS;

const FIELDS = [
  'recording',
  'counting',
  'kind',
  'fired',
  'ops',
  'faultAt',
  'stallMs',
  'full',
  'cutFd',
  'firedOp',
] as const;
type Field = (typeof FIELDS)[number];
const BYTES = FIELDS.length * 4;

/** Names of operations as the shim numbers them. */
const OPERATIONS = [
  '',
  'create',
  'write',
  'truncate',
  'sync',
  'sync folder',
  'unlink',
  'rename',
  'link',
  'read',
  'open',
];

/** The switches of the shim: shared memory between a process and whoever started it. */
export interface FaultControl {
  record(on: boolean): void;
  /** Starts counting operations from 0, with no fault. */
  count(): void;
  /** Starts counting from 0 and makes the fault happen at operation `at` (1 is the first). */
  aim(kind: FaultKind, at: number, stallMs: number): void;
  /** Ends every fault: the disk is mended, space is freed. */
  mend(): void;
  operations(): number;
  /** The operation the fault happened at; null when it did not happen. */
  firedAt(): string | null;
}

/** Makes a control file, with everything off. */
export function createFaultControl(file: string): FaultControl {
  const handle = openSync(file, 'w+', 0o600);
  writeSync(handle, Buffer.alloc(BYTES), 0, BYTES, 0);
  closeSync(handle);
  return openFaultControl(file);
}

/** The control file of a process that runs under the shim. */
export function openFaultControl(file: string): FaultControl {
  const handle = openSync(file, 'r+');
  const set = (values: Partial<Record<Field, number>>) => {
    for (const [name, value] of Object.entries(values)) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      writeSync(handle, bytes, 0, 4, FIELDS.indexOf(name as Field) * 4); // The record's own keys.
    }
  };
  const get = (name: Field) => {
    const bytes = Buffer.alloc(4);
    readSync(handle, bytes, 0, 4, FIELDS.indexOf(name) * 4);
    return bytes.readUInt32LE();
  };
  const calm = { counting: 0, kind: 0, full: 0, cutFd: 0 };
  return {
    record: (on) => set({ recording: on ? 1 : 0 }),
    count: () => set({ ...calm, fired: 0, ops: 0, counting: 1 }),
    aim: (kind, at, stallMs) =>
      set({ ...calm, fired: 0, ops: 0, faultAt: at, stallMs, kind: FAULT_KINDS[kind], counting: 1 }),
    mend: () => set(calm),
    operations: () => get('ops'),
    firedAt: () => (get('fired') === 0 ? null : (OPERATIONS[get('firedOp')] ?? '')),
  };
}
