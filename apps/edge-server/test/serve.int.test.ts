import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempDir } from './journal-fixture.ts';

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');
let temp: ReturnType<typeof makeTempDir>;
const children: ChildProcess[] = [];

beforeEach(() => {
  temp = makeTempDir();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  temp.remove();
});

/** The real program, as `npm run edge` runs it. */
function start(port: number) {
  const env = { ...process.env, PASSBELL_HOME: temp.dir, PASSBELL_EDGE_PORT: String(port), NODE_ENV: 'production' };
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let log = '';
  const opened = new Promise<number>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
      const line = log.split('\n').find((each) => each.includes('the edge server is open'));
      if (line !== undefined) resolve(JSON.parse(line).port);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${log}`)));
  });
  // Who does not wait for it to open does not care that it did not.
  opened.catch(() => undefined);
  return { child, opened, ended: once(child, 'exit'), log: () => log };
}

test('it serves, ends within five seconds of SIGTERM with 0, and the next start finds what was there', async () => {
  const first = start(0);
  const port = await first.opened;
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  const idle = await fetch(`http://127.0.0.1:${port}/healthz`);
  await idle.text();
  const asked = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(5_000);

  const second = start(port);
  expect(await second.opened).toBe(port);
  second.child.kill('SIGTERM');
  expect(await second.ended).toEqual([0, null]);
});

test('after being killed it starts again by itself', async () => {
  const first = start(0);
  await first.opened;
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start(0);
  await second.opened;
  second.child.kill('SIGINT');
  expect(await second.ended).toEqual([0, null]);
});

test('a port that is taken is named, with the variable that changes it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { ended, log } = start(port);
  expect(await ended).toEqual([1, null]);
  expect(log()).toContain(
    `Port ${port} is in use by another program. Stop it, or choose another port with PASSBELL_EDGE_PORT.`,
  );
  other.close();
});
