import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../restaurant/free-port.ts';
import { ROOT } from '../run-step.ts';

const MAIN = join(ROOT, 'apps/edge-server/src/main.ts');
const OPEN_TIMEOUT_MS = 30_000;
const ASK_EVERY_MS = 5;

/** The edge server as it ships, in a process of its own, logging as it does in a restaurant. */
export interface EdgeProcess {
  readonly url: string;
  /** From its start until it took commands. */
  readonly readyMs: number;
  readonly pid: number;
  stop(): Promise<void>;
}

async function untilReady(url: string, child: ChildProcess, startedMs: number): Promise<number> {
  while (performance.now() - startedMs < OPEN_TIMEOUT_MS) {
    if (child.exitCode !== null) throw new Error(`the edge ended with ${child.exitCode} before it was ready`);
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return performance.now() - startedMs;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`the edge was not ready after ${OPEN_TIMEOUT_MS} ms`);
}

export async function startEdge(home: string, nodeArgs: readonly string[] = []): Promise<EdgeProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, MAIN, 'serve'], {
    env: {
      ...process.env,
      PASSBELL_HOME: home,
      PASSBELL_EDGE_PORT: String(port),
      PASSBELL_EDGE_HOST: '127.0.0.1',
      PASSBELL_CLOUD_URL: '',
      PASSBELL_CLOUD_TOKEN: '',
    },
    stdio: ['ignore', 'ignore', openSync(join(home, 'edge.log'), 'a')],
  });
  const ended = once(child, 'exit');
  const readyMs = await untilReady(url, child, startedMs).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    readyMs,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
