import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../restaurant/free-port.ts';
import { ROOT } from '../run-step.ts';
import { type Shim, shimEnv } from './shimmed-node.ts';
import { patched, type SourcePatch } from './source-patch.ts';

const MAIN = join(ROOT, 'apps/edge-server/src/main.ts');
const OPEN_TIMEOUT_MS = 60_000;
const ASK_EVERY_MS = 4;

export interface RealEdgeOptions {
  readonly home: string;
  readonly patches?: readonly SourcePatch[];
  readonly shim?: Shim;
  readonly env?: NodeJS.ProcessEnv;
}

/** `npm run edge`, the real program in a process of its own. */
export interface RealEdge {
  readonly url: string;
  /** Resolves with the milliseconds from its start until it takes commands. Rejects when it ends before that. */
  readonly ready: Promise<number>;
  /** Resolves with its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** What it complained about. */
  complaints(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<number | null>;
}

async function untilReady(url: string, child: ChildProcess, complaints: () => string): Promise<number> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < OPEN_TIMEOUT_MS) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the edge ended with ${child.exitCode ?? child.signalCode} before it was ready: ${complaints()}`);
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return performance.now() - startedMs;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`the edge was not ready after ${OPEN_TIMEOUT_MS} ms: ${complaints()}`);
}

export async function startRealEdge({ home, patches = [], shim, env = {} }: RealEdgeOptions): Promise<RealEdge> {
  const port = await freePort();
  const loading = patched(patches);
  const child = spawn(process.execPath, [...loading.args, MAIN, 'serve'], {
    env: {
      ...process.env,
      PASSBELL_HOME: home,
      PASSBELL_EDGE_PORT: String(port),
      PASSBELL_LOG_LEVEL: 'error',
      PASSBELL_CLOUD_URL: '',
      PASSBELL_CLOUD_TOKEN: '',
      ...loading.env,
      ...env,
      ...(shim && shimEnv(shim)),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const complaints = () => said;
  const ended = once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null));
  const url = `http://127.0.0.1:${port}`;
  const ready = untilReady(url, child, complaints);
  // Whoever kills it while it starts does not wait for this.
  ready.catch(() => undefined);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return await ended;
  };
  return { url, ready, ended, complaints, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}
