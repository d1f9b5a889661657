import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempDir } from '../../test/journal-fixture.ts';
import { acquireEdgeLock } from './edge-lock.ts';

let temp: ReturnType<typeof makeTempDir>;
const children: ChildProcess[] = [];
beforeEach(() => {
  temp = makeTempDir();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  temp.remove();
});

/** Another process that takes the lock and keeps it; resolves when it has said whether it got it. */
async function holder(dir: string) {
  const script = `
    import { acquireEdgeLock } from ${JSON.stringify(new URL('./edge-lock.ts', import.meta.url).href)};
    const lock = acquireEdgeLock(${JSON.stringify(dir)});
    process.stdout.write(lock.ok ? 'taken' : 'refused ' + lock.error.pid);
    setInterval(() => lock, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said) };
}

test('another process cannot take a folder that is held, and learns who holds it', async () => {
  const mine = acquireEdgeLock(temp.dir);
  expect(mine.ok).toBe(true);
  expect((await holder(temp.dir)).said).toBe(`refused ${process.pid}`);
});

test('a second taking in the same process is refused until the first is released', () => {
  const first = acquireEdgeLock(temp.dir);
  expect(acquireEdgeLock(temp.dir)).toEqual({ ok: false, error: { pid: process.pid } });
  if (first.ok) first.value.release();
  const second = acquireEdgeLock(temp.dir);
  expect(second.ok).toBe(true);
  if (second.ok) second.value.release();
});

test('a holder that is killed outright leaves the folder free', async () => {
  const { child, said } = await holder(temp.dir);
  expect(said).toBe('taken');
  expect(acquireEdgeLock(temp.dir)).toEqual({ ok: false, error: { pid: child.pid } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = acquireEdgeLock(temp.dir);
  expect(mine.ok).toBe(true);
  if (mine.ok) mine.value.release();
});
