import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoStaff } from './restaurant/demo-staff.ts';

const START = join(import.meta.dirname, 'start.ts');
const PLAY = join(import.meta.dirname, 'play.ts');
const STOP_WITHIN_MS = 5_000;
let home: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'passbell-demo-'));
  chmodSync(home, 0o700);
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(home, { recursive: true, force: true });
});

interface RunningDemo {
  readonly child: ChildProcess;
  readonly edgeUrl: string;
  readonly cloudUrl: string;
  readonly output: string;
}

function run(script: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [script, ...args], {
    env: {
      ...process.env,
      PASSBELL_HOME: home,
      PASSBELL_CLOUD_PORT: '0',
      PASSBELL_EDGE_PORT: '0',
      DATABASE_URL: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function startDemo(): Promise<RunningDemo> {
  const child = run(START, [], {});
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.includes('Stop it with Ctrl-C')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${output}`)));
  });
  const edgeUrl = /(http:\S+)\/pos\//u.exec(output)?.[1] ?? '';
  const cloudUrl = /Head office +(http:\S+)\//u.exec(output)?.[1] ?? '';
  return { child, edgeUrl, cloudUrl, output };
}

/** Every process below this one, and itself. */
function family(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/u).map(Number));
  const members = [pid];
  for (const member of members)
    members.push(...rows.filter(([, parent]) => parent === member).flatMap(([child]) => child ?? []));
  return members;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that its parent has not fetched yet is gone all the same.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

/** Waits until none of them is there any more; gives those that are after five seconds. */
async function survivors(pids: readonly number[]): Promise<number[]> {
  const until = performance.now() + STOP_WITHIN_MS;
  for (;;) {
    const alive = pids.filter(isAlive);
    if (alive.length === 0 || performance.now() > until) return alive;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('one line opens a restaurant: pages, PINs, orders; it goes away at SIGTERM and comes back with every order', {
  timeout: 180_000,
}, async () => {
  const demo = await startDemo();
  expect(demo.edgeUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  for (const { name, pin } of demoStaff) expect(demo.output).toMatch(new RegExp(`${name} +\\w+ +${pin}`, 'u'));
  for (const path of ['/pos/', '/kds/?station=grill', '/', '/openapi.json'])
    expect((await fetch(demo.edgeUrl + path)).status, path).toBe(200);
  expect(await (await fetch(demo.cloudUrl)).text()).toContain('Saltmarsh');

  const port = new URL(demo.edgeUrl).port;
  const day = run(PLAY, ['--orders', '12'], { PASSBELL_EDGE_PORT: port });
  let summary = '';
  day.stdout.on('data', (chunk: Buffer) => {
    summary += chunk.toString('utf8');
  });
  expect(await once(day, 'exit'), summary).toEqual([0, null]);
  expect(summary).toMatch(/Orders +12, of which 12 completed/u);
  expect(await listOrders(demo.edgeUrl)).toHaveLength(12);

  const members = family(demo.child.pid ?? 0);
  expect(members.length).toBeGreaterThan(4);
  const asked = performance.now();
  demo.child.kill('SIGTERM');
  expect(await once(demo.child, 'exit')).toEqual([0, null]);
  expect(await survivors(members)).toEqual([]);
  expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);

  const again = await startDemo();
  expect(await listOrders(again.edgeUrl)).toHaveLength(12);
});

test('when it is killed, nothing of it stays behind', { timeout: 120_000 }, async () => {
  const demo = await startDemo();
  const members = family(demo.child.pid ?? 0);
  demo.child.kill('SIGKILL');
  expect(await survivors(members)).toEqual([]);
});

test('a port that is taken is named, with the variable that changes it', { timeout: 60_000 }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  for (const variable of ['PASSBELL_EDGE_PORT', 'PASSBELL_CLOUD_PORT']) {
    const child = run(START, [], { [variable]: port });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(complaint).toContain(`port ${port} is in use by another program`);
    expect(complaint).toContain(variable);
  }
  other.close();
});

async function listOrders(edgeUrl: string): Promise<unknown[]> {
  const headers = { origin: edgeUrl, 'content-type': 'application/json' };
  const opened = await fetch(`${edgeUrl}/v1/demo/open`, { method: 'POST', headers, body: '{"role":"pos"}' });
  const { token } = (await opened.json()) as { token: string }; // The documented answer of the door.
  const device = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': `test-${performance.now()}`,
  };
  const [manager] = demoStaff;
  const signedIn = await fetch(`${edgeUrl}/v1/sign-in`, {
    method: 'POST',
    headers: device,
    body: JSON.stringify({ staffId: manager?.id, pin: manager?.pin }),
  });
  const { session } = (await signedIn.json()) as { session: string }; // As above.
  const listed = await fetch(`${edgeUrl}/v1/orders?limit=200`, {
    headers: { ...device, 'x-passbell-session': session },
  });
  return ((await listed.json()) as { orders: unknown[] }).orders; // As above.
}
