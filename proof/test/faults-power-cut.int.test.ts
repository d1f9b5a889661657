import { createSeededRandom } from '@passbell/testkit/seeded-random';
import { expect, test } from 'vitest';
import { ACKNOWLEDGE_BEFORE_COMMIT } from '../src/faults/canaries.ts';
import { CrashDisk } from '../src/faults/crash-disk.ts';
import { cutPower, NORMAL_SYNC } from '../src/faults/power-cut.ts';

const STATES = 400;
const TIMEOUT_MS = 120_000;

test('a disk after a power cut holds what was synced, and of the rest any part', () => {
  const disk = new CrashDisk();
  const random = createSeededRandom(1);
  const write = (offset: number, text: string) =>
    disk.apply({ op: 'write', path: 'a', offset, data: Buffer.from(text) });
  const after = (kind: 'none' | 'all' | 'subset' | 'torn_512') => disk.cut(kind, random).get('a')?.toString();
  disk.apply({ op: 'create', path: 'a' });
  write(0, 'safe');
  disk.apply({ op: 'sync', path: 'a' });
  expect([after('none'), after('all')]).toEqual([undefined, 'safe']);
  disk.apply({ op: 'sync_folder', path: '' });
  expect(disk.isUncertain()).toBe(false);
  write(4, '!');
  write(0, 'S');
  expect([after('none'), after('all')]).toEqual(['safe', 'Safe!']);
  const seen = new Set(Array.from({ length: 64 }, () => after('subset')));
  expect([...seen].sort()).toEqual(['Safe', 'Safe!', 'safe', 'safe!']);
  disk.apply({ op: 'sync', path: 'a' });
  disk.apply({ op: 'truncate', path: 'a', size: 2 });
  expect([after('none'), after('all')]).toEqual(['Safe!', 'Sa']);
  disk.apply({ op: 'unlink', path: 'a' });
  expect([after('none'), after('all')]).toEqual(['Safe!', undefined]);
});

test('a write across sectors is torn at the borders of the file, not of the write', () => {
  const disk = new CrashDisk();
  const random = createSeededRandom(1);
  disk.apply({ op: 'create', path: 'a' });
  disk.apply({ op: 'sync_folder', path: '' });
  disk.apply({ op: 'write', path: 'a', offset: 500, data: Buffer.alloc(600, 1) });
  const shapes = new Set(
    Array.from({ length: 200 }, () => {
      const bytes = disk.cut('torn_512', random).get('a') ?? Buffer.alloc(0);
      return [bytes[511] ?? 0, bytes[512] ?? 0, bytes[1023] ?? 0, bytes[1024] ?? 0].join('');
    }),
  );
  expect([...shapes].sort()).toEqual(['0000', '0001', '0110', '0111', '1000', '1001', '1110', '1111']);
});

test('no power cut loses an acknowledged command or breaks the journal', { timeout: TIMEOUT_MS }, async () => {
  const found = await cutPower({ states: STATES, seed: 2 });
  expect(found).toMatchObject({ states: STATES, lost: 0, broken: 0, examples: [] });
  expect(found.acknowledged).toBeGreaterThan(50);
});

test('the harness sees what synchronous=NORMAL loses', { timeout: TIMEOUT_MS }, async () => {
  expect((await cutPower({ states: STATES, seed: 3, patches: [NORMAL_SYNC] })).lost).toBeGreaterThan(0);
});

test('the harness sees what is acknowledged before its commit', { timeout: TIMEOUT_MS }, async () => {
  expect((await cutPower({ states: STATES, seed: 3, patches: ACKNOWLEDGE_BEFORE_COMMIT })).lost).toBeGreaterThan(0);
});
