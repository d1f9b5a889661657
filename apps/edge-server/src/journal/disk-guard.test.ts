import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFakeClock } from '@passbell/testkit/fake-clock';
import { createFakeTimers } from '@passbell/testkit/fake-timers';
import { afterEach, expect, test } from 'vitest';
import { makeTempDir } from '../../test/journal-fixture.ts';
import { createBallastFile } from './ballast-file.ts';
import { createDiskGuard, type DiskLimits, freeBytesOf } from './disk-guard.ts';

const MB = 1024 * 1024;
const LIMITS: DiskLimits = { scarceBytes: 200 * MB, lowBytes: 100 * MB, criticalBytes: 30 * MB, ballastBytes: 20 * MB };
const LOOK_MS = 2_000;

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** A guard over a real ballast on a disk of which `room` says how much is left beside it. */
function openGuard(roomMb: number) {
  const { dir, remove } = makeTempDir();
  const clock = createFakeClock();
  const ballast = createBallastFile(dir);
  const disk = { roomMb, broken: false };
  const changes: string[] = [];
  const faults: unknown[] = [];
  const guard = createDiskGuard({
    freeBytes: () => {
      if (disk.broken) throw new Error('no answer');
      return disk.roomMb * MB - ballast.sizeBytes();
    },
    ballast,
    limits: LIMITS,
    timers: createFakeTimers(clock),
    onChange: ({ level }, before) => changes.push(`${before} > ${level}`),
    onFault: (error) => faults.push(error),
  });
  opened.push(() => {
    guard.stop();
    remove();
  });
  const later = async (looks = 1) => {
    for (let at = 0; at < looks; at += 1) {
      await guard.settled();
      clock.advance(LOOK_MS);
    }
    await guard.settled();
  };
  return { guard, ballast, disk, changes, faults, later, dir };
}

test('with room the ballast grows in steps to its size and stays there, readable by its owner alone', async () => {
  const { guard, ballast, later, dir } = openGuard(1_000);
  await later();
  expect(ballast.sizeBytes()).toBe(16 * MB);
  await later(3);
  expect(ballast.sizeBytes()).toBe(20 * MB);
  expect(guard.state()).toEqual({ level: 'ample', freeBytes: 980 * MB });
  expect(statSync(join(dir, 'ballast')).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(join(dir, 'ballast'));
  expect(new Set(bytes.subarray(0, 4_096)).size).toBeGreaterThan(200);
});

test('each watermark is crossed once on the way down and once on the way up', async () => {
  const { changes, disk, later } = openGuard(1_000);
  await later(3);
  for (const roomMb of [219, 219, 119, 49]) {
    disk.roomMb = roomMb;
    await later();
  }
  expect(changes).toEqual(['ample > scarce', 'scarce > low', 'low > critical']);
  for (const roomMb of [110, 210, 300]) {
    disk.roomMb = roomMb;
    await later();
  }
  expect(changes.slice(3)).toEqual(['critical > low', 'low > scarce', 'scarce > ample']);
});

test('at the last watermark the ballast is given back, and what it frees does not look like room', async () => {
  const { guard, ballast, disk, later } = openGuard(1_000);
  await later(3);
  disk.roomMb = 49;
  await later();
  expect([ballast.sizeBytes(), guard.state().level]).toEqual([0, 'critical']);
  await later(3);
  expect([ballast.sizeBytes(), guard.state()]).toEqual([0, { level: 'critical', freeBytes: 49 * MB }]);
});

test('orders come back only with a tenth more room than they were stopped at, and then the ballast too', async () => {
  const { guard, ballast, disk, later } = openGuard(49);
  expect(guard.state().level).toBe('critical');
  disk.roomMb = 52;
  await later();
  expect(guard.state().level).toBe('critical');
  disk.roomMb = 54;
  await later(4);
  expect([guard.state().level, ballast.sizeBytes()]).toEqual(['low', 20 * MB]);
});

test('a disk too small for the ballast takes none of it', async () => {
  const { guard, ballast, later } = openGuard(45);
  await later(3);
  expect([guard.state().level, ballast.sizeBytes()]).toEqual(['critical', 0]);
});

test('a ballast that was begun before is continued, and one that is large enough is left alone', async () => {
  const { dir, remove } = makeTempDir();
  opened.push(remove);
  writeFileSync(join(dir, 'ballast'), Buffer.alloc(3 * MB));
  const ballast = createBallastFile(dir);
  await ballast.grow(MB);
  expect(ballast.sizeBytes()).toBe(4 * MB);
  const timers = createFakeTimers(createFakeClock());
  const limits = { ...LIMITS, ballastBytes: 4 * MB };
  const noop = () => undefined;
  const guard = createDiskGuard({
    freeBytes: () => 1_000 * MB,
    ballast,
    limits,
    timers,
    onChange: noop,
    onFault: noop,
  });
  await guard.settled();
  expect(ballast.sizeBytes()).toBe(4 * MB);
});

test('a disk that does not answer is reported and asked again, and the last level stays', async () => {
  const { guard, disk, faults, later } = openGuard(119);
  await later();
  disk.broken = true;
  await later();
  expect([guard.state().level, faults.length]).toEqual(['low', 1]);
  disk.broken = false;
  disk.roomMb = 20;
  await later();
  expect(guard.state().level).toBe('critical');
});

test('a stopped guard looks no more', async () => {
  const { guard, disk, later } = openGuard(1_000);
  guard.stop();
  disk.roomMb = 10;
  await later(3);
  expect(guard.state().level).toBe('ample');
});

test('the system is asked for what programs may still write', () => {
  const { dir, remove } = makeTempDir();
  opened.push(remove);
  expect(freeBytesOf(dir)()).toBeGreaterThan(0);
  expect(() => freeBytesOf(join(dir, 'gone'))()).toThrow('ENOENT');
});
